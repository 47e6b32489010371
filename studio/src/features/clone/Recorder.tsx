import { Mic, RotateCcw, Square } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Microphone, MicrophoneError, type MicrophoneTrouble, microphones } from "@/audio/capture";
import { peakOf, rmsOf, toDb } from "@/audio/decibels";
import { type Hint, Listening } from "@/audio/hints";
import { clockTime, number } from "@/i18n/format";
import { usePrefs } from "@/state/prefs";
import { stop as stopPlaying } from "@/state/transport";
import { useOwner } from "@/state/use-owner";
import { Button } from "@/ui/Button";
import { Canvas } from "@/ui/Canvas";
import { Select } from "@/ui/Field";
import { Meter } from "@/ui/Meter";
import { Notice } from "@/ui/Notice";
import { keepRecording } from "./store";
import { PART_SECONDS, begun, ended, keep as keepPart } from "./unfinished";

const ROOM = 2;
const LONGEST = 300;

type Stage = "idle" | "opening" | "room" | "recording";

/** What is being heard. Lives outside React: blocks come fifty times a second. */
interface Take {
  microphone: Microphone;
  listening: Listening;
  blocks: Float32Array[];
  length: number;
  /** How many of the blocks are stored already. */
  stored: number;
  room: Float32Array[];
  roomLength: number;
  level: { peak: number; rms: number };
  /** One bar a block, for the drawing. */
  bars: number[];
}

export function Recorder({ passage, onDone }: { passage: string; onDone: (read: boolean) => void }) {
  const { t, i18n } = useTranslation();
  const [stage, setStage] = useState<Stage>("idle");
  const [trouble, setTrouble] = useState<MicrophoneTrouble | "lost" | null>(null);
  const [devices, setDevices] = useState<{ id: string; label: string }[]>([]);
  const [seconds, setSeconds] = useState(0);
  const [hints, setHints] = useState<Hint[]>([]);
  const [numbers, setNumbers] = useState<{ peak: number; noise: number | null; snr: number | null }>({ peak: -Infinity, noise: null, snr: null });
  const chosen = usePrefs((state) => state.microphone);
  const take = useRef<Take | null>(null);
  const stageNow = useRef<Stage>("idle");
  const move = (next: Stage) => {
    stageNow.current = next;
    setStage(next);
  };

  useOwner((owner) => {
    const read = () => void microphones().then((found) => !owner.disposed && setDevices(found));
    read();
    if (navigator.mediaDevices) owner.listen(navigator.mediaDevices, "devicechange", read);
    // Leaving the page ends the recording, and keeps it.
    owner.own(() => finish());
  }, []);

  useOwner(
    (owner) => {
      if (stage !== "room" && stage !== "recording") return;
      owner.listen(window, "beforeunload", (event) => event.preventDefault());
      owner.every(150, () => {
        const now = take.current;
        if (!now) return;
        const rate = now.microphone.rate;
        setSeconds(stageNow.current === "room" ? now.roomLength / rate : now.length / rate);
        setHints(stageNow.current === "recording" ? now.listening.hints() : []);
        setNumbers({ peak: toDb(now.level.peak), noise: now.listening.noiseDb, snr: now.listening.snrDb });
        if (stageNow.current === "room" && now.roomLength >= ROOM * rate) {
          now.listening.room(joined(now.room, now.roomLength));
          move("recording");
        }
        if (now.length - lengthOf(now.blocks, now.stored) >= PART_SECONDS * rate) storePart(now);
        if (now.length >= LONGEST * rate) finish();
      });
    },
    [stage],
  );

  const start = async () => {
    stopPlaying();
    setTrouble(null);
    setHints([]);
    setSeconds(0);
    move("opening");
    try {
      const microphone = await Microphone.open(
        chosen,
        (block) => {
          const now = take.current;
          if (!now) return;
          now.level = { peak: peakOf(block), rms: rmsOf(block) };
          now.bars.push(now.level.peak);
          if (now.bars.length > 400) now.bars.shift();
          if (stageNow.current === "room") {
            now.room.push(block);
            now.roomLength += block.length;
          } else if (stageNow.current === "recording") {
            now.blocks.push(block);
            now.length += block.length;
            now.listening.hear(block);
          }
        },
        () => {
          setTrouble("lost");
          finish();
        },
      );
      take.current = { microphone, listening: new Listening(microphone.rate), blocks: [], length: 0, stored: 0, room: [], roomLength: 0, level: { peak: 0, rms: 0 }, bars: [] };
      begun();
      move("room");
      // Names of devices are told only after permission.
      void microphones().then(setDevices);
    } catch (error) {
      setTrouble(error instanceof MicrophoneError ? error.trouble : "busy");
      move("idle");
    }
  };

  /** Ends the take and keeps it, if anything was recorded. */
  function finish(keep = true) {
    const now = take.current;
    take.current = null;
    move("idle");
    if (!now) return;
    now.microphone.close();
    if (!keep || now.length <= now.microphone.rate * 0.5) {
      ended();
      return;
    }
    void keepRecording(joined(now.blocks, now.length), now.microphone.rate).then(ended);
    onDone(now.listening.speechSeconds > 8);
  }

  const active = stage === "room" || stage === "recording";
  const clipped = hints.includes("clipping");
  return (
    <div className="stack recorder">
      <div className="line wrap">
        {active ? (
          <Button kind="record" size="large" onClick={() => finish()} unavailable={stage === "room"}>
            <Square size={14} fill="currentColor" aria-hidden="true" />
            {t("clone.stop")}
          </Button>
        ) : (
          <Button kind="record" size="large" busy={stage === "opening"} onClick={() => void start()}>
            <Mic size={16} aria-hidden="true" />
            {t("clone.record")}
          </Button>
        )}
        {active ? (
          <>
            <span className="recorder-time" role="timer">
              {clockTime(seconds)}
            </span>
            <Button kind="quiet" onClick={() => finish(false)}>
              <RotateCcw size={14} aria-hidden="true" />
              {t("clone.discard")}
            </Button>
          </>
        ) : (
          <Select
            compact
            label={t("clone.microphone")}
            value={chosen}
            options={[{ value: "", label: t("clone.default_microphone") }, ...devices.filter((one) => one.label).map((one) => ({ value: one.id, label: one.label }))]}
            onChange={(microphone) => usePrefs.getState().set({ microphone })}
          />
        )}
      </div>
      {trouble ? (
        <Notice kind="bad" role="alert">
          <span>{t(`clone.trouble.${trouble}`)}</span>
          <span className="soft">{t("clone.trouble_next")}</span>
        </Notice>
      ) : null}
      {active ? (
        <>
          <div className="record-wave">
            <Canvas
              height={64}
              running
              draw={(pen, width, height, palette) => {
                const bars = take.current?.bars ?? [];
                const room = Math.floor(width / 3);
                const shown = bars.slice(-room);
                shown.forEach((bar, i) => {
                  const tall = Math.max(2, Math.min(1, bar) * height);
                  pen.fillStyle = bar >= 0.985 ? palette.red : stageNow.current === "recording" ? palette.text : palette.edge;
                  pen.fillRect(width - (shown.length - i) * 3, (height - tall) / 2, 2, tall);
                });
              }}
            />
          </div>
          <div className="line">
            <div className="grow">
              <Meter level={() => take.current?.level ?? { peak: 0, rms: 0 }} running />
            </div>
            <span className="small soft recorder-db">{Number.isFinite(numbers.peak) ? `${number(Math.max(-99, numbers.peak), i18n.language)} dBFS` : "−∞ dBFS"}</span>
            <span className={clipped ? "chip red" : "chip"}>{t("clone.clip")}</span>
          </div>
          <div className="line wrap" aria-live="polite">
            {stage === "room" ? <Notice kind="note">{t("clone.room")}</Notice> : null}
            {hints.map((hint) => (
              <span key={hint} className={`chip ${hint === "good" ? "accent" : hint === "clipping" ? "red" : "amber"}`}>
                {t(`clone.hints.${hint}`)}
              </span>
            ))}
          </div>
          {numbers.noise !== null ? (
            <p className="small faint">
              {t("clone.numbers", { noise: number(numbers.noise, i18n.language), snr: numbers.snr === null ? "–" : number(numbers.snr, i18n.language) })}
            </p>
          ) : null}
        </>
      ) : null}
      <figure className="passage">
        <figcaption className="small faint">{active && stage === "recording" ? t("clone.read_now") : t("clone.read_this")}</figcaption>
        <blockquote>{passage}</blockquote>
      </figure>
    </div>
  );
}

/** Samples in the first blocks, up to `end`. */
function lengthOf(blocks: Float32Array[], end: number): number {
  let sum = 0;
  for (let index = 0; index < end; index++) sum += blocks[index]!.length;
  return sum;
}

/** Stores what was recorded since the last part. */
function storePart(now: Take): void {
  const fresh = now.blocks.slice(now.stored);
  now.stored = now.blocks.length;
  keepPart(joined(fresh, lengthOf(fresh, fresh.length)), now.microphone.rate);
}

function joined(blocks: Float32Array[], length: number): Float32Array {
  const all = new Float32Array(length);
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
}
