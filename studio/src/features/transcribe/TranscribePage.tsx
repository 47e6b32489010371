import { useNavigate } from "@tanstack/react-router";
import { Captions, Download, PenLine, Replace, Undo2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cancelTranscription } from "@/api/audio";
import { PageError } from "@/api/errors";
import { request } from "@/api/http";
import { SPEECH_LANGUAGES } from "@/features/clone/passages";
import { troubleWith } from "@/features/clone/store";
import { saveAs } from "@/features/shell/Transport";
import { clockTime, languageName, percent } from "@/i18n/format";
import { collect, useIncoming } from "@/state/incoming";
import { sendToScript } from "@/state/for-script";
import { useToasts } from "@/state/toasts";
import { seek, stop, thePlayer, play, useTransport } from "@/state/transport";
import { useLatest } from "@/state/use-owner";
import { Button, IconButton } from "@/ui/Button";
import { SOUND_WANTED, useFileDrop } from "@/ui/drop";
import { Loading } from "@/ui/Empty";
import { Select } from "@/ui/Field";
import { useShortcut } from "@/ui/keys";
import { Menu } from "@/ui/Menu";
import { Failure, useErrorText } from "@/ui/Notice";
import { Progress } from "@/ui/Progress";
import { Dictating, DictateButton, DictationTrouble } from "./Dictate";
import { endDictation, useDictation } from "./dictation";
import { Earlier } from "./Earlier";
import { begin, cancelUpload, clearDesk, editLines, loadDesk, undoLines, useDesk } from "./store";
import { type Line, replaceAll, toJson, toSrt, toText, toVtt } from "./subtitles";
import { TranscriptList } from "./TranscriptList";
import "./transcribe.css";

const SAMPLE = "/api/voices/voice_af_heart/preview";

export default function TranscribePage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const desk = useDesk();
  const dictating = useDictation((state) => state.stage !== "off");
  const [language, setLanguage] = useState("auto");
  const [task, setTask] = useState<"transcribe" | "translate">("transcribe");
  const [speakers, setSpeakers] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [finding, setFinding] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const sound = useRef<{ file: Blob; url: string } | null>(null);
  const errorText = useErrorText();
  useEffect(() => void loadDesk(), []);
  // Who leaves the page closes the microphone, and finds the text on return.
  useEffect(() => endDictation, []);
  useEffect(
    () => () => {
      if (!sound.current) return;
      if (useTransport.getState().track?.url === sound.current.url) stop();
      URL.revokeObjectURL(sound.current.url);
      sound.current = null;
    },
    [],
  );
  useShortcut("Mod+KeyZ", undoLines, desk.stage === "done");
  useShortcut("Mod+KeyF", () => setFinding(true), desk.stage === "done");
  const take = (files: readonly File[]) => {
    const file = files[0];
    if (!file) return;
    const trouble = troubleWith(file);
    setRefused(trouble ? t(`clone.files.${trouble}`, { name: file.name }) : null);
    if (!trouble) void begin(file, file.name, { language, task, speakers });
  };
  const drop = useFileDrop(take, SOUND_WANTED);
  const arrived = useIncoming((state) => state.transcribe.length > 0);
  const receive = useLatest(() => take(collect("transcribe")));
  useEffect(() => {
    if (desk.loaded && arrived) receive();
  }, [desk.loaded, arrived, receive]);
  if (!desk.loaded) return <Loading label={t("common.loading")} />;

  /** A preset's own sample, for who has no recording at hand. */
  const sample = async () => {
    try {
      const response = await request("GET", SAMPLE, { accept: "audio/*" });
      void begin(await response.blob(), `${t("transcribe.sample")}.wav`, { language, task, speakers });
    } catch (error) {
      useToasts.getState().push({ kind: "bad", text: errorText(error) });
    }
  };
  const listen = (from: number) => {
    if (!desk.file) return;
    if (sound.current?.file !== desk.file) {
      if (sound.current) URL.revokeObjectURL(sound.current.url);
      sound.current = { file: desk.file, url: URL.createObjectURL(desk.file) };
    }
    const key = `recording:${sound.current.url}`;
    if (useTransport.getState().track?.key !== key) play({ key, url: sound.current.url, title: desk.name });
    seek(from);
    void thePlayer().play();
  };
  const busy = desk.stage === "uploading" || desk.stage === "waiting" || desk.stage === "running";
  const save = (text: string, type: string, suffix: string) => {
    const url = URL.createObjectURL(new Blob([text], { type }));
    saveAs(url, `${desk.name.replace(/\.[^.]+$/, "") || "transcript"}.${suffix}`);
    setTimeout(() => URL.revokeObjectURL(url), 30_000);
  };
  const cancel = async () => {
    if (desk.stage === "uploading" || !desk.id) {
      cancelUpload();
      return;
    }
    try {
      await cancelTranscription(desk.id);
    } catch (error) {
      useToasts.getState().push({ kind: "bad", text: errorText(error) });
    }
  };
  const toGenerate = () => {
    sendToScript(desk.lines.filter((line) => line.text.trim()).map((line) => ({ text: line.text.trim() })));
    void navigate({ to: "/generate", search: {} });
  };
  return (
    <div
      className="page"
      {...drop.handlers}
    >
      <header className="page-head">
        <h1>{t("pages.transcribe")}</h1>
        {desk.stage === "done" || (desk.stage === "failed" && desk.lines.length > 0) ? (
          <>
            <span className="faint small clip">
              {desk.name}
              {desk.language ? ` · ${languageName(desk.language, i18n.language)}` : ""}
              {desk.duration ? ` · ${clockTime(desk.duration)}` : ""}
            </span>
            <IconButton label={t("common.undo")} shortcut="Mod+KeyZ" unavailable={desk.past.length === 0} onClick={undoLines}>
              <Undo2 size={16} aria-hidden="true" />
            </IconButton>
            <Button shortcut="Mod+KeyF" aria-pressed={finding} onClick={() => setFinding(!finding)}>
              <Replace size={14} aria-hidden="true" />
              {t("transcribe.find")}
            </Button>
            <Menu
              kind="plain"
              label={t("transcribe.save")}
              text={t("transcribe.save")}
              icon={<Download size={14} aria-hidden="true" />}
              items={[
                { label: "TXT", run: () => save(toText(desk.lines), "text/plain", "txt") },
                { label: "SRT", run: () => save(toSrt(desk.lines), "application/x-subrip", "srt") },
                { label: "VTT", run: () => save(toVtt(desk.lines), "text/vtt", "vtt") },
                { label: "JSON", run: () => save(toJson(desk.lines, { language: desk.language, duration: desk.duration, name: desk.name }), "application/json", "json") },
              ]}
            />
            <Button onClick={toGenerate}>
              <PenLine size={14} aria-hidden="true" />
              {t("transcribe.to_generate")}
            </Button>
            <Button
              kind="primary"
              onClick={() => {
                const kept = useDesk.getState();
                clearDesk();
                useToasts.getState().push({ kind: "good", text: t("transcribe.cleared"), action: { label: t("common.undo"), run: () => useDesk.setState(kept) } });
              }}
            >
              {t("transcribe.another")}
            </Button>
          </>
        ) : null}
      </header>
      {desk.stage === "none" || (desk.stage === "failed" && desk.lines.length === 0) ? (
        <div className="page-body">
          <div className="column stack wide">
            {dictating ? <Dictating /> : (
            <div className={drop.over ? "drop over" : "drop"} role="group" aria-label={t("pages.transcribe")}>
              <Captions size={32} aria-hidden="true" />
              <p>{t("transcribe.empty")}</p>
              <p className="small faint">{t("clone.drop_limits")}</p>
              <div className="line wrap">
                <Select
                  compact
                  label={t("transcribe.language")}
                  value={language}
                  options={[{ value: "auto", label: t("transcribe.auto") }, ...SPEECH_LANGUAGES.map((code) => ({ value: code, label: languageName(code, i18n.language) }))]}
                  onChange={setLanguage}
                />
                <Select
                  compact
                  label={t("transcribe.task")}
                  value={task}
                  options={[
                    { value: "transcribe", label: t("transcribe.tasks.transcribe") },
                    { value: "translate", label: t("transcribe.tasks.translate") },
                  ]}
                  onChange={setTask}
                />
                <label className="check">
                  <input type="checkbox" checked={speakers} onChange={(event) => setSpeakers(event.target.checked)} />
                  <span>{t("transcribe.speakers")}</span>
                </label>
                <Button kind="primary" onClick={() => input.current?.click()}>
                  {t("clone.choose")}
                </Button>
                <DictateButton language={language} />
                <Button kind="quiet" onClick={() => void sample()}>
                  {t("transcribe.use_sample")}
                </Button>
              </div>
              <input
                ref={input}
                type="file"
                accept="audio/*,video/*"
                hidden
                onChange={(event) => {
                  take([...(event.target.files ?? [])]);
                  event.target.value = "";
                }}
              />
            </div>
            )}
            <DictationTrouble />
            {refused ? <Failure error={new PageError(refused)} kept={t("clone.files.next")} /> : null}
            {desk.error ? (
              <Failure error={desk.error} kept={t("transcribe.kept")} {...(desk.file ? { retry: () => void begin(desk.file!, desk.name, desk.asked ?? { language, task, speakers }) } : {})} />
            ) : null}
            <Earlier />
          </div>
        </div>
      ) : (
        <div className="transcript-page">
          {busy ? (
            <div className="transcript-progress stack tight" role="status">
              <div className="line between">
                <span className="small soft">
                  {desk.away
                    ? t("shell.waiting")
                    : desk.stage === "uploading"
                    ? t("clone.uploading", { share: percent(desk.progress, i18n.language) })
                    : desk.stage === "waiting"
                      ? desk.position
                        ? t("jobs.position", { place: desk.position })
                        : t("jobs.states.queued")
                      : `${t("transcribe.running")}${desk.left ? ` · ${t("jobs.left", { time: clockTime(desk.left) })}` : ""}`}
                </span>
                <Button size="small" onClick={() => void cancel()}>
                  {t("common.cancel")}
                </Button>
              </div>
              <Progress value={desk.away ? null : desk.stage === "waiting" ? 0 : desk.progress} label={t("transcribe.running")} />
            </div>
          ) : null}
          {desk.stage === "failed" && desk.error ? <Failure error={desk.error} kept={t("transcribe.part_kept")} /> : null}
          {finding ? <FindBar lines={desk.lines} onClose={() => setFinding(false)} /> : null}
          <TranscriptList lines={desk.lines} editable={!busy} onListen={desk.file ? listen : null} />
        </div>
      )}
    </div>
  );
}

function FindBar({ lines, onClose }: { lines: Line[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [find, setFind] = useState("");
  const [by, setBy] = useState("");
  const [exact, setExact] = useState(false);
  const count = replaceAll(lines, find, find, exact).count;
  return (
    <form
      className="find-bar"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const done = replaceAll(lines, find, by, exact);
        if (done.count === 0) return;
        editLines(done.lines);
        useToasts.getState().push({ kind: "good", text: t("transcribe.replaced", { count: done.count }), action: { label: t("common.undo"), run: undoLines } });
      }}
    >
      <input className="input compact" aria-label={t("transcribe.find_what")} placeholder={t("transcribe.find_what")} value={find} ref={(node) => void (node && !find && node.focus())} onChange={(event) => setFind(event.target.value)} />
      <input className="input compact" aria-label={t("transcribe.replace_by")} placeholder={t("transcribe.replace_by")} value={by} onChange={(event) => setBy(event.target.value)} />
      <label className="check">
        <input type="checkbox" checked={exact} onChange={(event) => setExact(event.target.checked)} />
        <span>{t("transcribe.match_case")}</span>
      </label>
      <span className="small faint" role="status">
        {find ? t("transcribe.found", { count }) : ""}
      </span>
      <Button type="submit" size="small" unavailable={count === 0}>
        {t("transcribe.replace_all")}
      </Button>
      <Button size="small" kind="quiet" onClick={onClose}>
        {t("common.close")}
      </Button>
    </form>
  );
}
