import { useNavigate, useSearch } from "@tanstack/react-router";
import { Clapperboard, Download, EarOff, FileText, History, Pause, Play, Redo2, SlidersHorizontal, Undo2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { getVoice } from "@/api/voices";
import { SPEECH_LANGUAGES } from "@/features/clone/passages";
import { clockTime, languageName } from "@/i18n/format";
import { cancelAll, checkRows, loadScript, redo, requestAll, setVoice, undo, useScript } from "@/state/script";
import { lengthOf, stateOf, takeOf, wantsSound } from "@/state/script-rows";
import { useToasts } from "@/state/toasts";
import { playOrToggle, useTransport } from "@/state/transport";
import { useOwner } from "@/state/use-owner";
import { useVoices } from "@/state/voices";
import { Button, IconButton } from "@/ui/Button";
import { Loading } from "@/ui/Empty";
import { Select } from "@/ui/Field";
import { useShortcut } from "@/ui/keys";
import { useErrorText } from "@/ui/Notice";
import { projectFromScript } from "@/features/projects/from-script";
import { ExportDialog } from "./ExportDialog";
import { HistoryList } from "./HistoryList";
import { RowInspector } from "./RowInspector";
import { ScriptList } from "./ScriptList";
import { followRows, trackOf } from "./tracks";
import "./generate.css";

export default function GeneratePage() {
  const { t, i18n } = useTranslation();
  const { loaded, rows, language, gapMs, past, future, checking } = useScript();
  const search = useSearch({ from: "/generate" });
  const navigate = useNavigate();
  const history = search.view === "history";
  const [tools, setTools] = useState(false);
  const [exporting, setExporting] = useState(false);
  const errorText = useErrorText();
  const { voices } = useVoices({});
  const abort = useRef<AbortController | null>(null);
  useEffect(() => void loadScript(), []);

  // Rows without a voice and without a speaker's name speak with the first voice there is, so that a newcomer can just type.
  const first = voices.find((voice) => voice.kind === "clone" && voice.status !== "failed" && voice.status !== "revoked") ?? voices[0];
  useEffect(() => {
    if (!loaded || !first || search.voice) return;
    if (rows.length === 1 && rows[0]!.voice === null) setVoice(rows[0]!.id, { id: first.id, name: first.name, kind: first.kind, color: first.avatar_color });
  }, [loaded, first, rows, search.voice]);
  useOwner(
    (owner) => {
      const wanted = search.voice;
      if (!loaded || !wanted) return;
      void getVoice(wanted)
        .then((voice) => {
          if (owner.disposed) return;
          const now = useScript.getState();
          const target = now.rows.find((row) => row.id === now.current) ?? now.rows[0];
          if (target) setVoice(target.id, { id: voice.id, name: voice.name, kind: voice.kind, color: voice.avatar_color });
          void navigate({ to: "/generate", search: {}, replace: true });
        })
        .catch(() => undefined);
    },
    [loaded, search.voice],
  );

  const due = rows.filter(wantsSound);
  const pending = rows.filter((row) => row.pending).length;
  const speaking = useTransport((state) => (state.playing || state.waiting) && state.track?.key.startsWith("row:") === true);
  const sounding = rows.some((row) => takeOf(row));
  const playAll = () => {
    const now = useTransport.getState();
    if (now.track?.key.startsWith("row:") && (now.playing || now.waiting)) {
      playOrToggle(now.track);
      return;
    }
    const start = rows.find((row) => takeOf(row));
    const track = start && trackOf(start, t);
    if (track) playOrToggle(track, followRows(t));
  };
  const check = async () => {
    abort.current = new AbortController();
    try {
      const flagged = await checkRows(abort.current.signal);
      useToasts.getState().push(flagged ? { kind: "bad", text: t("generate.flagged", { count: flagged }) } : { kind: "good", text: t("generate.all_heard") });
    } catch (error) {
      useToasts.getState().push({ kind: "bad", text: errorText(error) });
    }
  };
  useShortcut("Mod+Shift+Enter", requestAll);
  useShortcut("Mod+KeyZ", undo, !history);
  useShortcut("Mod+Shift+KeyZ", redo, !history);
  useShortcut("Mod+KeyE", () => setExporting(true));
  if (!loaded) return <Loading label={t("common.loading")} />;
  const failed = rows.filter((row) => stateOf(row) === "failed").length;
  const toProject = async () => {
    try {
      const made = await projectFromScript(t("projects.from_script"));
      if (made) void navigate({ to: "/projects/$projectId", params: { projectId: made.id }, search: {} });
    } catch (error) {
      useToasts.getState().push({ kind: "bad", text: errorText(error) });
    }
  };
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("pages.generate")}</h1>
        <span className="faint small">
          {t("generate.summary", { count: rows.length, time: clockTime(lengthOf(rows, gapMs)) })}
          {failed > 0 ? ` · ${t("generate.failed_rows", { count: failed })}` : ""}
        </span>
        <Button
          kind="quiet"
          onClick={() => void navigate({ to: "/generate", search: history ? {} : { view: "history" } })}
        >
          {history ? <FileText size={14} aria-hidden="true" /> : <History size={14} aria-hidden="true" />}
          {history ? t("generate.script") : t("generate.history")}
        </Button>
        {history ? null : (
          <>
            <IconButton label={t("common.undo")} shortcut="Mod+KeyZ" unavailable={past.length === 0} onClick={undo}>
              <Undo2 size={16} aria-hidden="true" />
            </IconButton>
            <IconButton label={t("common.redo")} shortcut="Mod+Shift+KeyZ" unavailable={future.length === 0} onClick={redo}>
              <Redo2 size={16} aria-hidden="true" />
            </IconButton>
            <IconButton className="tools-toggle" aria-pressed={tools} label={t("generate.inspector")} onClick={() => setTools(!tools)}>
              <SlidersHorizontal size={16} aria-hidden="true" />
            </IconButton>
            <Select
              compact
              label={t("generate.language")}
              value={language}
              options={[{ value: "auto", label: t("generate.auto") }, ...SPEECH_LANGUAGES.map((code) => ({ value: code, label: languageName(code, i18n.language) }))]}
              onChange={(next) => useScript.setState({ language: next })}
            />
            {checking ? (
              <Button onClick={() => abort.current?.abort()}>
                <span className="spinner" aria-hidden="true" />
                {t("generate.checking", checking)}
              </Button>
            ) : (
              <Button unavailable={!sounding} tip={t("generate.check_tip")} onClick={() => void check()}>
                <EarOff size={14} aria-hidden="true" />
                {t("generate.check")}
              </Button>
            )}
            <Button unavailable={rows.every((row) => !row.text.trim())} onClick={() => void toProject()}>
              <Clapperboard size={14} aria-hidden="true" />
              {t("projects.as_project")}
            </Button>
            <Button unavailable={!sounding} shortcut="Mod+KeyE" onClick={() => setExporting(true)}>
              <Download size={14} aria-hidden="true" />
              {t("generate.export")}
            </Button>
            <Button unavailable={!sounding} onClick={playAll}>
              {speaking ? <Pause size={14} fill="currentColor" aria-hidden="true" /> : <Play size={14} fill="currentColor" aria-hidden="true" />}
              {speaking ? t("common.pause") : t("generate.play_all")}
            </Button>
            {pending > 0 ? (
              <Button onClick={() => void cancelAll()}>{t("generate.cancel_all", { count: pending })}</Button>
            ) : (
              <Button kind="primary" shortcut="Mod+Shift+Enter" unavailable={due.length === 0} onClick={requestAll}>
                {due.length > 1 ? t("generate.speak_many", { count: due.length }) : t("generate.speak")}
              </Button>
            )}
          </>
        )}
      </header>
      {history ? (
        <HistoryList />
      ) : (
        <div className="with-inspector">
          <ScriptList />
          <RowInspector open={tools} />
        </div>
      )}
      {exporting ? <ExportDialog onClose={() => setExporting(false)} /> : null}
    </div>
  );
}
