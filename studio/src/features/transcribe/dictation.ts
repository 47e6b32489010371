import { create } from "zustand";
import { ApiError } from "@/api/errors";
import { Microphone, MicrophoneError, type MicrophoneTrouble } from "@/audio/capture";
import { Owner } from "@/state/owner";
import { usePrefs } from "@/state/prefs";
import { useDesk } from "./store";
import type { Line } from "./subtitles";

/** The most that the server takes, in samples a second; sound cards may give more. */
const HIGHEST = 48_000;
/** Bytes that may wait in the socket: more than this, and the connection is too slow to dictate over. */
const MOST_WAITING = 4_000_000;

interface Told {
  type: string;
  text?: string;
  stable_text?: string;
  language?: string;
  start?: number | null;
  end?: number | null;
  words?: { word: string; start: number; end: number; probability: number }[];
  seconds?: number;
  code?: string;
  message?: string;
  param?: string | null;
}

interface Dictation {
  stage: "off" | "opening" | "on" | "ending";
  lines: Line[];
  /** The words of the sentence under way: those that will hardly change, and those that may. */
  stable: string;
  rest: string;
  language: string;
  trouble: MicrophoneTrouble | "lost" | null;
  error: unknown;
}

const OFF: Dictation = { stage: "off", lines: [], stable: "", rest: "", language: "", trouble: null, error: null };

export const useDictation = create<Dictation>(() => OFF);
const get = useDictation.getState;
const set = useDictation.setState;

/** 16-bit samples, of every `step` samples the mean. */
export function toPcm(block: Float32Array, step: number): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(Math.floor(block.length / step));
  for (let i = 0; i < pcm.length; i++) {
    let sum = 0;
    for (let k = 0; k < step; k++) sum += block[i * step + k]!;
    pcm[i] = Math.round(Math.max(-1, Math.min(1, sum / step)) * 32_767);
  }
  return pcm;
}

/** What one message changes. */
export function heard(before: Dictation, told: Told): Partial<Dictation> {
  const text = (told.text ?? "").trim();
  if (told.type === "partial") {
    const stable = (told.stable_text ?? "").trim();
    return { stable, rest: text.startsWith(stable) ? text.slice(stable.length) : text, language: told.language || before.language };
  }
  if (told.type !== "final") return {};
  const line: Line = {
    id: before.lines.length,
    start: told.start ?? 0,
    end: told.end ?? 0,
    text,
    words: told.words ?? [],
  };
  return { stable: "", rest: "", language: told.language || before.language, lines: text ? [...before.lines, line] : before.lines };
}

let owner = new Owner();
let socket: WebSocket | null = null;
let microphone: Microphone | null = null;

/** Opens the microphone and tells what is said, until `endDictation` or `cancelDictation`. */
export async function dictate(language: string): Promise<void> {
  if (get().stage !== "off") return;
  set({ ...OFF, stage: "opening" });
  const mine = new Owner();
  owner = mine;
  const early: Float32Array[] = [];
  let send = (block: Float32Array) => void early.push(block);
  let opened: Microphone;
  try {
    opened = await Microphone.open(usePrefs.getState().microphone, (block) => send(block), () => {
      set({ trouble: "lost" });
      endDictation();
    });
  } catch (error) {
    if (!mine.disposed) fail(null, error instanceof MicrophoneError ? error.trouble : "busy");
    return;
  }
  if (mine.disposed) {
    opened.close();
    return;
  }
  microphone = opened;
  mine.own(() => opened.close());
  const step = Math.ceil(opened.rate / HIGHEST);
  const link = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/transcribe`);
  socket = link;
  mine.own(() => {
    link.onopen = link.onmessage = link.onclose = null;
    link.close();
  });
  link.onopen = () => link.send(JSON.stringify({ type: "start", sample_rate: Math.round(opened.rate / step), language }));
  link.onclose = () => fail(null, null);
  link.onmessage = (message: MessageEvent<string>) => {
    const told = JSON.parse(message.data) as Told;
    if (told.type === "error") {
      fail(new ApiError({ code: told.code ?? "", message: told.message ?? "", status: 0, param: told.param ?? null }), null);
    } else if (told.type === "closed") {
      keep(told.seconds ?? 0);
    } else if (told.type === "ready") {
      send = (block) => {
        link.send(toPcm(block, step));
        if (link.bufferedAmount > MOST_WAITING) fail(null, null);
      };
      for (const block of early.splice(0)) send(block);
      if (get().stage === "opening") set({ stage: "on" });
      else link.send(JSON.stringify({ type: "close" }));
    } else set((before) => heard(before, told));
  };
}

/** Closes the microphone; what was said becomes the transcript. */
export function endDictation(): void {
  const { stage } = get();
  if (stage === "off" || stage === "ending") return;
  if (!socket) {
    cancelDictation();
    return;
  }
  microphone?.close();
  set({ stage: "ending" });
  if (stage === "on") socket.send(JSON.stringify({ type: "close" }));
}

/** Closes the microphone and forgets what was said. */
export function cancelDictation(): void {
  release();
  set(OFF);
}

function release(): void {
  owner.dispose();
  socket = null;
  microphone = null;
}

/** `error`, `trouble`, or neither: then the connection ended. What was said before is kept. */
function fail(error: unknown, trouble: Dictation["trouble"]): void {
  const { lines } = get();
  release();
  if (lines.length > 0) keep(lines.at(-1)!.end);
  set({ ...OFF, error: error ?? (trouble ? null : new ApiError({ code: "dictation_ended", message: "", status: 0 })), trouble });
}

function keep(duration: number): void {
  const { lines, language, trouble } = get();
  release();
  if (lines.length > 0) {
    useDesk.setState({ file: null, name: "", id: null, asked: null, stage: "done", progress: 1, language, duration, lines, past: [], error: null, left: null, position: null });
  }
  set({ ...OFF, trouble, error: lines.length > 0 || trouble ? null : new ApiError({ code: "nothing_dictated", message: "", status: 0 }) });
}
