import { useQuery } from "@tanstack/react-query";
import { listOwnPresets } from "@/api/export-presets";
import { isUnfinished } from "@/api/job-state";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorIn } from "@/api/errors";
import { type ExportPreset, type Loudness, type ProjectDocument, type Render, exportUrl, getRender, startRender } from "@/api/projects";
import { keys } from "@/api/query";
import { cancelJob } from "@/api/system";
import { APART, saveAs, saveCredentials } from "@/features/shell/Transport";
import { useJobs } from "@/state/jobs";
import { useOwner } from "@/state/use-owner";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field, Select } from "@/ui/Field";
import { Failure, Notice } from "@/ui/Notice";
import { Progress } from "@/ui/Progress";
import { clockTime } from "@/i18n/format";
import { heardIn } from "./actions";
import { ENTRY_FIELDS, FILE_FIELDS, PRESETS, USUAL_NAME, USUAL_NAMES, isCommon, presetOf } from "./export-presets";
import { isPictured } from "./pictured";
import { PresetField } from "./PresetField";
import { useProject } from "./store";

const endingOf = (name: string) => name.split(".").at(-1) ?? "";
const FORMATS = ["wav", "mp3", "flac", "opus", "aac", "m4a", "m4b", "mp4"] as const;
/** Formats of one file of everything. */
const WHOLE: readonly string[] = ["m4b", "mp4"];
/** Formats whose files hold chapters. */
const CHAPTERED: readonly string[] = ["m4a", "m4b", "mp4", "mp3", "opus"];
const LOUDNESS: Loudness[] = ["off", "-14", "-16", "-23", "acx"];
const TEXTS = ["clonyproject", "srt", "vtt", "txt", "json", "audacity", "otio", "reaper"] as const;
const PIECES = ["whole", "stems", "per_line"] as const;

/** Seconds that ACX takes in one file ("Audio submission requirements"). */
const ACX_SECONDS = 120 * 60;

/** The project as files: sound in any format and loudness, tracks or lines apart, subtitles and script. */
export function RenderDialog({ document, onClose }: { document: ProjectDocument; onClose: () => void }) {
  const { t } = useTranslation();
  const [format, setFormat] = useState<(typeof FORMATS)[number]>("wav");
  const [loudness, setLoudness] = useState<Loudness>(document.loudness ?? "off");
  const [pieces, setPieces] = useState<(typeof PIECES)[number]>("whole");
  const videos = document.assets.filter(isPictured);
  const [video, setVideo] = useState(videos[0]?.id ?? "");
  const [subtitles, setSubtitles] = useState(true);
  const chapters = document.markers.filter((marker) => (marker.kind ?? "chapter") === "chapter").length;
  const [fileName, setFileName] = useState("");
  const [entryNames, setEntryNames] = useState("");
  const [render, setRender] = useState<Render | null>(null);
  const [error, setError] = useState<unknown>(null);
  const saved = useRef<string | null>(null);
  const whole = WHOLE.includes(format);
  const parts = whole ? "whole" : pieces;
  const range = useProject((state) => state.range);
  const [ranged, setRanged] = useState(false);
  const piece = ranged && range && format !== "mp4" && parts !== "per_line" ? range : null;
  const kept = document.export_presets ?? {};
  const own = useQuery({ queryKey: keys.exportPresets, queryFn: ({ signal }) => listOwnPresets(signal) }).data ?? [];
  const named = { ...Object.fromEntries(own.map((one) => [one.name, one.settings])), ...kept };
  const settings: ExportPreset = {
    format,
    loudness,
    stems: parts === "stems",
    per_line: parts === "per_line",
    ...(fileName.trim() ? { file_name: fileName.trim() } : {}),
    ...(parts !== "whole" && entryNames.trim() ? { entry_names: entryNames.trim() } : {}),
  };
  const preset = presetOf(settings, named);
  const choose = (name: string) => {
    const one: ExportPreset | undefined = named[name] ?? (isCommon(name) ? PRESETS[name] : undefined);
    if (!one) return;
    setFormat(FORMATS.find((each) => each === one.format) ?? "wav");
    setLoudness(one.loudness);
    setPieces(one.stems ? "stems" : one.per_line ? "per_line" : "whole");
    setFileName(one.file_name ?? "");
    setEntryNames(one.entry_names ?? "");
  };
  const missing = document.lines.filter((line) => line.text.trim() && !line.take_id).length;
  const stale = document.lines.filter((line) => line.take_id && line.state === "stale").length;
  const checked = useProject((state) => state.heard);
  const flagged = document.lines.filter((line) => line.state === "done" && heardIn(checked, line)?.flagged).length;
  const [away, setAway] = useState(false);
  const busy = render !== null && isUnfinished(render.status);
  const progress = useJobs((state) => (render?.job_id ? (state.byId[render.job_id]?.progress ?? null) : null));
  useOwner(
    (owner) => {
      if (!busy || !render) return;
      owner.every(500, () => void getRender(document.id, render.id).then(setRender, () => undefined));
    },
    [busy, render?.id],
  );
  useEffect(() => {
    if (render?.status !== "completed" || !render.audio_url || saved.current === render.id) return;
    saved.current = render.id;
    saveAs(render.audio_url, render.file_name);
  }, [render]);
  const start = async () => {
    setError(null);
    setRender(null);
    try {
      const picture = format === "mp4" ? { video, subtitles } : {};
      setRender(await startRender(document.id, { ...(preset ? { preset } : settings), ...picture, ...(piece ? { begin: piece.start, end: piece.end } : {}) }, { away: setAway }));
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Dialog title={t("projects.export")} onClose={onClose}>
      {missing > 0 ? <Notice kind="warn">{t("projects.missing", { count: missing })}</Notice> : null}
      {stale > 0 ? <Notice kind="warn">{t("projects.stale", { count: stale })}</Notice> : null}
      {flagged > 0 ? <Notice kind="warn">{t("generate.flagged", { count: flagged })}</Notice> : null}
      <PresetField kept={kept} own={own} chosen={preset} settings={settings} onChoose={choose} />
      <div className="pair">
        <Field label={t("projects.format")}>{() => <Select label={t("projects.format")} value={format} options={FORMATS.map((one) => ({ value: one, label: one === "m4b" || one === "mp4" ? t(`projects.formats.${one}`) : one.toUpperCase() }))} onChange={setFormat} />}</Field>
        <Field label={t("projects.loudness")}>
          {() => <Select label={t("projects.loudness")} value={loudness} options={LOUDNESS.map((one) => ({ value: one, label: t(`projects.loudnesses.${one}`) }))} onChange={setLoudness} />}
        </Field>
      </div>
      {loudness === "acx" && parts === "whole" && (piece ? piece.end - piece.start : document.duration) > ACX_SECONDS ? <Notice kind="warn">{t("projects.acx_long")}</Notice> : null}
      {format === "mp4" ? (
        videos.length > 0 ? (
          <>
            <Field label={t("projects.picture")}>{() => <Select label={t("projects.picture")} value={video} options={videos.map((one) => ({ value: one.id, label: one.name }))} onChange={setVideo} />}</Field>
            <label className="line tight">
              <input type="checkbox" checked={subtitles} onChange={(event) => setSubtitles(event.target.checked)} />
              {t("projects.with_subtitles")}
            </label>
          </>
        ) : (
          <Notice kind="warn">{t("projects.picture_none")}</Notice>
        )
      ) : null}
      {chapters > 0 && parts === "whole" && CHAPTERED.includes(format) ? <p className="hint">{t("projects.chapters_in_file", { count: chapters })}</p> : null}
      {whole ? null : <Field label={t("projects.pieces")}>{() => <Select label={t("projects.pieces")} value={pieces} options={PIECES.map((one) => ({ value: one, label: t(`projects.parts.${one}`) }))} onChange={setPieces} />}</Field>}
      <Field label={t("projects.file_name")} hint={t("projects.name_fields", { fields: FILE_FIELDS.map((one) => `{${one}}`).join(" ") })}>
        {(wiring) => <input {...wiring} className="input" maxLength={120} spellCheck={false} value={fileName} placeholder={USUAL_NAME} onChange={(event) => setFileName(event.target.value)} />}
      </Field>
      {parts === "whole" ? null : (
        <Field label={t("projects.entry_names")} hint={t("projects.name_fields", { fields: [...ENTRY_FIELDS[parts], ...FILE_FIELDS].map((one) => `{${one}}`).join(" ") })}>
          {(wiring) => <input {...wiring} className="input" maxLength={120} spellCheck={false} value={entryNames} placeholder={USUAL_NAMES[parts]} onChange={(event) => setEntryNames(event.target.value)} />}
        </Field>
      )}
      {range && format !== "mp4" && parts !== "per_line" ? (
        <label className="line tight">
          <input type="checkbox" checked={ranged} onChange={(event) => setRanged(event.target.checked)} />
          {t("projects.only_range", { start: clockTime(range.start, true), end: clockTime(range.end, true) })}
        </label>
      ) : null}
      {away ? <Notice kind="warn" role="status">{t("shell.waiting")}</Notice> : null}
      {busy ? <Progress value={progress} label={t("projects.rendering")} /> : null}
      {error ? <Failure error={error} retry={() => void start()} /> : null}
      {render?.status === "failed" ? <Failure error={errorIn(render.error)} /> : null}
      {render?.status === "completed" && render.audio_url ? (
        <Notice kind="good" role="status">
          {t("projects.rendered")} <a href={render.audio_url}>{t("projects.again")}</a>
          {APART.includes(endingOf(render.file_name)) ? (
            <Button
              size="small"
              kind="quiet"
              onClick={() => void saveCredentials(render.audio_url!.replace(/\/audio$/, "/credentials"), `${render.file_name}.c2pa`).catch(setError)}
            >
              {t("transport.credentials_of", { format: endingOf(render.file_name).toUpperCase() })}
            </Button>
          ) : null}
        </Notice>
      ) : null}
      <div className="line tight wrap">
          {TEXTS.map((one) => (
            <a key={one} className="button small" href={exportUrl(document.id, one)} download>
              {t(`projects.texts.${one}`)}
            </a>
          ))}
      </div>
      <div className="line end">
        {busy ? (
          <Button onClick={() => render.job_id && void cancelJob(render.job_id)}>{t("common.cancel")}</Button>
        ) : (
          <Button kind="primary" unavailable={format === "mp4" && !video} onClick={() => void start()}>
            {t("projects.render")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
