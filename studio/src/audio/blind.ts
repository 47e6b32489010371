import { errorFrom } from "@/api/errors";
import { Owner } from "@/state/owner";
import { audioContext, decode } from "./context";
import { peakOf } from "./decibels";
import { equalGains, loudnessOf } from "./loudness";
import { type Range, soundingRange } from "./trim";

export interface Trial {
  /** Which of the two sounds is first. */
  realFirst: boolean;
  answer: "first" | "second" | null;
}

/** Trials in random order, each half as likely. */
export function newTrial(random: number = Math.random()): Trial {
  return { realFirst: random < 0.5, answer: null };
}

export function isRight(trial: Trial): boolean {
  return trial.answer !== null && (trial.answer === "first") === trial.realFirst;
}

/** How likely at least `right` of `all` answers are by guessing alone. */
export function byChance(right: number, all: number): number {
  let sum = 0;
  let ways = 1;
  for (let k = 0; k <= all; k++) {
    if (k >= right) sum += ways;
    ways = (ways * (all - k)) / (k + 1);
  }
  return sum / 2 ** all;
}

/** Two clips, brought to one loudness, of which one plays at a time. */
export class Pair {
  #owner = new Owner();
  #buffers: AudioBuffer[];
  /** Where each begins to sound: a pause before the first word would tell which is which. */
  #parts: Range[];
  readonly gains: number[];
  #stop: (() => void) | null = null;

  private constructor(buffers: AudioBuffer[], parts: Range[], gains: number[]) {
    this.#buffers = buffers;
    this.#parts = parts;
    this.gains = gains;
  }

  static async load(urls: [string, string], signal: AbortSignal): Promise<Pair> {
    const clips = await Promise.all(
      urls.map(async (url) => {
        const response = await fetch(url, { signal });
        if (!response.ok) throw errorFrom(response.status, await response.json().catch(() => null), response.headers);
        return decode(await response.arrayBuffer());
      }),
    );
    const gains = equalGains(clips.map((clip) => ({ loudness: loudnessOf(clip.samples, clip.rate), peak: peakOf(clip.samples) })));
    return new Pair(
      clips.map((clip) => clip.buffer),
      clips.map((clip) => soundingRange(clip.samples, clip.rate, 0.05)),
      gains,
    );
  }

  /** Plays one of the two, both equally long (`seconds` at most), so that length tells nothing; the other falls silent. */
  play(which: 0 | 1, ended: () => void, seconds = Math.min(10, ...this.#parts.map((part) => part.end - part.start))): void {
    this.stop();
    const context = audioContext();
    const source = context.createBufferSource();
    const gain = context.createGain();
    source.buffer = this.#buffers[which]!;
    gain.gain.value = this.gains[which]!;
    const release = this.#owner.own(() => {
      source.onended = null;
      source.stop();
      source.disconnect();
      gain.disconnect();
    });
    source.onended = () => {
      release();
      ended();
    };
    source.connect(gain).connect(context.destination);
    source.start(0, this.#parts[which]!.start, seconds);
    this.#stop = release;
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }

  close(): void {
    this.#owner.dispose();
  }
}
