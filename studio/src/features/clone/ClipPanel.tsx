import { useQuery } from "@tanstack/react-query";
import { Pause, Play, Scissors, Trash2 } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { checkRecording } from "@/api/cloning";
import { ApiError, errorIn } from "@/api/errors";
import type { Quality } from "@/api/types";
import { peaksOf } from "@/audio/peaks";
import { soundingRange } from "@/audio/trim";
import { clockTime, number, percent } from "@/i18n/format";
import { playOrToggle, seek, stop, useTransport } from "@/state/transport";
import { useOwner } from "@/state/use-owner";
import { IconButton } from "@/ui/Button";
import { Findings } from "@/ui/Findings";
import { Notice, useErrorText } from "@/ui/Notice";
import { Waveform } from "@/ui/Waveform";
import { noteCheck } from "./checks";
import { type Clip, bodyOf, changeClone, dropClip, trimClip, useClone } from "./store";

/** One recording or file: look, listen, trim, and what the server hears in it. */
export function ClipPanel({ clip, alone }: { clip: Clip; alone: boolean }) {
  const { t, i18n } = useTranslation();
  const key = `clip:${clip.id}:${clip.range.start}:${clip.range.end}`;
  const here = useTransport((state) => (state.track?.key === key ? state.time : null));
  const playing = useTransport((state) => state.playing && state.track?.key === key);
  const url = useRef<{ key: string; url: string } | null>(null);
  useEffect(
    () => () => {
      if (!url.current) return;
      if (useTransport.getState().track?.url === url.current.url) stop();
      URL.revokeObjectURL(url.current.url);
      url.current = null;
    },
    [],
  );
  const peaks = useMemo(() => clip.wav?.peaks ?? (clip.samples ? peaksOf(clip.samples, 1200) : null), [clip.wav, clip.samples]);
  const listen = () => {
    if (url.current?.key !== key) {
      if (url.current) URL.revokeObjectURL(url.current.url);
      url.current = { key, url: URL.createObjectURL(bodyOf(clip).blob) };
    }
    playOrToggle({ key, url: url.current.url, title: clip.name });
  };
  return (
    <section className="panel stack" aria-label={clip.name}>
      <div className="line">
        <IconButton label={playing ? t("common.pause") : t("common.play")} onClick={listen}>
          {playing ? <Pause size={16} fill="currentColor" aria-hidden="true" /> : <Play size={16} fill="currentColor" aria-hidden="true" />}
        </IconButton>
        <span className="grow clip">{clip.recorded ? t("clone.recording") : clip.name}</span>
        {clip.duration > 0 ? (
          <span className="small soft">{t("clone.part", { part: clockTime(clip.range.end - clip.range.start, true), all: clockTime(clip.duration, true) })}</span>
        ) : null}
        {clip.samples ? (
          <IconButton label={t("clone.auto_trim")} onClick={() => trimClip(clip.id, soundingRange(clip.samples!, clip.rate))}>
            <Scissors size={16} aria-hidden="true" />
          </IconButton>
        ) : null}
        <IconButton label={t("clone.remove")} onClick={() => dropClip(clip.id)}>
          <Trash2 size={16} aria-hidden="true" />
        </IconButton>
      </div>
      {peaks ? (
        <Waveform
          peaks={peaks}
          duration={clip.duration}
          range={clip.range}
          playhead={here === null ? null : clip.range.start + here}
          onRange={(range) => trimClip(clip.id, range)}
          onSeek={(seconds) => {
            if (here !== null) seek(seconds - clip.range.start);
          }}
        />
      ) : (
        <p className="small soft">{t(clip.unseen === "long" ? "clone.too_long_to_draw" : "clone.unseen")}</p>
      )}
      <Heard clip={clip} rangeKey={key} language={i18n.language} alone={alone} />
    </section>
  );
}

/** The server's report on the part that is chosen, half a second after the last change. */
function Heard({ clip, rangeKey, language, alone }: { clip: Clip; rangeKey: string; language: string; alone: boolean }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [settled, setSettled] = useState<string | null>(null);
  useOwner((owner) => void owner.after(600, () => setSettled(rangeKey)), [rangeKey]);
  const check = useQuery({
    queryKey: ["clone-check", settled],
    queryFn: ({ signal }) => {
      const body = bodyOf(clip);
      return checkRecording(body.blob, body.name, signal);
    },
    enabled: settled === rangeKey,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const transcript = check.data?.transcript;
  useEffect(() => {
    if (!check.data) return;
    noteCheck(clip.id, check.data);
    return () => noteCheck(clip.id, null);
  }, [clip.id, check.data]);
  useEffect(() => {
    if (alone && transcript && !useClone.getState().transcript) changeClone({ transcript });
  }, [transcript, alone]);
  if (check.isFetching || settled !== rangeKey)
    return (
      <p className="small faint line" role="status">
        <span className="spinner" aria-hidden="true" />
        {t("clone.checking")}
      </p>
    );
  if (check.error) {
    // An older server has no such check; creating the voice tells the same.
    if (check.error instanceof ApiError && (check.error.status === 404 || check.error.status === 405)) return null;
    return <Notice kind="warn">{errorText(check.error)}</Notice>;
  }
  if (!check.data) return null;
  const quality = check.data.quality as Quality | null;
  const problem = errorIn(check.data.problem);
  return (
    <div className="stack tight">
      {problem ? (
        <Notice kind="warn">
          <span>{errorText(problem)}</span>
          {alone ? null : <span className="soft">{t("clone.together.unused")}</span>}
        </Notice>
      ) : null}
      {quality ? (
        <div className="line wrap small soft">
          {typeof quality.speech_seconds === "number" ? <span className="chip">{t("quality.speech_is", { time: clockTime(quality.speech_seconds) })}</span> : null}
          {typeof quality.snr_db === "number" ? <span className="chip">{t("quality.snr_is", { db: number(quality.snr_db, language) })}</span> : null}
          {typeof quality.clipping === "number" && quality.clipping > 0.0001 ? <span className="chip amber">{t("quality.clipping_is", { share: percent(quality.clipping, language) })}</span> : null}
        </div>
      ) : null}
      {alone ? <Findings quality={quality} /> : null}
    </div>
  );
}
