import { isUnfinished } from "@/api/job-state";
import { Download, Gauge, Info, ListTodo, Pause, Play, SkipForward, Volume2, VolumeX } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { request } from "@/api/http";
import { clockTime, number } from "@/i18n/format";
import { useJobs } from "@/state/jobs";
import { usePrefs } from "@/state/prefs";
import { useToasts } from "@/state/toasts";
import { placeOf, seek, setRate, setVolume, skip, thePlayer, toggle, useTransport } from "@/state/transport";
import { Avatar } from "@/ui/Avatar";
import { Button, IconButton } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { useShortcut } from "@/ui/keys";
import { Menu } from "@/ui/Menu";
import { Meter } from "@/ui/Meter";
import { useErrorText } from "@/ui/Notice";
import { Range } from "@/ui/Range";

const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2];
const FORMATS = ["wav", "mp3", "flac", "opus", "aac", "m4a"];
/** Formats that cannot carry Content Credentials: these are a file of their own there. */
export const APART = ["opus", "aac"];

export function Transport() {
  const { t, i18n } = useTranslation();
  const { track, playing, waiting, time, duration, failed, follow } = useTransport();
  const { volume, rate } = usePrefs();
  const running = useJobs((state) => Object.values(state.byId).filter((job) => isUnfinished(job.state)).length);
  const tray = useJobs((state) => state.open);
  const [about, setAbout] = useState(false);
  const errorText = useErrorText();
  const wrong = (error: unknown) => useToasts.getState().push({ kind: "bad", text: errorText(error) });
  const loud = useRef(volume || 1);
  useShortcut("Space", toggle, track !== null);
  const place = placeOf({ track, time, duration });
  useShortcut("ArrowLeft", () => seek(place.now - 5), track !== null);
  useShortcut("ArrowRight", () => seek(place.now + 5), track !== null);
  const end = Math.max(place.end, 0.01);
  return (
    <section className="transport" aria-label={t("transport.label")}>
      <div className="line">
        {track ? <Avatar id={track.voice?.id ?? track.key} name={track.voice?.name ?? track.title} /> : null}
        <div className="stack tight grow" style={{ gap: 0 }}>
          <span className={track ? "clip small" : "small"} aria-live="off">
            {track ? track.title : <span className="faint idle">{t("transport.nothing")}</span>}
          </span>
          <span className="clip faint" style={{ fontSize: 12 }}>
            {failed ? t("transport.failed") : waiting ? t("transport.waiting") : (track?.voice?.name ?? "")}
          </span>
        </div>
      </div>
      <div className="line">
        <IconButton label={playing ? t("common.pause") : t("common.play")} shortcut="Space" unavailable={!track} onClick={toggle}>
          {playing ? <Pause size={20} fill="currentColor" aria-hidden="true" /> : <Play size={20} fill="currentColor" aria-hidden="true" />}
        </IconButton>
        <IconButton label={t("transport.skip")} unavailable={!track || !follow || track.whole !== undefined} onClick={skip}>
          <SkipForward size={16} aria-hidden="true" />
        </IconButton>
      </div>
      <div className="seek">
        <span>{clockTime(place.now)}</span>
        <Range
          className="playhead"
          min={0}
          max={end}
          step={0.01}
          value={Math.min(place.now, end)}
          disabled={!track || place.end === 0}
          aria-label={t("transport.position")}
          aria-valuetext={t("transport.of", { now: clockTime(place.now), end: clockTime(place.end) })}
          onChange={(event) => seek(Number(event.target.value))}
        />
        <span>{clockTime(place.end)}</span>
      </div>
      <div className="line">
        <span className="level" style={{ width: 64 }}>
          <Meter level={() => thePlayer().level()} running={playing} height={8} />
        </span>
        <IconButton
          label={volume === 0 ? t("transport.unmute") : t("transport.mute")}
          onClick={() => {
            if (volume > 0) loud.current = volume;
            setVolume(volume > 0 ? 0 : loud.current);
          }}
        >
          {volume === 0 ? <VolumeX size={16} aria-hidden="true" /> : <Volume2 size={16} aria-hidden="true" />}
        </IconButton>
        <Range className="vol" min={0} max={1} step={0.01} value={volume} aria-label={t("transport.volume")} onChange={(event) => setVolume(Number(event.target.value))} />
        <Menu
          label={t("transport.speed")}
          icon={<Gauge size={16} aria-hidden="true" />}
          items={RATES.map((one) => ({ label: `${number(one, i18n.language, 2)}×`, run: () => setRate(one), checked: rate === one }))}
        />
        {track?.source ? (
          <Menu
            label={t("transport.download")}
            icon={<Download size={16} aria-hidden="true" />}
            items={[
              ...FORMATS.map((format) => ({ label: format.toUpperCase(), run: () => saveAs(`${track.source}/audio?format=${format}`, `${track.title.slice(0, 40)}.${format}`) })),
              ...APART.map((format) => ({
                label: t("transport.credentials_of", { format: format.toUpperCase() }),
                run: () => void saveCredentials(`${track.source}/credentials?format=${format}`, `${track.title.slice(0, 40)}.${format}.c2pa`).catch(wrong),
              })),
            ]}
          />
        ) : null}
        {track?.provenance ? (
          <IconButton label={t("transport.provenance")} onClick={() => setAbout(true)}>
            <Info size={16} aria-hidden="true" />
          </IconButton>
        ) : null}
        <Button
          kind="quiet"
          aria-expanded={tray}
          aria-label={running > 0 ? t("jobs.running", { count: running }) : t("jobs.title")}
          tip={t("jobs.title")}
          onClick={() => useJobs.setState({ open: !tray })}
        >
          {running > 0 ? <span className="spinner" aria-hidden="true" /> : <ListTodo size={18} aria-hidden="true" />}
          {running > 0 ? running : null}
        </Button>
      </div>
      {about && track?.provenance ? (
        <Dialog title={t("transport.provenance")} onClose={() => setAbout(false)}>
          <dl className="facts">
            {track.provenance.map((fact) => (
              <div key={fact.label} style={{ display: "contents" }}>
                <dt>{fact.label}</dt>
                <dd>{fact.value}</dd>
              </div>
            ))}
          </dl>
        </Dialog>
      ) : null}
    </section>
  );
}

/** Lets the browser keep what `url` answers under `name`. */
export function saveAs(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

/** Lets the browser keep signed Content Credentials under `name`. Fails with ApiError (`credentials_not_ready`) or Unreachable. */
export async function saveCredentials(url: string, name: string): Promise<void> {
  const made = URL.createObjectURL(await (await request("GET", url)).blob());
  saveAs(made, name);
  setTimeout(() => URL.revokeObjectURL(made), 10_000);
}
