import { useNavigate, useSearch } from "@tanstack/react-router";
import { FileText, History } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { live } from "@/api/live";
import { addLine } from "@/features/projects/actions";
import { BLANK, isEmptyLine } from "@/features/projects/blank";
import { bringOldScript } from "@/features/projects/from-script";
import { usualLanguage } from "@/features/projects/languages";
import { ProjectEditor } from "@/features/projects/ProjectEditor";
import { adopt, change, closeProject, openBlank, openProject, readProject, setUsualVoice, useProject } from "@/features/projects/store";
import { newId } from "@/features/projects/operations";
import { collectForScript, useForScript } from "@/state/for-script";
import { useToasts } from "@/state/toasts";
import { useOwner } from "@/state/use-owner";
import { Button } from "@/ui/Button";
import { Loading } from "@/ui/Empty";
import { Failure } from "@/ui/Notice";
import { HistoryList } from "./HistoryList";
import { lastProject, noteOpened } from "./last-project";
import { ProjectMenu } from "./ProjectMenu";
import "./generate.css";

/** The project is gone: another one is opened instead. */
const isGone = (error: unknown) => error instanceof ApiError && (error.code === "project_not_found" || error.code === "project_in_trash");

/** Operations that the server takes as one change. */
const MOST_AT_ONCE = 1000;

/** Puts what came from other pages behind the last line. */
function bringIn(): void {
  const { document, usual } = useProject.getState();
  const voice = document?.lines.at(-1)?.voice_id ?? usual;
  const lines = collectForScript().map((one) => ({ ...one, id: newId("line") }));
  const inserts = lines.map(({ id, text, voice_id = voice ?? undefined }) => ({ op: "line.insert", id, line: { text, ...(voice_id ? { voice_id } : {}) } }));
  for (let from = 0; from < inserts.length; from += MOST_AT_ONCE) change(...inserts.slice(from, from + MOST_AT_ONCE));
  for (const { id, generation } of lines) if (generation) adopt(id, generation);
}

/** The script of the project that was worked on last, or of another one; and everything that was ever said. */
export default function GeneratePage() {
  const { t, i18n } = useTranslation();
  const { project, view, voice } = useSearch({ from: "/generate" });
  const navigate = useNavigate({ from: "/generate" });
  const history = view === "history";
  const id = useProject((state) => state.id);
  const document = useProject((state) => state.document);
  const appeared = useProject((state) => state.appeared);
  const made = useProject((state) => state.made);
  const error = useProject((state) => state.error);
  const waiting = useForScript((state) => state.waiting.length > 0);
  const [unsure, setUnsure] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  // The editor is another one for each project that is opened, and stays when a blank one is made.
  const [opening, setOpening] = useState(0);
  const show = (next: string) => void navigate({ to: "/generate", search: (before) => ({ ...before, project: next }), replace: true });

  const blank = (asked: boolean) => openBlank({ name: t("projects.untitled"), language: usualLanguage(i18n.language), asked });
  useOwner(
    (owner) => {
      if (project === "new") {
        setOpening((before) => before + 1);
        blank(true);
      } else if (project) {
        if (useProject.getState().id === project) return;
        setOpening((before) => before + 1);
        openProject(project);
      } else {
        setUnsure(null);
        bringOldScript(t("projects.from_script"))
          .then((made) => made && useToasts.getState().push({ kind: "good", text: t("projects.brought", { name: made.name }) }))
          // It is tried again at the next visit; the script stays where it is.
          .catch(() => undefined)
          .then(lastProject)
          .then(
            (found) => {
              if (owner.disposed) return;
              if (found) show(found);
              else blank(false);
            },
            (failure: unknown) => !owner.disposed && setUnsure(failure),
          );
      }
    },
    [project, round],
  );
  useOwner((owner) => void (unsure && owner.own(live.on("link.resumed", () => setRound((before) => before + 1)))), [unsure]);
  useEffect(() => closeProject, []);
  // A blank script became a project, here or in another window.
  useEffect(() => {
    const now = useProject.getState();
    if (now.made && now.id && (!project || project === "new")) show(now.id);
    else if (now.id === BLANK && now.appeared) show(now.appeared);
  }, [id, appeared, project]);
  useEffect(() => {
    if (project && id === project) noteOpened(project);
  }, [id, project]);
  useEffect(() => {
    if (!isGone(error)) return;
    useToasts.getState().push({ kind: "bad", text: t("generate.gone") });
    closeProject();
    void navigate({ to: "/generate", search: {}, replace: true });
  }, [error]);
  const ready = document !== null && (project && project !== "new" ? project === id : id === BLANK || made);
  useEffect(() => {
    if (ready && waiting && !history) bringIn();
  }, [ready, waiting, history]);
  useEffect(() => {
    if (!ready || !voice || !document) return;
    const last = document.lines.at(-1)!;
    if (isEmptyLine(last)) setUsualVoice(voice);
    else {
      const line = last.text.trim() ? addLine(document) : last.id;
      change({ op: "line.update", id: line, set: { voice_id: voice, speaker_id: null } });
    }
    void navigate({ to: "/generate", search: ({ project: now }) => ({ project: now }), replace: true });
  }, [ready, voice]);

  const lead = (
    <>
      <h1>{t("pages.generate")}</h1>
      <Button kind="quiet" onClick={() => void navigate({ to: "/generate", search: (before) => ({ ...before, view: history ? undefined : "history" }) })}>
        {history ? <FileText size={14} aria-hidden="true" /> : <History size={14} aria-hidden="true" />}
        {history ? t("projects.script") : t("generate.history")}
      </Button>
    </>
  );
  if (history)
    return (
      <div className="page">
        <header className="page-head">{lead}</header>
        <HistoryList />
      </div>
    );
  const failed = unsure ?? (document ? null : error);
  if (!ready)
    return (
      <div className="page">
        <header className="page-head">{lead}</header>
        {failed && !isGone(failed) ? (
          <div className="page-body">
            <Failure error={failed} retry={() => (unsure ? setRound(round + 1) : void readProject())} />
          </div>
        ) : (
          <Loading label={t("common.loading")} />
        )}
      </div>
    );
  return (
    <ProjectEditor
      key={opening}
      document={document}
      view="script"
      goTo={(next) => next === "timeline" && void navigate({ to: "/projects/$projectId", params: { projectId: document.id }, search: { view: next } })}
      lead={
        <>
          {lead}
          <ProjectMenu project={document.id} />
        </>
      }
    />
  );
}
