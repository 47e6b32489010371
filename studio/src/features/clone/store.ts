import { create } from "zustand";
import { type Agreement, NO_AGREEMENT } from "@/api/consents";
import type { Refine } from "@/api/types";
import { decode } from "@/audio/context";
import { type Range, clampRange, cut, soundingRange } from "@/audio/trim";
import { encodeWav } from "@/audio/wav";
import { type WavFile, partOfWav, peaksOfWav, readWav } from "@/audio/wav-file";
import { vault } from "@/state/vault";
import { unfinished } from "./unfinished";

export interface Clip {
  id: string;
  name: string;
  /** What goes up when nothing is cut off: the file as it was dropped, or the recording. */
  blob: Blob;
  /** Null for what is too long to be held, or cannot be read here; the server then finds the speech itself. */
  samples: Float32Array | null;
  /** Set for a long WAV file, which is drawn and cut without being held. */
  wav?: { file: WavFile; peaks: Float32Array } | undefined;
  /** Why it is not drawn. */
  unseen?: "long" | "strange" | undefined;
  rate: number;
  duration: number;
  range: Range;
  recorded: boolean;
}

export interface LeftOut {
  name: string;
  code: string;
}

interface CloneDraft {
  clips: Clip[];
  name: string;
  language: string;
  transcript: string;
  consent: boolean;
  /** Who agreed and in which words: kept with the voice. */
  agreement: Agreement;
  refine: Refine;
  /** The engine to clone for; null for the usual one. */
  engine: string | null;
  /** Set while the voice is being made: a reload goes on under the same wish. */
  wish: string | null;
  /** The voice that was made last from this draft. */
  voiceId: string | null;
  /** Recordings that it does not use, and the code of why. */
  leftOut: LeftOut[];
}

const EMPTY: CloneDraft = { clips: [], name: "", language: "auto", transcript: "", consent: false, agreement: NO_AGREEMENT, refine: "standard", engine: null, wish: null, voiceId: null, leftOut: [] };
const KEY = "clone-draft";

/** The recording and what is said about it. Survives leaving the page, and a reload. */
export const useClone = create<CloneDraft & { loaded: boolean }>(() => ({ ...EMPTY, loaded: false }));

let saving: ReturnType<typeof setTimeout> | null = null;
useClone.subscribe((_state, before) => {
  if (!before.loaded) return;
  if (saving) clearTimeout(saving);
  saving = setTimeout(() => void saveClone(), 400);
});

function saveClone(): Promise<unknown> {
  const { loaded: _, ...draft } = useClone.getState();
  return vault.put(KEY, draft);
}

export async function loadClone(): Promise<void> {
  if (useClone.getState().loaded) return;
  const kept = await vault.get<CloneDraft>(KEY);
  if (!useClone.getState().loaded) useClone.setState({ ...EMPTY, ...kept, loaded: true });
}

export function changeClone(change: Partial<CloneDraft>): void {
  useClone.setState(change);
}

export function clearClone(): void {
  useClone.setState(EMPTY);
}

function addRecording(samples: Float32Array, rate: number): Clip {
  const duration = samples.length / rate;
  const clip: Clip = {
    id: crypto.randomUUID(),
    name: "recording.wav",
    blob: encodeWav(samples, rate),
    samples,
    rate,
    duration,
    range: clampRange(soundingRange(samples, rate), duration),
    recorded: true,
  };
  useClone.setState((state) => ({ clips: [...state.clips, clip], voiceId: null }));
  return clip;
}

/** Adds a finished recording and stores it at once: a reload may come right after it. */
export async function keepRecording(samples: Float32Array, rate: number): Promise<void> {
  addRecording(samples, rate);
  await saveClone();
}

/** Adds what a reload or a crash left of a recording; false where there is nothing. */
export async function recoverRecording(): Promise<boolean> {
  const left = await unfinished();
  if (left) await keepRecording(left.samples, left.rate);
  return left !== null;
}

/** The recordings that a new voice does not use, by the names that they were sent under. */
export function leftOutOf(voice: { left_out?: Record<string, string> }, names: readonly string[]): LeftOut[] {
  return Object.entries(voice.left_out ?? {}).map(([index, code]) => ({ name: names[Number(index)] ?? String(Number(index) + 1), code }));
}

export type FileTrouble = "too_large" | "not_audio" | "empty";
export const LARGEST = 200_000_000;
/** A file up to this many bytes is decoded and held, to be drawn and cut to the sample. */
const HELD = 60_000_000;

/** What is wrong with a file before a byte of it is read; null when it may be audio or video. */
export function troubleWith(file: { size: number; type: string; name: string }): FileTrouble | null {
  if (file.size === 0) return "empty";
  if (file.size > LARGEST) return "too_large";
  if (/^(text|image|font)\//.test(file.type) || /^application\/(pdf|json|zip|xml)/.test(file.type)) return "not_audio";
  if (!file.type && /\.(txt|md|csv|json|png|jpe?g|pdf|zip|docx?)$/i.test(file.name)) return "not_audio";
  return null;
}

export async function addFile(file: File): Promise<FileTrouble | null> {
  const trouble = troubleWith(file);
  if (trouble) return trouble;
  let clip: Clip = { id: crypto.randomUUID(), name: file.name, blob: file, samples: null, rate: 0, duration: 0, range: { start: 0, end: 0 }, recorded: false };
  if (file.size >= HELD) {
    // Decoding needs the whole sound in memory, many times the file's size; plain samples can be looked at piece by piece.
    const wav = await readWav(file).catch(() => null);
    if (wav && wav.duration > 0) {
      const { duration } = wav;
      clip = { ...clip, wav: { file: wav, peaks: await peaksOfWav(file, wav, 1200) }, rate: wav.rate, duration, range: { start: 0, end: duration } };
    } else clip = { ...clip, unseen: "long" };
  } else {
    try {
      const { samples, rate } = await decode(file);
      const duration = samples.length / rate;
      clip = { ...clip, samples, rate, duration, range: { start: 0, end: duration } };
    } catch {
      if (!/^(audio|video)\//.test(file.type)) return "not_audio";
      clip = { ...clip, unseen: "strange" };
    }
  }
  const name = file.name.replace(/\.[^.]+$/, "");
  useClone.setState((state) => ({ clips: [...state.clips, clip], name: state.name || name, voiceId: null }));
  return null;
}

export function trimClip(id: string, range: Range): void {
  useClone.setState((state) => ({ clips: state.clips.map((clip) => (clip.id === id ? { ...clip, range: clampRange(range, clip.duration) } : clip)) }));
}

export function dropClip(id: string): void {
  useClone.setState((state) => ({ clips: state.clips.filter((clip) => clip.id !== id) }));
}

/** What to send: the original when nothing is cut off, else the chosen part as WAV. */
export function bodyOf(clip: Clip): { blob: Blob; name: string } {
  const whole = clip.range.start <= 0.01 && clip.range.end >= clip.duration - 0.01;
  if (clip.wav && !whole) return { blob: partOfWav(clip.blob, clip.wav.file, clip.range), name: clip.name };
  if (!clip.samples || whole) return { blob: clip.blob, name: clip.name };
  return { blob: encodeWav(cut(clip.samples, clip.rate, clip.range), clip.rate), name: `${clip.name.replace(/\.[^.]+$/, "")}.wav` };
}
