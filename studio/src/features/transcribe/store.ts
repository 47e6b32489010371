import { create } from "zustand";
import { getTranscription, transcribe } from "@/api/audio";
import { ApiError, errorIn } from "@/api/errors";
import { lasting, newWish } from "@/api/lasting";
import { type LiveEvent, live } from "@/api/live";
import type { TranscribedSegment, Transcription } from "@/api/types";
import { Owner } from "@/state/owner";
import { vault } from "@/state/vault";
import type { Line } from "./subtitles";

interface Desk {
  loaded: boolean;
  /** The recording, to listen to beside its words. */
  file: Blob | null;
  name: string;
  id: string | null;
  /** How it was asked for, and under which wish: a reload in the middle of the upload sends it again. */
  asked: { language: string; task: string; speakers?: boolean; wish: string } | null;
  /** The server is away, and the upload waits for it. */
  away: boolean;
  stage: "none" | "uploading" | "waiting" | "running" | "done" | "failed";
  progress: number;
  position: number | null;
  left: number | null;
  language: string;
  duration: number;
  lines: Line[];
  past: Line[][];
  error: unknown;
}

const EMPTY: Omit<Desk, "loaded"> = { file: null, name: "", id: null, asked: null, away: false, stage: "none", progress: 0, position: null, left: null, language: "", duration: 0, lines: [], past: [], error: null };
const KEY = "transcript";

export const useDesk = create<Desk>(() => ({ ...EMPTY, loaded: false }));
const get = useDesk.getState;
const set = useDesk.setState;

let saving: ReturnType<typeof setTimeout> | null = null;
useDesk.subscribe((state, before) => {
  if (!before.loaded || state.stage === "uploading") return;
  if (saving) clearTimeout(saving);
  saving = setTimeout(save, 500);
});

function save(): void {
  const { loaded: _, past: __, error: ___, away: ____, ...desk } = get();
  void vault.put(KEY, desk);
}

let owner = new Owner();
let abort: AbortController | null = null;

export async function loadDesk(): Promise<void> {
  if (get().loaded) return;
  const kept = await vault.get<Partial<Desk>>(KEY);
  if (get().loaded) return;
  set({ ...EMPTY, ...kept, loaded: true, past: [], error: null });
  owner = new Owner();
  owner.own(live.on("transcription.*", hear));
  owner.own(live.on("link.resumed", () => void catchUp()));
  owner.every(4000, () => void catchUp());
  const { stage, file, name, asked } = get();
  if (stage === "uploading") {
    if (file && asked) void begin(file, name, asked, asked.wish);
    else set({ stage: "none" });
  } else void catchUp();
}

const under = () => get().stage === "waiting" || get().stage === "running";

export function lineOf(segment: TranscribedSegment): Line {
  return {
    id: segment.id,
    start: segment.start ?? 0,
    end: segment.end ?? 0,
    text: segment.text.trim(),
    ...(segment.speaker ? { speaker: segment.speaker } : {}),
    words: (segment.words ?? []).map((word) => ({ word: word.word, probability: word.probability, start: word.start, end: word.end })),
  };
}

function hear(event: LiveEvent): void {
  if (event.id !== get().id || !under()) return;
  if (event.type !== "transcription.progress") {
    void catchUp();
    return;
  }
  const more = (event["segments"] as TranscribedSegment[] | undefined) ?? [];
  set((desk) => {
    const known = new Set(desk.lines.map((line) => line.id));
    return {
      stage: event["stage"] === "queued" ? "waiting" : "running",
      progress: typeof event["progress"] === "number" ? event["progress"] : desk.progress,
      position: typeof event["queue_position"] === "number" ? event["queue_position"] : desk.position,
      left: typeof event["seconds_left"] === "number" ? event["seconds_left"] : desk.left,
      lines: [...desk.lines, ...more.filter((segment) => !known.has(segment.id)).map(lineOf)],
    };
  });
}

function finish(made: Transcription): void {
  if (made.status === "completed") {
    set({ stage: "done", progress: 1, language: made.language, duration: made.duration, lines: made.segments.map(lineOf), left: null, past: [] });
  } else if (made.status === "failed" || made.status === "cancelled") {
    set({ stage: "failed", error: errorIn(made.error), lines: made.segments.map(lineOf), left: null });
  } else set({ stage: made.status === "running" ? "running" : "waiting" });
}

async function catchUp(): Promise<void> {
  const { id } = get();
  if (!id || !under()) return;
  try {
    finish(await getTranscription(id));
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) set({ stage: "failed", error });
  }
}

export async function begin(file: Blob, name: string, options: { language: string; task: string; speakers?: boolean }, wish = newWish()): Promise<void> {
  abort?.abort();
  const mine = new AbortController();
  abort = mine;
  const { signal } = mine;
  set({ ...EMPTY, file, name, asked: { language: options.language, task: options.task, ...(options.speakers ? { speakers: true } : {}), wish }, stage: "uploading" });
  save();
  try {
    const made = await lasting((same) => transcribe(file, name, options, (share) => set({ progress: share }), signal, same), { wish, signal, away: (away) => set({ away, progress: 0 }) });
    set({ id: made.id, stage: "waiting", progress: 0 });
    finish(made);
  } catch (error) {
    if (!signal.aborted) set({ stage: "failed", error });
  }
}

/** Brings back what was written down before; its recording is not here any more. */
export async function reopen(id: string): Promise<void> {
  const made = await getTranscription(id);
  set({ ...EMPTY, id, name: made.filename });
  finish(made);
}

export function cancelUpload(): void {
  abort?.abort();
  set(EMPTY);
  save();
}

export function clearDesk(): void {
  set(EMPTY);
}

let lastEdit = { id: -1, at: 0 };

/** Changes the lines and remembers how they were; typing in one line within a second is one step. */
export function editLines(lines: Line[], id = -1): void {
  const { lines: before, past } = get();
  const now = Date.now();
  const same = id >= 0 && lastEdit.id === id && now - lastEdit.at < 1000;
  lastEdit = { id, at: now };
  set({ lines, past: same ? past : [...past.slice(-49), before] });
}

export function undoLines(): void {
  const before = get().past.at(-1);
  if (before) set((desk) => ({ lines: before, past: desk.past.slice(0, -1) }));
  lastEdit = { id: -1, at: 0 };
}
