import { audioContext } from "./context";
import { toDb } from "./decibels";
import { gatedLoudness, kWeighting, lufs, truePeakOf } from "./loudness";

/** Levels of what plays: LUFS of the last 400 ms, of the last 3 s and of all since `reset`, and the highest true peak, in dBTP. */
export interface Loudness {
  momentary: number;
  shortTerm: number;
  integrated: number;
  truePeak: number;
}

/** Milliseconds between two readings: blocks of 400 ms overlap by three quarters, as ITU-R BS.1770-5 has it. */
export const METER_MS = 100;
const BLOCK_SECONDS = 0.4;
/** Readings in 3 s. */
const SHORT = 30;
/** Samples of an analyser: more than a block at 48 kHz. */
const SIZE = 32_768;

export const SILENCE: Loudness = { momentary: -Infinity, shortTerm: -Infinity, integrated: -Infinity, truePeak: -Infinity };

/** Measures the stereo sound of a node beside the way that it takes to the speakers. */
export class LoudnessMeter {
  readonly #source: AudioNode;
  readonly #nodes: AudioNode[] = [];
  readonly #plain: AnalyserNode[] = [];
  readonly #weighted: AnalyserNode[] = [];
  readonly #samples = new Float32Array(SIZE);
  readonly #rate: number;
  #powers: number[] = [];
  #peak = 0;

  constructor(source: AudioNode) {
    const context = audioContext();
    this.#source = source;
    this.#rate = context.sampleRate;
    const [shelf, pass] = kWeighting(this.#rate);
    const stereo = context.createGain();
    stereo.channelCount = 2;
    stereo.channelCountMode = "explicit";
    const analyser = (from: AudioNode, channel: number) => {
      const made = context.createAnalyser();
      made.fftSize = SIZE;
      from.connect(made, channel);
      this.#nodes.push(made);
      return made;
    };
    const plain = context.createChannelSplitter(2);
    const filters = [shelf, pass].map((one) => context.createIIRFilter([one.b0, one.b1, one.b2], [1, one.a1, one.a2]));
    const weighted = context.createChannelSplitter(2);
    source.connect(stereo);
    stereo.connect(plain);
    stereo.connect(filters[0]!).connect(filters[1]!).connect(weighted);
    this.#nodes.push(stereo, plain, ...filters, weighted);
    for (const channel of [0, 1]) {
      this.#plain.push(analyser(plain, channel));
      this.#weighted.push(analyser(weighted, channel));
    }
  }

  /** Called every `METER_MS` while something plays. */
  read(): Loudness {
    const block = Math.min(SIZE, Math.round(this.#rate * BLOCK_SECONDS));
    let power = 0;
    for (const one of this.#weighted) {
      one.getFloatTimeDomainData(this.#samples);
      let sum = 0;
      for (let i = SIZE - block; i < SIZE; i++) sum += this.#samples[i]! ** 2;
      power += sum / block;
    }
    this.#powers.push(power);
    for (const one of this.#plain) {
      one.getFloatTimeDomainData(this.#samples);
      // A timer that is late by half its time misses no peak.
      this.#peak = Math.max(this.#peak, truePeakOf(this.#samples.subarray(SIZE - Math.round((this.#rate * METER_MS * 1.5) / 1000))));
    }
    const last = this.#powers.slice(-SHORT);
    return { momentary: lufs(power), shortTerm: lufs(last.reduce((sum, one) => sum + one, 0) / last.length), integrated: gatedLoudness(this.#powers), truePeak: toDb(this.#peak) };
  }

  reset(): void {
    this.#powers = [];
    this.#peak = 0;
  }

  close(): void {
    this.#source.disconnect(this.#nodes[0]!);
    for (const node of this.#nodes) node.disconnect();
  }
}
