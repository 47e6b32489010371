import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorIn } from "@/api/errors";
import { assetFileUrl, getProxy, type ProjectDocument, type Proxy, startProxy } from "@/api/projects";
import { cancelJob } from "@/api/system";
import { type Loudness, LoudnessMeter, METER_MS, SILENCE } from "@/audio/loudness-meter";
import { number, percent } from "@/i18n/format";
import { usePrefs } from "@/state/prefs";
import { thePlayer, useTransport } from "@/state/transport";
import { useOwner } from "@/state/use-owner";
import { Button } from "@/ui/Button";
import { useErrorText } from "@/ui/Notice";
import { Progress } from "@/ui/Progress";
import { mixTime } from "../actions";
import { picturedAt } from "./pictured-clip";

/** Seconds that picture and sound may be apart before the picture is put where the sound is. */
const APART = 0.12;

/** How far the copy of a video is that this browser can play. */
function ProxyState({ name, proxy, error, again }: { name: string; proxy: Proxy | null; error: unknown; again: () => void }) {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  if (error instanceof ApiError && error.code === "no_picture") return null;
  if (error instanceof ApiError && error.status === 403) return <p className="small faint">{t("monitor.no_picture", { name })}</p>;
  if (error || proxy?.status === "failed" || proxy?.status === "cancelled")
    return (
      <div className="stack tight">
        <p className="small faint">{t("monitor.no_picture", { name })}</p>
        {error || proxy?.error ? <p className="small">{errorText(error ?? errorIn(proxy?.error ?? null))}</p> : null}
        <Button size="small" onClick={again}>
          {t("monitor.make_proxy")}
        </Button>
      </div>
    );
  const share = proxy?.progress ?? 0;
  const job = proxy?.job_id;
  return (
    <div className="stack tight" role="status">
      <p className="small faint">{t("monitor.making_proxy", { name, percent: percent(share, i18n.language) })}</p>
      <Progress value={share} label={t("jobs.kinds.proxy")} />
      {job ? (
        <Button size="small" onClick={() => void cancelJob(job).catch(() => undefined)}>
          {t("common.cancel")}
        </Button>
      ) : null}
    </div>
  );
}

/** The proxy of a video that this browser cannot play, made on the server where there is none; `asset` null asks for none. */
function useProxy(project: string, asset: string | null) {
  const [proxy, setProxy] = useState<Proxy | null>(null);
  const [error, setError] = useState<unknown>(null);
  const made = (call: Promise<Proxy>) => {
    setError(null);
    void call.then(setProxy, setError);
  };
  useEffect(() => {
    setProxy(null);
    if (asset === null) return;
    // One that was cancelled or failed is not begun again by itself.
    made(getProxy(project, asset).then((found) => (found.status === "missing" ? startProxy(project, asset) : found)));
  }, [project, asset]);
  const waits = asset !== null && proxy !== null && (proxy.status === "queued" || proxy.status === "running");
  useOwner(
    (owner) => {
      if (waits) owner.every(700, () => void getProxy(project, asset).then(setProxy, () => undefined));
    },
    [waits, project, asset],
  );
  return { proxy, error, again: () => asset !== null && made(startProxy(project, asset)) };
}

/** The picture of the video under the playhead; the sound is the mix's. */
function Picture({ document, now, playing }: { document: ProjectDocument; now: number; playing: boolean }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [without, setWithout] = useState<string | null>(null);
  const [brokenProxy, setBrokenProxy] = useState<string | null>(null);
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
  const unplayable = shown !== null && without === shown.asset.id;
  const { proxy, error, again } = useProxy(document.id, unplayable ? shown.asset.id : null);
  if (!shown) return null;
  if (brokenProxy === shown.asset.id) return <p className="small faint">{t("monitor.no_picture", { name: shown.asset.name })}</p>;
  if (unplayable && !proxy?.url) return <ProxyState name={shown.asset.name} proxy={proxy} error={error} again={again} />;
  const source = (unplayable && proxy?.url) || assetFileUrl(document.id, shown.asset.id);
  const unplayed = () => (unplayable ? setBrokenProxy : setWithout)(shown.asset.id);
  return (
    <video
      key={source}
      ref={video}
      className="monitor-picture"
      src={source}
      muted
      playsInline
      preload="auto"
      aria-label={t("monitor.picture", { name: shown.asset.name })}
      onLoadedMetadata={(event) => {
        if (event.currentTarget.videoWidth === 0) unplayed();
        else event.currentTarget.currentTime = at;
      }}
      onError={unplayed}
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
