import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Loudness, type ProjectDocument, type Render, exportUrl, getRender, startRender } from "@/api/projects";
import { cancelJob } from "@/api/system";
import { saveAs } from "@/features/shell/Transport";
import { useJobs } from "@/state/jobs";
import { useOwner } from "@/state/use-owner";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field, Select } from "@/ui/Field";
import { Failure, Notice } from "@/ui/Notice";
import { Progress } from "@/ui/Progress";

const FORMATS = ["wav", "mp3", "flac", "opus", "aac"] as const;
const LOUDNESS: Loudness[] = ["off", "-14", "-16", "-23", "acx"];
const TEXTS = ["srt", "vtt", "txt", "json", "audacity", "otio", "reaper"] as const;
const PIECES = ["whole", "stems", "per_line"] as const;

/** The project as files: sound in any format and loudness, tracks or lines apart, subtitles and script. */
export function RenderDialog({ document, onClose }: { document: ProjectDocument; onClose: () => void }) {
  const { t } = useTranslation();
  const [format, setFormat] = useState<(typeof FORMATS)[number]>("wav");
  const [loudness, setLoudness] = useState<Loudness>(document.loudness ?? "off");
  const [pieces, setPieces] = useState<(typeof PIECES)[number]>("whole");
  const [render, setRender] = useState<Render | null>(null);
  const [error, setError] = useState<unknown>(null);
  const saved = useRef<string | null>(null);
  const missing = document.lines.filter((line) => line.text.trim() && !line.take_id).length;
  const stale = document.lines.filter((line) => line.take_id && line.state === "stale").length;
  const busy = render !== null && (render.status === "queued" || render.status === "running");
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
    saveAs(render.audio_url, `${document.name.slice(0, 60)}.${pieces === "whole" ? format : "zip"}`);
  }, [render, document.name, pieces, format]);
  const start = async () => {
    setError(null);
    setRender(null);
    try {
      setRender(await startRender(document.id, { format, loudness, stems: pieces === "stems", per_line: pieces === "per_line" }));
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Dialog title={t("projects.export")} onClose={onClose}>
      {missing > 0 ? <Notice kind="warn">{t("projects.missing", { count: missing })}</Notice> : null}
      {stale > 0 ? <Notice kind="warn">{t("projects.stale", { count: stale })}</Notice> : null}
      <div className="pair">
        <Field label={t("projects.format")}>{() => <Select label={t("projects.format")} value={format} options={FORMATS.map((one) => ({ value: one, label: one.toUpperCase() }))} onChange={setFormat} />}</Field>
        <Field label={t("projects.loudness")}>
          {() => <Select label={t("projects.loudness")} value={loudness} options={LOUDNESS.map((one) => ({ value: one, label: t(`projects.loudnesses.${one}`) }))} onChange={setLoudness} />}
        </Field>
      </div>
      <Field label={t("projects.pieces")}>{() => <Select label={t("projects.pieces")} value={pieces} options={PIECES.map((one) => ({ value: one, label: t(`projects.parts.${one}`) }))} onChange={setPieces} />}</Field>
      {busy ? <Progress value={progress} label={t("projects.rendering")} /> : null}
      {error ? <Failure error={error} retry={() => void start()} /> : null}
      {render?.status === "failed" ? <Notice kind="bad" role="alert">{render.error?.message ?? t("errors.unknown")}</Notice> : null}
      {render?.status === "completed" && render.audio_url ? (
        <Notice kind="good" role="status">
          {t("projects.rendered")} <a href={render.audio_url}>{t("projects.again")}</a>
        </Notice>
      ) : null}
      <div className="line between wrap">
        <span className="line tight wrap">
          {TEXTS.map((one) => (
            <a key={one} className="button small" href={exportUrl(document.id, one)} download>
              {t(`projects.texts.${one}`)}
            </a>
          ))}
        </span>
        {busy ? (
          <Button onClick={() => render.job_id && void cancelJob(render.job_id)}>{t("common.cancel")}</Button>
        ) : (
          <Button kind="primary" onClick={() => void start()}>
            {t("projects.render")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
