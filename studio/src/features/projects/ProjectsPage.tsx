import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Copy, FileUp, Plus, RotateCcw, Trash2 } from "lucide-react";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { live } from "@/api/live";
import { type ProjectSummary, type ScriptFound, createProject, deleteProject, duplicateProject, importScript, listProjects, previewScript, restoreProject } from "@/api/projects";
import { keys } from "@/api/query";
import { SPEECH_LANGUAGES } from "@/features/clone/passages";
import { ago, clockTime } from "@/i18n/format";
import { next, send, useIncoming } from "@/state/incoming";
import { useToasts } from "@/state/toasts";
import { useOwner } from "@/state/use-owner";
import { Button, IconButton } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { useFileDrop } from "@/ui/drop";
import { Empty, Loading } from "@/ui/Empty";
import { Field, SearchField, Select } from "@/ui/Field";
import { Failure, useErrorText } from "@/ui/Notice";
import { FoundScript } from "./FoundScript";
import { bringOldScript } from "./from-script";
import { languages, usualLanguage } from "./languages";
import "./projects.css";

const IMPORTED = ".txt,.md,.markdown,.srt,.vtt,.csv,.docx,.epub,.otio,.clonyproject";

function NewDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  // Until one is chosen it is the script's, or without a script the studio's.
  const [language, setLanguage] = useState("auto");
  const [script, setScript] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const create = async () => {
    setBusy(true);
    setError(null);
    try {
      const asked = language !== "auto" ? { language } : script.trim() ? {} : { language: usualLanguage(i18n.language) };
      const made = await createProject({ name: name.trim() || t("projects.untitled"), script, ...asked });
      void navigate({ to: "/projects/$projectId", params: { projectId: made.id }, search: {} });
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t("projects.new")} onClose={onClose}>
      <Field label={t("projects.name")}>{(wiring) => <input {...wiring} className="input" maxLength={200} value={name} placeholder={t("projects.untitled")} onChange={(event) => setName(event.target.value)} />}</Field>
      <Field label={t("projects.language")}>{() => <Select label={t("projects.language")} value={language} options={[{ value: "auto", label: t("transcribe.auto") }, ...languages(i18n.language)]} onChange={setLanguage} />}</Field>
      <Field label={t("projects.script")} hint={t("projects.script_hint")}>
        {(wiring) => <textarea {...wiring} className="input" rows={6} value={script} onChange={(event) => setScript(event.target.value)} />}
      </Field>
      {error ? <Failure error={error} /> : null}
      <div className="line end">
        <Button kind="primary" busy={busy} onClick={() => void create()}>
          {t("projects.create")}
        </Button>
      </div>
    </Dialog>
  );
}

function ImportDialog({ file, found, onClose }: { file: File; found: ScriptFound; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [language, setLanguage] = useState(SPEECH_LANGUAGES.find((code) => code === found.language) ?? usualLanguage(i18n.language));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const bring = async () => {
    setBusy(true);
    try {
      const made = await importScript(file, language);
      void navigate({ to: "/projects/$projectId", params: { projectId: made.id }, search: {} });
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t("projects.import")} onClose={onClose}>
      <FoundScript name={file.name} found={found} />
      <Field label={t("projects.language")}>{() => <Select label={t("projects.language")} value={language} options={languages(i18n.language)} onChange={setLanguage} />}</Field>
      {error ? <Failure error={error} /> : null}
      <div className="line end">
        <Button kind="primary" busy={busy} unavailable={found.lines === 0 && found.format !== "otio"} onClick={() => void bring()}>
          {t("projects.import")}
        </Button>
      </div>
    </Dialog>
  );
}

function Row({ project, trash, done }: { project: ProjectSummary; trash: boolean; done: () => void }) {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const push = useToasts((state) => state.push);
  const [destroying, setDestroying] = useState(false);
  const act = (run: () => Promise<unknown>, said?: string) => () =>
    void run().then(
      () => {
        done();
        if (said) push({ kind: "good", text: said, ...(trash ? {} : { action: { label: t("common.undo"), run: () => void restoreProject(project.id).then(done) } }) });
      },
      (error: unknown) => push({ kind: "bad", text: errorText(error) }),
    );
  return (
    <li className="project-row">
      {trash ? (
        <span className="grow clip">{project.name}</span>
      ) : (
        <Link className="grow clip" to="/projects/$projectId" params={{ projectId: project.id }} search={{}}>
          {project.name}
        </Link>
      )}
      <span className={trash ? "small faint project-when" : "small faint"}>{t("projects.summary", { count: project.lines, time: clockTime(project.duration) })}</span>
      <span className="small faint project-when">{ago(project.updated_at, i18n.language)}</span>
      {trash ? (
        <>
          <Button size="small" aria-label={t("projects.restore", { name: project.name })} onClick={act(() => restoreProject(project.id), t("projects.restored", { name: project.name }))}>
            <RotateCcw size={14} aria-hidden="true" />
            {t("voices.restore")}
          </Button>
          <IconButton label={t("projects.delete_for_good", { name: project.name })} onClick={() => setDestroying(true)}>
            <Trash2 size={16} aria-hidden="true" />
          </IconButton>
          {destroying ? (
            <Dialog title={t("voices.destroy_title")} onClose={() => setDestroying(false)}>
              <p className="soft">{t("projects.destroy_what", { name: project.name })}</p>
              <div className="line end">
                <Button onClick={() => setDestroying(false)}>{t("common.cancel")}</Button>
                <Button kind="danger" onClick={() => (setDestroying(false), act(() => deleteProject(project.id, true))())}>
                  {t("voices.destroy")}
                </Button>
              </div>
            </Dialog>
          ) : null}
        </>
      ) : (
        <>
          <IconButton label={t("projects.duplicate", { name: project.name })} onClick={act(() => duplicateProject(project.id, null))}>
            <Copy size={16} aria-hidden="true" />
          </IconButton>
          <IconButton label={t("projects.to_trash", { name: project.name })} onClick={act(() => deleteProject(project.id), t("projects.in_trash", { name: project.name }))}>
            <Trash2 size={16} aria-hidden="true" />
          </IconButton>
        </>
      )}
    </li>
  );
}

export default function ProjectsPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [q, setQ] = useState("");
  const [trash, setTrash] = useState(false);
  const [making, setMaking] = useState(false);
  const [found, setFound] = useState<{ file: File; script: ScriptFound } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const input = useRef<HTMLInputElement>(null);
  const wanted = useDeferredValue(q);
  const query = useInfiniteQuery({
    queryKey: keys.projectList({ q: wanted, trash }),
    queryFn: ({ pageParam, signal }) => listProjects(wanted, trash, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  const done = () => void client.invalidateQueries({ queryKey: keys.projects });
  useOwner((owner) => {
    owner.own(live.on("project.changed", done));
    owner.own(live.on("project.deleted", done));
  }, []);
  useEffect(() => {
    bringOldScript(t("projects.from_script")).then(
      (made) => {
        if (!made) return;
        done();
        useToasts.getState().push({ kind: "good", text: t("projects.brought", { name: made.name }) });
      },
      // It is tried again at the next visit; the script stays where it is.
      () => undefined,
    );
  }, []);
  const projects = query.data?.pages.flatMap((page) => page.projects) ?? [];
  const take = async (file: File | undefined) => {
    if (!file) return;
    setError(null);
    try {
      setFound({ file, script: await previewScript(file) });
    } catch (failure) {
      setError(failure);
    }
  };
  const waiting = useIncoming((state) => state.scripts[0]);
  useEffect(() => {
    if (!waiting || found) return;
    next("scripts");
    void take(waiting);
  }, [waiting, found]);
  const drop = useFileDrop((files) => send("scripts", files), ["script", "project"]);
  return (
    <div
      className={drop.over ? "page project over" : "page project"}
      {...drop.handlers}
    >
      <header className="page-head">
        <h1>{t("pages.projects")}</h1>
        <SearchField label={t("projects.search")} value={q} onChange={(event) => setQ(event.target.value)} />
        <Button aria-pressed={trash} onClick={() => setTrash(!trash)}>
          <Trash2 size={14} aria-hidden="true" />
          {t("projects.trash")}
        </Button>
        <Button onClick={() => input.current?.click()}>
          <FileUp size={14} aria-hidden="true" />
          {t("projects.import")}
        </Button>
        <Button kind="primary" onClick={() => setMaking(true)}>
          <Plus size={14} aria-hidden="true" />
          {t("projects.new")}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept={IMPORTED}
          aria-label={t("projects.import")}
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </header>
      <div className="page-body">
        <div className="column stack wide">
          {error ? <Failure error={error} /> : null}
          {trash && projects.length > 0 ? <p className="soft small">{t("projects.trash_what")}</p> : null}
          {query.isPending ? <Loading label={t("common.loading")} /> : null}
          {query.error ? <Failure error={query.error} retry={() => void query.refetch()} /> : null}
          {query.data && projects.length === 0 ? (
            <Empty sentence={trash && !q ? t("voices.trash_empty") : q ? t("projects.none") : t("projects.empty")}>
              {q || trash ? null : (
                <Button kind="primary" onClick={() => setMaking(true)}>
                  {t("projects.new")}
                </Button>
              )}
            </Empty>
          ) : null}
          <ul className="project-list plain-list">
            {projects.map((project) => (
              <Row key={project.id} project={project} trash={trash} done={done} />
            ))}
          </ul>
          {query.hasNextPage ? (
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t("projects.more")}
            </Button>
          ) : null}
        </div>
      </div>
      {making ? <NewDialog onClose={() => setMaking(false)} /> : null}
      {found ? <ImportDialog file={found.file} found={found.script} onClose={() => setFound(null)} /> : null}
    </div>
  );
}
