import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ArrowLeft, Download, History, Pause, Play, Redo2, Replace, Trash2, Undo2, WandSparkles } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { addAsset, type Asset, type ProjectDocument, type ProjectTrack } from "@/api/projects";
import { clockTime } from "@/i18n/format";
import { useToasts } from "@/state/toasts";
import { sortOf } from "@/state/dropped-files";
import { send } from "@/state/incoming";
import { toggle, useTransport } from "@/state/transport";
import { Button, IconButton } from "@/ui/Button";
import { Loading } from "@/ui/Empty";
import { useFileDrop } from "@/ui/drop";
import { composing, useShortcut } from "@/ui/keys";
import { Failure, Notice, useErrorText } from "@/ui/Notice";
import { generate, linesWith, mixTime, placeAsset, playMix, replaceInLines } from "./actions";
import { DubDialog } from "./DubDialog";
import { AddScriptDialog } from "./FoundScript";
import { WORD_TOOLS } from "./LineRow";
import { Panel } from "./Panel";
import { RenderDialog } from "./RenderDialog";
import { RestorePointsDialog } from "./RestorePointsDialog";
import { ScriptView } from "./ScriptView";
import { change, clearMarks, closeProject, dismissRefusal, markAll, openProject, readProject, redo, undo, useProject } from "./store";
import { TimelineView } from "./timeline/TimelineView";
import "./projects.css";

function Find({ document, onClose }: { document: ProjectDocument; onClose: () => void }) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [find, setFind] = useState("");
  const [put, setPut] = useState("");
  const [exact, setExact] = useState(false);
  const hits = linesWith(document, find, exact).length;
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="find-bar line wrap"
      onSubmit={(event) => {
        event.preventDefault();
        const count = replaceInLines(document, find, put, exact);
        if (count > 0) useToasts.getState().push({ kind: "good", text: t("projects.replaced", { count }), action: { label: t("common.undo"), run: () => void undo() } });
      }}
      onKeyDown={(event) => event.code === "Escape" && !composing(event) && onClose()}
    >
      <input ref={field} className="input" aria-label={t("projects.find")} placeholder={t("projects.find")} value={find} onChange={(event) => setFind(event.target.value)} />
      <input className="input" aria-label={t("projects.put")} placeholder={t("projects.put")} value={put} onChange={(event) => setPut(event.target.value)} />
      <label className="line tight small">
        <input type="checkbox" checked={exact} onChange={(event) => setExact(event.target.checked)} />
        {t("transcribe.match_case")}
      </label>
      <Button type="submit" size="small" unavailable={hits === 0}>
        {t("projects.replace")}
      </Button>
      <span className="small faint" role="status">
        {t("projects.hits", { count: hits })}
      </span>
    </form>
  );
}

/**
 * What is done with several lines at once. It is under the rows, and its place is kept by `hint` while nothing is
 * selected: rows do not move when a selection begins or ends.
 */
function Marked({ document, hint }: { document: ProjectDocument; hint?: string | undefined }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const chosen = useProject((state) => state.chosen);
  const lines = document.lines.filter((line) => chosen.has(line.id));
  const words = <div key="words" id={WORD_TOOLS} className="word-tools" role="group" onMouseDown={(event) => event.preventDefault()} />;
  if (lines.length === 0)
    return hint ? (
      <div className="marked-bar hint-only">
        {words}
        <span key="hint" className="small faint">
          {hint}
        </span>
      </div>
    ) : null;
  const each = (set: Record<string, unknown>) => change(...lines.map((line) => ({ op: "line.update", id: line.id, set })));
  return (
    <div className="marked-bar" role="group" aria-label={t("projects.marked", { count: lines.length })}>
      {words}
      <span key="count" className="small">{t("projects.marked", { count: lines.length })}</span>
      <select className="select compact" aria-label={t("projects.speaker_for_marked")} value="" onChange={(event) => each({ speaker_id: event.target.value || null })}>
        <option value="">{t("projects.speaker_for_marked")}</option>
        {document.speakers.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      <Button
        size="small"
        onClick={() =>
          void generate(
            document,
            lines.map((line) => line.id),
          ).catch((error: unknown) => useToasts.getState().push({ kind: "bad", text: errorText(error) }))
        }
      >
        {t("projects.say_marked")}
      </Button>
      <Button
        size="small"
        kind="danger"
        onClick={() => {
          change(...lines.map((line) => ({ op: "line.delete", id: line.id })));
          clearMarks();
        }}
      >
        <Trash2 size={14} aria-hidden="true" />
        {t("common.delete")}
      </Button>
      {lines.length < document.lines.length ? (
        <Button size="small" kind="quiet" onClick={markAll}>
          {t("projects.mark_all")}
        </Button>
      ) : null}
      <Button size="small" kind="quiet" onClick={clearMarks}>
        {t("projects.unmark")}
      </Button>
    </div>
  );
}

export default function ProjectPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { projectId } = useParams({ from: "/projects/$projectId" });
  const { view = "script" } = useSearch({ from: "/projects/$projectId" });
  const { document, error, refused, away, parcels, speaking } = useProject();
  const [exporting, setExporting] = useState(false);
  const [dubbing, setDubbing] = useState<Asset | null>(null);
  const [scripts, setScripts] = useState<File[]>([]);
  const [finding, setFinding] = useState(false);
  const [looking, setLooking] = useState(false);
  const [cursor, setCursor] = useState(0);
  const errorText = useErrorText();
  const playing = useTransport((transport) => transport.playing);
  const mixing = useTransport((transport) => mixTime(projectId, transport) !== null);
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => {
    openProject(projectId);
    return closeProject;
  }, [projectId]);
  useEffect(() => {
    if (document) window.document.title = `${document.name} · ${t("shell.name")}`;
  }, [document?.name, t]);
  useShortcut("Mod+KeyZ", () => void undo());
  useShortcut("Mod+Shift+KeyZ", () => void redo());
  useShortcut("Mod+KeyF", () => setFinding(true));
  const playOrPause = () => {
    if (!document) return;
    if (mixing) toggle();
    else playMix(document, cursor);
  };
  useShortcut("Mod+Space", playOrPause);
  const fail = (failure: unknown) => useToasts.getState().push({ kind: "bad", text: errorText(failure) });
  const dropped = async (files: readonly File[], at = cursor, track?: ProjectTrack) => {
    if (!document) return;
    setScripts(files.filter((file) => sortOf(file) === "script"));
    for (const file of files.filter((one) => sortOf(one) !== "script")) {
      try {
        const asset = await addAsset(document.id, file, () => undefined);
        await readProject();
        // A video is there to be dubbed: its sound comes with the dub, or is placed from the list of sounds.
        if (file.type.startsWith("video/")) setDubbing(asset);
        else placeAsset(document, asset, at, track);
      } catch (failure) {
        fail(failure);
      }
    }
  };
  const drop = useFileDrop((files) => void dropped(files), ["sound", "script", "other"]);
  if (!document) return error ? <div className="page-body"><Failure error={error} retry={() => void readProject()} /></div> : <Loading label={t("common.loading")} />;
  const unspoken = document.lines.filter((line) => line.state !== "done" && !line.locked && line.text.trim()).length;
  const busy = Object.keys(speaking).length;
  const goTo = (next: "script" | "timeline") => void navigate({ to: "/projects/$projectId", params: { projectId }, search: { view: next }, replace: true });
  return (
    <div
      className={drop.over ? "page project over" : "page project"}
      {...drop.handlers}
    >
      <header className="page-head project-head">
        <Link to="/projects" className="button icon quiet" aria-label={t("projects.back")} data-tip={t("projects.back")}>
          <ArrowLeft size={18} aria-hidden="true" />
        </Link>
        <h1 className="sr-only">{document.name}</h1>
        <input
          ref={name}
          className="input project-name"
          aria-label={t("projects.name")}
          defaultValue={document.name}
          key={document.name}
          onBlur={(event) => event.target.value.trim() && event.target.value !== document.name && change({ op: "project.update", set: { name: event.target.value.trim() } })}
          onKeyDown={(event) => event.code === "Enter" && !event.nativeEvent.isComposing && name.current?.blur()}
        />
        <span className="faint small" role="status">
          {away ? t("projects.unsent", { count: parcels.length }) : t("projects.summary", { count: document.lines.length, time: clockTime(document.duration) })}
        </span>
        <span className="segmented" role="group" aria-label={t("projects.view")}>
          <Button size="small" aria-pressed={view === "script"} onClick={() => goTo("script")}>
            {t("projects.script")}
          </Button>
          <Button size="small" aria-pressed={view === "timeline"} onClick={() => goTo("timeline")}>
            {t("projects.timeline")}
          </Button>
        </span>
        <IconButton label={t("common.undo")} shortcut="Mod+KeyZ" onClick={() => void undo()}>
          <Undo2 size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label={t("common.redo")} shortcut="Mod+Shift+KeyZ" onClick={() => void redo()}>
          <Redo2 size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label={t("points.title")} onClick={() => setLooking(true)}>
          <History size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label={t("projects.find_replace")} shortcut="Mod+KeyF" aria-pressed={finding} onClick={() => setFinding(!finding)}>
          <Replace size={16} aria-hidden="true" />
        </IconButton>
        <Button onClick={playOrPause} shortcut="Mod+Space">
          {mixing && playing ? <Pause size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
          {mixing && playing ? t("common.pause") : t("projects.play")}
        </Button>
        <Button onClick={() => setExporting(true)}>
          <Download size={14} aria-hidden="true" />
          {t("projects.export")}
        </Button>
        <Button kind="primary" busy={busy > 0} unavailable={unspoken === 0} onClick={() => void generate(document, "stale").catch(fail)}>
          <WandSparkles size={14} aria-hidden="true" />
          {busy > 0 ? t("projects.generating", { count: busy }) : unspoken > 0 ? t("projects.generate", { count: unspoken }) : document.lines.some((line) => line.take_id) ? t("projects.all_generated") : t("pages.generate")}
        </Button>
      </header>
      <div className="project-body">
        <div className="project-main">
          {refused ? (
            <Notice kind="bad" role="alert">
              <span>{t("projects.refused", { why: errorText(refused) })}</span>
              <Button size="small" onClick={dismissRefusal}>
                {t("common.dismiss")}
              </Button>
            </Notice>
          ) : null}
          {finding ? <Find document={document} onClose={() => setFinding(false)} /> : null}
          {view === "timeline" ? <TimelineView document={document} cursor={cursor} setCursor={setCursor} playOrPause={playOrPause} onFiles={(files, at, track) => void dropped(files, at, track)} /> : <ScriptView document={document} />}
          <Marked document={document} hint={view === "script" ? t("projects.keys") : undefined} />
        </div>
        <Panel document={document} onDub={setDubbing} />
      </div>
      {dubbing ? <DubDialog document={document} asset={dubbing} onClose={() => setDubbing(null)} /> : null}
      {looking ? <RestorePointsDialog document={document} onClose={() => setLooking(false)} /> : null}
      {scripts[0] ? (
        <AddScriptDialog
          key={scripts.length}
          file={scripts[0]}
          onNew={() => {
            send("scripts", scripts);
            setScripts([]);
            void navigate({ to: "/projects" });
          }}
          onClose={() => setScripts(scripts.slice(1))}
        />
      ) : null}
      {exporting ? <RenderDialog document={document} onClose={() => setExporting(false)} /> : null}
    </div>
  );
}
