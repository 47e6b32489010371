import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { audioUrl, mergeChunks, subtitlesUrl } from "@/api/speech";
import type { Generation } from "@/api/types";
import { saveAs } from "@/features/shell/Transport";
import { clockTime } from "@/i18n/format";
import { useScript } from "@/state/script";
import { isFresh, lengthOf, takeOf } from "@/state/script-rows";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field, Select } from "@/ui/Field";
import { Failure, Notice } from "@/ui/Notice";

const FORMATS = ["wav", "mp3", "flac", "opus", "aac", "m4a"] as const;

/** All rows as one file, in any format, with subtitles. Says first what is missing. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const rows = useScript((state) => state.rows);
  const gapMs = useScript((state) => state.gapMs);
  const [format, setFormat] = useState<(typeof FORMATS)[number]>("wav");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [away, setAway] = useState(false);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const [made, setMade] = useState<Generation | null>(null);
  const spoken = rows.filter((row) => row.text.trim());
  const ready = spoken.filter((row) => takeOf(row));
  const missing = spoken.length - ready.length;
  const stale = ready.filter((row) => !isFresh(row)).length;
  const flagged = ready.filter((row) => isFresh(row) && takeOf(row)!.heard?.flagged).length;
  const run = async () => {
    setBusy(true);
    setError(null);
    abort.current = new AbortController();
    try {
      const whole = await mergeChunks(ready.flatMap((row) => takeOf(row)!.chunkIds), Math.round(gapMs), format, { signal: abort.current.signal, away: setAway });
      setMade(whole);
      saveAs(audioUrl(whole.id, format), `clonyvoice.${format}`);
    } catch (failure) {
      if (!abort.current.signal.aborted) setError(failure);
    }
    setAway(false);
    setBusy(false);
  };
  return (
    <Dialog title={t("export.title")} onClose={onClose}>
      <p className="soft">{t("export.what", { count: ready.length, time: clockTime(lengthOf(ready, gapMs)) })}</p>
      {missing > 0 ? <Notice kind="warn">{t("export.missing", { count: missing })}</Notice> : null}
      {stale > 0 ? <Notice kind="warn">{t("export.stale", { count: stale })}</Notice> : null}
      {flagged > 0 ? <Notice kind="warn">{t("export.flagged", { count: flagged })}</Notice> : null}
      <Field label={t("export.format")}>
        {() => <Select label={t("export.format")} value={format} options={FORMATS.map((one) => ({ value: one, label: one.toUpperCase() }))} onChange={setFormat} />}
      </Field>
      {away ? <Notice kind="warn" role="status">{t("shell.waiting")}</Notice> : null}
      {error ? <Failure error={error} kept={t("export.kept")} retry={() => void run()} /> : null}
      {made ? (
        <Notice kind="good" role="status">
          <span>{t("export.done")}</span>
          <span className="line wrap">
            <a className="button small" href={audioUrl(made.id, format)} download={`clonyvoice.${format}`}>
              {format.toUpperCase()}
            </a>
            <a className="button small" href={subtitlesUrl(made.id, "srt")} download="clonyvoice.srt">
              SRT
            </a>
            <a className="button small" href={subtitlesUrl(made.id, "vtt")} download="clonyvoice.vtt">
              VTT
            </a>
          </span>
        </Notice>
      ) : null}
      <div className="line end">
        <Button onClick={onClose}>{t("common.close")}</Button>
        <Button kind="primary" busy={busy} unavailable={ready.length === 0} onClick={() => void run()}>
          {t("export.run")}
        </Button>
      </div>
    </Dialog>
  );
}
