import { useNavigate } from "@tanstack/react-router";
import { Download, History, Pause, Play, Redo2, Replace, Square, Undo2, WandSparkles } from "lucide-react";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { addAsset, type Asset, type ProjectDocument, type ProjectTrack } from "@/api/projects";
import { isUnfinished } from "@/api/job-state";
import { clockTime } from "@/i18n/format";
import { sortOf } from "@/state/dropped-files";
import { send } from "@/state/incoming";
import { useToasts } from "@/state/toasts";
import { toggle, useTransport } from "@/state/transport";
import { useVoices } from "@/state/voices";
import { Button, IconButton } from "@/ui/Button";
import { useFileDrop } from "@/ui/drop";
import { Loading } from "@/ui/Empty";
import { useShortcut } from "@/ui/keys";
import { lazyView } from "@/ui/lazy-view";
import { Notice, useErrorText } from "@/ui/Notice";
import { generateAll, mixTime, placeAsset, playMix, unspoken } from "./actions";
import { BLANK } from "./blank";
import { useShownDub } from "./dubs";
import { FindBar } from "./FindBar";
import { AddScriptDialog } from "./FoundScript";
import { MarkedBar } from "./MarkedBar";
import { Panel } from "./Panel";
import { ScriptView } from "./ScriptView";
import { change, dismissRefusal, madeProject, readProject, redo, setUsualVoice, stopSpeaking, undo, useProject } from "./store";
import "./projects.css";

/** Loaded when it is first looked at: the script does without it. */
const { View: TimelineView, load: loadLanes } = lazyView(async () => (await import("./timeline/TimelineView")).TimelineView);

const { View: Monitor, load: loadMonitor } = lazyView(async () => (await import("./timeline/Monitor")).Monitor);

/** Fetches the timeline's code, so that it is shown at once. */
export const loadTimeline = async () => void (await Promise.all([loadLanes(), loadMonitor()]));

const DubDialog = lazy(async () => ({ default: (await import("./DubDialog")).DubDialog }));

const RenderDialog = lazy(async () => ({ default: (await import("./RenderDialog")).RenderDialog }));

const RestorePointsDialog = lazy(async () => ({ default: (await import("./RestorePointsDialog")).RestorePointsDialog }));

const DubProgress = lazy(async () => ({ default: (await import("./DubProgress")).DubProgress }));

type View = "script" | "timeline";

interface Props {
  document: ProjectDocument;
  view: View;
  goTo: (view: View) => void;
  /** What the page's head begins with: where one is. */
  lead: ReactNode;
}

/** The open project, as a script or a timeline: its head with what can be done, the view, and the panel beside it. */
export function ProjectEditor({ document, view, goTo, lead }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { refused, failed, away, parcels, speaking } = useProject();
  const [exporting, setExporting] = useState(false);
  const [dubbing, setDubbing] = useState<Asset | null>(null);
  const [scripts, setScripts] = useState<File[]>([]);
  const [finding, setFinding] = useState(false);
  const [looking, setLooking] = useState(false);
  const [cursor, setCursor] = useState(0);
  const errorText = useErrorText();
  const { dub, dismiss } = useShownDub(document.id);
  const dubbed = t("dub.title", { name: document.assets.find((one) => one.id === dub?.asset_id)?.name ?? "" });
  const playing = useTransport((transport) => transport.playing || transport.waiting);
  const mixing = useTransport((transport) => mixTime(document.id, transport) !== null);
  const say = (text: string) => useToasts.getState().push({ kind: "bad", text });
  const fail = (failure: unknown) => say(errorText(failure));
  // One's own voice if there is one: who has just cloned it wants to hear it.
  const { voices } = useVoices({});
  const usual = voices.find((voice) => voice.kind === "clone" && voice.status !== "failed" && voice.status !== "revoked") ?? voices[0];
  useEffect(() => {
    if (useProject.getState().usual === null) setUsualVoice(usual?.id ?? null);
  }, [usual?.id]);
  useEffect(() => {
    if (!failed) return;
    fail(failed);
    useProject.setState({ failed: null });
  }, [failed]);
  useEffect(() => {
    window.document.title = `${document.name} · ${t("shell.name")}`;
  }, [document.name, t]);
  const due = unspoken(document).length;
  const generate = () => {
    const without = generateAll(document);
    if (without > 0) say(t("projects.without_voice", { count: without }));
  };
  const playOrPause = () => {
    if (mixing) toggle();
    else playMix(document, cursor);
  };
  useShortcut("Mod+KeyZ", () => void undo());
  useShortcut("Mod+Shift+KeyZ", () => void redo());
  useShortcut("Mod+KeyF", () => setFinding(true));
  useShortcut("Mod+KeyE", () => document.id !== BLANK && setExporting(true));
  useShortcut("Mod+Shift+Enter", generate);
  useShortcut("Mod+Space", playOrPause);
  const dropped = async (files: readonly File[], at = cursor, track?: ProjectTrack) => {
    setScripts(files.filter((file) => sortOf(file) === "script"));
    for (const file of files.filter((one) => sortOf(one) !== "script")) {
      try {
        const asset = await addAsset(await madeProject(), file, () => undefined);
        await readProject();
        // A video is there to be dubbed: its sound comes with the dub, or is placed from the list of sounds.
        if (file.type.startsWith("video/")) setDubbing(asset);
        else placeAsset(useProject.getState().document ?? document, asset, at, track);
      } catch (failure) {
        fail(failure);
      }
    }
  };
  const drop = useFileDrop((files) => void dropped(files), ["sound", "script", "other"]);
  const busy = Object.keys(speaking).length;
  const spoken = document.lines.some((line) => line.take_id);
  return (
    <div className={drop.over ? "page project over" : "page project"} {...drop.handlers}>
      <header className="page-head project-head">
        {lead}
        <input
          className="input project-name"
          aria-label={t("projects.name")}
          defaultValue={document.name}
          key={document.name}
          maxLength={200}
          onBlur={(event) => event.target.value.trim() && event.target.value !== document.name && change({ op: "project.update", set: { name: event.target.value.trim() } })}
          onKeyDown={(event) => event.code === "Enter" && !event.nativeEvent.isComposing && event.currentTarget.blur()}
        />
        <span className={`faint small project-summary${away ? "" : " usual"}`} role="status">
          {away ? t("projects.unsent", { count: parcels.length }) : t("projects.summary", { count: document.lines.length, time: clockTime(document.duration) })}
        </span>
        <span className="segmented" role="group" aria-label={t("projects.view")}>
          <Button size="small" aria-pressed={view === "script"} onClick={() => goTo("script")}>
            {t("projects.script")}
          </Button>
          <Button size="small" aria-pressed={view === "timeline"} unavailable={document.id === BLANK} onClick={() => goTo("timeline")}>
            {t("projects.timeline")}
          </Button>
        </span>
        <span className="line tight">
          <IconButton label={t("common.undo")} shortcut="Mod+KeyZ" onClick={() => void undo()}>
            <Undo2 size={16} aria-hidden="true" />
          </IconButton>
          <IconButton label={t("common.redo")} shortcut="Mod+Shift+KeyZ" onClick={() => void redo()}>
            <Redo2 size={16} aria-hidden="true" />
          </IconButton>
          <IconButton label={t("points.title")} unavailable={document.id === BLANK} onClick={() => setLooking(true)}>
            <History size={16} aria-hidden="true" />
          </IconButton>
          <IconButton label={t("projects.find_replace")} shortcut="Mod+KeyF" aria-pressed={finding} onClick={() => setFinding(!finding)}>
            <Replace size={16} aria-hidden="true" />
          </IconButton>
        </span>
        <Button tip={mixing && playing ? t("common.pause") : t("projects.play")} aria-label={mixing && playing ? t("common.pause") : t("projects.play")} onClick={playOrPause} unavailable={document.duration === 0} shortcut="Mod+Space">
          {mixing && playing ? <Pause size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
          <span className="wide-label">{mixing && playing ? t("common.pause") : t("projects.play")}</span>
        </Button>
        <Button tip={t("projects.export")} aria-label={t("projects.export")} unavailable={document.id === BLANK} shortcut="Mod+KeyE" onClick={() => setExporting(true)}>
          <Download size={14} aria-hidden="true" />
          <span className="wide-label">{t("projects.export")}</span>
        </Button>
        {busy > 0 ? (
          <Button tip={t("projects.stop_tip")} onClick={() => void stopSpeaking().catch(fail)}>
            <Square size={12} fill="currentColor" aria-hidden="true" />
            {t("projects.stop", { count: busy })}
          </Button>
        ) : (
          <Button kind="primary" unavailable={due === 0} shortcut="Mod+Shift+Enter" onClick={generate}>
            <WandSparkles size={14} aria-hidden="true" />
            {due > 0 ? t("projects.generate", { count: due }) : spoken ? t("projects.all_generated") : t("generate.speak")}
          </Button>
        )}
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
          {dub && !dubbing ? (
            <section className="dub-card stack tight" aria-label={dubbed}>
              <h2>{dubbed}</h2>
              <Suspense>
                <DubProgress project={document.id} dub={dub} onClose={isUnfinished(dub.status) ? null : dismiss} closing={t("common.dismiss")} />
              </Suspense>
            </section>
          ) : null}
          {finding ? <FindBar document={document} onClose={() => setFinding(false)} /> : null}
          {view === "timeline" ? (
            <Suspense fallback={<Loading label={t("common.loading")} />}>
              <TimelineView document={document} cursor={cursor} setCursor={setCursor} playOrPause={playOrPause} onFiles={(files, at, track) => void dropped(files, at, track)} />
            </Suspense>
          ) : (
            <ScriptView document={document} />
          )}
          <MarkedBar document={document} hint={view === "script" ? t("projects.keys") : undefined} />
        </div>
        <Panel
          document={document}
          onDub={setDubbing}
          lead={
            view === "timeline" ? (
              <Suspense>
                <Monitor document={document} cursor={cursor} />
              </Suspense>
            ) : undefined
          }
        />
      </div>
      {dubbing ? (
        <Suspense>
          <DubDialog document={document} asset={dubbing} onClose={() => setDubbing(null)} />
        </Suspense>
      ) : null}
      {looking ? (
        <Suspense>
          <RestorePointsDialog document={document} onClose={() => setLooking(false)} />
        </Suspense>
      ) : null}
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
      {exporting ? (
        <Suspense>
          <RenderDialog document={document} onClose={() => setExporting(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
