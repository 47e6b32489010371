import { peakOf, rmsOf, toDb } from "./decibels";

export type Hint = "too_quiet" | "clipping" | "noisy" | "echo" | "second_speaker" | "good";

const FRAME = 0.02;

/** The pitch in Hz of a block that is voiced, by normalised autocorrelation between 70 and 400 Hz; else null. */
export function pitchOf(block: Float32Array, rate: number): number | null {
  // Every third or fourth sample is plenty for 400 Hz and makes this cheap enough to run while recording.
  const hop = Math.max(1, Math.floor(rate / 12_000));
  const size = Math.floor(block.length / hop);
  const low = Math.floor(rate / hop / 400);
  const high = Math.min(Math.ceil(rate / hop / 70), size >> 1);
  const window = size - high;
  let energy = 0;
  for (let i = 0; i < window; i++) energy += block[i * hop]! ** 2;
  if (energy / Math.max(1, window) < 1e-7) return null;
  const score = new Float32Array(high + 1);
  let best = 0;
  for (let lag = low; lag <= high; lag++) {
    let cross = 0;
    let shifted = 0;
    for (let i = 0; i < window; i++) {
      const b = block[(i + lag) * hop]!;
      cross += block[i * hop]! * b;
      shifted += b * b;
    }
    score[lag] = cross / Math.sqrt(energy * shifted + 1e-12);
    if (score[lag]! > best) best = score[lag]!;
  }
  if (best < 0.7) return null;
  // The first peak nearly as good as the best is the pitch; later ones are its multiples.
  for (let lag = low + 1; lag < high; lag++)
    if (score[lag]! > 0.9 * best && score[lag]! >= score[lag - 1]! && score[lag]! >= score[lag + 1]!) return rate / hop / lag;
  return null;
}

/** Whether pitches fall into two groups at least seven semitones apart, each a fifth of the time. */
export function twoVoices(pitches: number[]): boolean {
  if (pitches.length < 20) return false;
  const tones = pitches.map((hz) => 12 * Math.log2(hz)).sort((a, b) => a - b);
  const spread = (list: number[]) => {
    const mean = list.reduce((a, b) => a + b, 0) / list.length;
    return { mean, variance: list.reduce((a, b) => a + (b - mean) ** 2, 0) / list.length };
  };
  const fifth = Math.ceil(tones.length / 5);
  for (let split = fifth; split <= tones.length - fifth; split++) {
    const below = spread(tones.slice(0, split));
    const above = spread(tones.slice(split));
    const gap = above.mean - below.mean;
    if (gap > 7 && gap > 3 * Math.sqrt(Math.max(below.variance, above.variance))) return true;
  }
  return false;
}

/** What is heard while recording, told by blocks as they come. Everything is measured; nothing is guessed before there is speech. */
export class Listening {
  readonly rate: number;
  noiseDb: number | null = null;
  clipped = 0;
  speechSeconds = 0;
  #speechPower = 0;
  #speechFrames = 0;
  #pitches: number[] = [];
  #decays: number[] = [];
  #recent: number[] = [];
  #falling = false;
  #rest = new Float32Array(0);

  constructor(rate: number) {
    this.rate = rate;
  }

  /** Takes the room noise from a recording in which nobody speaks. */
  room(samples: Float32Array): void {
    const size = Math.round(this.rate * FRAME);
    const levels: number[] = [];
    for (let i = 0; i + size <= samples.length; i += size) levels.push(toDb(rmsOf(samples.subarray(i, i + size))));
    levels.sort((a, b) => a - b);
    const middle = levels[levels.length >> 1];
    this.noiseDb = middle === undefined || !Number.isFinite(middle) ? -96 : Math.max(-96, middle);
  }

  /** Mean level of the speech so far in dBFS, or null before any. */
  get speechDb(): number | null {
    return this.#speechFrames === 0 ? null : 10 * Math.log10(this.#speechPower / this.#speechFrames);
  }

  get snrDb(): number | null {
    return this.speechDb === null || this.noiseDb === null ? null : this.speechDb - this.noiseDb;
  }

  /**
   * Seconds in which the voice dies away by 20 dB, or null before three pauses. Of all pauses the quickest quarter counts: a
   * room makes every one of them slow, a word that ends softly only its own.
   */
  get decay(): number | null {
    if (this.#decays.length < 3) return null;
    return [...this.#decays].sort((a, b) => a - b)[(this.#decays.length - 1) >> 2]!;
  }

  hear(block: Float32Array): void {
    if (peakOf(block) >= 0.985) this.clipped += 1;
    const joined = new Float32Array(this.#rest.length + block.length);
    joined.set(this.#rest);
    joined.set(block, this.#rest.length);
    const size = Math.round(this.rate * FRAME);
    let at = 0;
    for (; at + size <= joined.length; at += size) this.#frame(joined.subarray(at, at + size));
    this.#rest = joined.slice(at);
    if (block.length >= this.rate * 0.03) {
      const pitch = pitchOf(block, this.rate);
      if (pitch !== null) this.#pitches.push(pitch);
      if (this.#pitches.length > 600) this.#pitches.shift();
    }
  }

  #frame(frame: Float32Array): void {
    const db = toDb(rmsOf(frame));
    const floor = this.noiseDb ?? -60;
    if (db > Math.max(-50, floor + 8)) {
      this.speechSeconds += FRAME;
      this.#speechPower += 10 ** (db / 10);
      this.#speechFrames += 1;
    }
    this.#recent.push(Math.max(db, -100));
    if (this.#recent.length > 60) this.#recent.shift();
    this.#measureDecay(floor);
  }

  #measureDecay(floor: number): void {
    // Each fall from speech to 25 dB below it is timed once: from the last frame within 5 dB of the loudest.
    const recent = this.#recent;
    const newest = recent.at(-1)!;
    const loud = Math.max(...recent);
    if (newest > loud - 10) this.#falling = true;
    if (!this.#falling || loud < floor + 30 || newest > loud - 25) return;
    this.#falling = false;
    const from = recent.findLastIndex((db) => db >= loud - 5);
    this.#decays.push((recent.length - 1 - from) * FRAME);
  }

  hints(): Hint[] {
    const hints: Hint[] = [];
    if (this.clipped > 0) hints.push("clipping");
    if (this.speechSeconds < 1) return hints;
    if (this.speechDb! < -38) hints.push("too_quiet");
    if (this.snrDb !== null && this.snrDb < 20) hints.push("noisy");
    if (this.decay !== null && this.decay > 0.2) hints.push("echo");
    if (twoVoices(this.#pitches)) hints.push("second_speaker");
    return hints.length === 0 ? ["good"] : hints;
  }
}
