import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { assetFileUrl, type ProjectDocument } from "@/api/projects";
import { type Loudness, LoudnessMeter, METER_MS, SILENCE } from "@/audio/loudness-meter";
import { number } from "@/i18n/format";
import { usePrefs } from "@/state/prefs";
import { thePlayer, useTransport } from "@/state/transport";
import { useOwner } from "@/state/use-owner";
import { mixTime } from "../actions";
import { picturedAt } from "./pictured-clip";

/** Seconds that picture and sound may be apart before the picture is put where the sound is. */
const APART = 0.12;

/** The picture of the video under the playhead; the sound is the mix's. */
function Picture({ document, now, playing }: { document: ProjectDocument; now: number; playing: boolean }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [without, setWithout] = useState<string | null>(null);
  const rate = usePrefs((state) => state.rate);
  const shown = picturedAt(document, now);
  const at = shown?.at ?? 0;
  useEffect(() => {
    const node = video.current;
    if (!node || !shown) return;
    node.playbackRate = rate;
    if (Math.abs(node.currentTime - at) > (playing ? APART : 0.01)) node.currentTime = at;
    if (playing && node.paused) void node.play().catch(() => undefined);
    else if (!playing && !node.paused) node.pause();
  }, [at, playing, rate, shown?.asset.id]);
  if (!shown) return null;
  if (without === shown.asset.id) return <p className="small faint">{t("monitor.no_picture", { name: shown.asset.name })}</p>;
  return (
    <video
      key={shown.asset.id}
      ref={video}
      className="monitor-picture"
      src={assetFileUrl(document.id, shown.asset.id)}
      muted
      playsInline
      preload="auto"
      aria-label={t("monitor.picture", { name: shown.asset.name })}
      onLoadedMetadata={(event) => {
        if (event.currentTarget.videoWidth === 0) setWithout(shown.asset.id);
        else event.currentTarget.currentTime = at;
      }}
      onError={() => setWithout(shown.asset.id)}
    />
  );
}

/** Loudness and true peak of the mix while it plays, and of all that was played since it began. */
function Levels({ playing, track }: { playing: boolean; track: string | null }) {
  const { t, i18n } = useTranslation();
  const [levels, setLevels] = useState<Loudness>(SILENCE);
  const meter = useRef<LoudnessMeter | null>(null);
  useEffect(() => {
    meter.current?.reset();
    setLevels(SILENCE);
  }, [track]);
  useOwner(
    (owner) => {
      if (!playing) return;
      owner.every(METER_MS, () => {
        const source = thePlayer().source;
        if (!source) return;
        meter.current ??= new LoudnessMeter(source);
        setLevels(meter.current.read());
      });
    },
    [playing],
  );
  useEffect(() => () => meter.current?.close(), []);
  const figure = (value: number) => (Number.isFinite(value) ? number(value, i18n.language, 1) : "–");
  const rows = [
    [t("monitor.momentary"), levels.momentary, "LUFS"],
    [t("monitor.short_term"), levels.shortTerm, "LUFS"],
    [t("monitor.integrated"), levels.integrated, "LUFS"],
    [t("monitor.true_peak"), levels.truePeak, "dBTP"],
  ] as const;
  return (
    <dl className="monitor-levels">
      {rows.map(([label, value, unit]) => (
        <div key={label} className={unit === "dBTP" && value > -1 ? "over" : undefined}>
          <dt>{label}</dt>
          <dd>
            {figure(value)} <span className="faint">{unit}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What is seen and how loud it is at the playhead. */
export function Monitor({ document, cursor }: { document: ProjectDocument; cursor: number }) {
  const { t } = useTranslation();
  const sounding = useTransport((transport) => mixTime(document.id, transport));
  const playing = useTransport((transport) => transport.playing) && sounding !== null;
  const track = useTransport((transport) => (sounding === null ? null : (transport.track?.key ?? null)));
  return (
    <section className="stack tight" aria-label={t("monitor.title")}>
      <Picture document={document} now={sounding ?? cursor} playing={playing} />
      <Levels playing={playing} track={track} />
    </section>
  );
}
