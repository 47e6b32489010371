import { Owner } from "@/state/owner";
import { peakOf, rmsOf } from "./decibels";
import { audioContext } from "./context";

export interface PlayerEvents {
  playing: (playing: boolean) => void;
  time: (seconds: number) => void;
  duration: (seconds: number) => void;
  waiting: (waiting: boolean) => void;
  ended: () => void;
  failed: (code: number) => void;
}

/** One media element behind one gain and one meter, for the whole life of the page. */
export class Player {
  readonly element = new Audio();
  #owner = new Owner();
  #source: MediaElementAudioSourceNode | null = null;
  #analyser: AnalyserNode | null = null;
  #gain: GainNode | null = null;
  #block = new Float32Array(1024);
  #volume = 1;

  constructor(events: PlayerEvents) {
    const audio = this.element;
    audio.preload = "auto";
    const on = (type: string, run: () => void) => this.#owner.listen(audio, type, run);
    on("play", () => events.playing(true));
    on("pause", () => events.playing(false));
    on("timeupdate", () => events.time(audio.currentTime));
    on("seeked", () => events.time(audio.currentTime));
    on("durationchange", () => events.duration(Number.isFinite(audio.duration) ? audio.duration : 0));
    on("waiting", () => events.waiting(true));
    on("playing", () => events.waiting(false));
    on("ended", () => events.ended());
    on("error", () => audio.getAttribute("src") && events.failed(audio.error?.code ?? 0));
  }

  load(url: string): void {
    if (this.element.getAttribute("src") === url) {
      this.element.currentTime = 0;
      return;
    }
    this.element.src = url;
  }

  unload(): void {
    this.element.pause();
    this.element.removeAttribute("src");
    this.element.load();
  }

  async play(): Promise<void> {
    this.#connect();
    try {
      await this.element.play();
    } catch (error) {
      // A new track or a pause interrupts a play that has not begun; that is no failure.
      if (!(error instanceof DOMException && (error.name === "AbortError" || error.name === "NotSupportedError"))) throw error;
    }
  }

  set volume(value: number) {
    this.#volume = value;
    if (this.#gain) this.#gain.gain.value = value;
    else this.element.volume = value;
  }

  set rate(value: number) {
    this.element.defaultPlaybackRate = value;
    this.element.playbackRate = value;
  }

  /** What is heard right now, before the volume control: linear peak and RMS of the last 1024 samples. */
  level(): { peak: number; rms: number } {
    if (!this.#analyser) return { peak: 0, rms: 0 };
    this.#analyser.getFloatTimeDomainData(this.#block);
    return { peak: peakOf(this.#block), rms: rmsOf(this.#block) };
  }

  /** The sound before the volume control, for further meters; null before something was played. */
  get source(): AudioNode | null {
    return this.#source;
  }

  #connect(): void {
    const context = audioContext();
    if (this.#analyser) return;
    this.#analyser = context.createAnalyser();
    this.#analyser.fftSize = 1024;
    this.#gain = context.createGain();
    this.#gain.gain.value = this.#volume;
    this.element.volume = 1;
    this.#source = context.createMediaElementSource(this.element);
    this.#source.connect(this.#analyser).connect(this.#gain).connect(context.destination);
  }
}
