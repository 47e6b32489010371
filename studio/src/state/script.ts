import { create } from "zustand";
import { ApiError, codeOf, messageOf } from "@/api/errors";
import { type LiveEvent, live } from "@/api/live";
import { newWish } from "@/api/lasting";
import { cancelGeneration, checkGeneration, getGeneration, startGeneration } from "@/api/speech";
import type { Generation } from "@/api/types";
import { heardOf } from "./heard";
import { Owner } from "./owner";
import { type Manner, type Row, type Take, type VoiceRef, newRow, takeOf, wantsSound } from "./script-rows";
import { vault } from "./vault";
import { nudgeTransport } from "./transport";

interface Script {
  loaded: boolean;
  rows: Row[];
  /** The row that the inspector shows. */
  current: string | null;
  language: string;
  gapMs: number;
  past: Row[][];
  future: Row[][];
  checking: { done: number; all: number } | null;
}

const KEY = "script";
const AT_ONCE = 4;

export const useScript = create<Script>(() => ({ loaded: false, rows: [], current: null, language: "auto", gapMs: 350, past: [], future: [], checking: null }));
const get = useScript.getState;
const set = useScript.setState;

let saving: ReturnType<typeof setTimeout> | null = null;
useScript.subscribe((state, before) => {
  if (!before.loaded || (state.rows === before.rows && state.language === before.language && state.gapMs === before.gapMs)) return;
  if (saving) clearTimeout(saving);
  saving = setTimeout(saveScript, 300);
});

export function saveScript(): void {
  const { rows, language, gapMs } = get();
  void vault.put(KEY, { rows, language, gapMs });
}

let owner = new Owner();

/** Reads the script back, takes up what was under way, and from then on hears how it goes. */
export async function loadScript(): Promise<void> {
  if (get().loaded) return;
  const kept = await vault.get<{ rows: Row[]; language: string; gapMs: number }>(KEY);
  if (get().loaded) return;
  const rows = kept?.rows?.length ? kept.rows.map((row) => (row.pending && !row.pending.wish ? { ...row, pending: { ...row.pending, wish: newWish() } } : row)) : [newRow()];
  set({ loaded: true, rows, language: kept?.language ?? "auto", gapMs: kept?.gapMs ?? 350, current: rows[0]!.id });
  owner = new Owner();
  owner.own(live.on("generation.*", hear));
  owner.own(live.on("link.resumed", () => void catchUp()));
  owner.listen(window, "pagehide", saveScript);
  // Events may be lost with the server that sent them; what is under way is looked after now and then.
  owner.every(5000, () => void catchUp());
  void catchUp();
  pump();
}

// Editing, with undo.

let lastEdit = { tag: "", at: 0 };

/** Changes the rows and remembers how they were. Edits with the same tag within a second are one. */
export function edit(change: (rows: Row[]) => Row[], tag = ""): void {
  const { rows, past } = get();
  const next = change(rows);
  if (next === rows) return;
  const now = Date.now();
  const same = tag !== "" && tag === lastEdit.tag && now - lastEdit.at < 1000;
  lastEdit = { tag, at: now };
  set({ rows: next.length ? next : [newRow()], past: same ? past : [...past.slice(-99), rows], future: [] });
}

/** Sounds and progress belong to the present: going back in time keeps them. */
function withSounds(rows: Row[]): Row[] {
  const now = new Map(get().rows.map((row) => [row.id, row]));
  return rows.map((row) => {
    const present = now.get(row.id);
    return present ? { ...row, takes: present.takes.length >= row.takes.length ? present.takes : row.takes, take: present.take, pending: present.pending, error: present.error, errorCode: present.errorCode ?? null } : { ...row, pending: null };
  });
}

export function undo(): void {
  const { past, rows, future } = get();
  const before = past.at(-1);
  if (before) set({ rows: withSounds(before), past: past.slice(0, -1), future: [rows, ...future] });
  lastEdit = { tag: "", at: 0 };
}

export function redo(): void {
  const { past, rows, future } = get();
  const after = future[0];
  if (after) set({ rows: withSounds(after), past: [...past, rows], future: future.slice(1) });
}

/** Changes one row without a step in the undo history: sounds, progress, marks. */
function patch(id: string, change: Partial<Row>): void {
  set((state) => ({ rows: state.rows.map((row) => (row.id === id ? { ...row, ...change } : row)) }));
}

export function setText(id: string, text: string): void {
  edit((rows) => rows.map((row) => (row.id === id && !row.locked ? { ...row, text, error: null } : row)), `text:${id}`);
}

/** Gives the row a voice; rows of the same named speaker go with it, and rows that had none. */
export function setVoice(id: string, voice: VoiceRef): void {
  edit((rows) => {
    const target = rows.find((row) => row.id === id);
    return rows.map((row) => (row.id === id || (target?.speaker && row.speaker === target.speaker) || row.voice === null ? { ...row, voice, manner: row.voice?.id === voice.id ? row.manner : { ...row.manner, engine: null }, error: null } : row));
  });
}

export function setManner(id: string, manner: Partial<Manner>): void {
  edit((rows) => rows.map((row) => (row.id === id ? { ...row, manner: { ...row.manner, ...manner } } : row)), `manner:${id}`);
}

export function moveRow(id: string, by: -1 | 1): void {
  edit((rows) => {
    const index = rows.findIndex((row) => row.id === id);
    const other = rows[index + by];
    if (index < 0 || !other) return rows;
    const next = [...rows];
    next[index] = other;
    next[index + by] = rows[index]!;
    return next;
  });
}

export function removeRow(id: string): void {
  const row = get().rows.find((one) => one.id === id);
  if (row?.pending?.generationId) void cancelGeneration(row.pending.generationId).catch(() => undefined);
  edit((rows) => rows.filter((one) => one.id !== id));
}

export function toggleLock(id: string): void {
  edit((rows) => rows.map((row) => (row.id === id ? { ...row, locked: !row.locked } : row)));
}

export function chooseTake(id: string, index: number): void {
  const row = get().rows.find((one) => one.id === id);
  if (row && row.takes[index]) patch(id, { take: index });
}

/** Makes the row say again what the take says. */
export function restoreTake(id: string, index: number): void {
  edit((rows) =>
    rows.map((row) => {
      const take = row.takes[index];
      return row.id === id && take && !row.locked ? { ...row, take: index, text: take.text, voice: take.voice, manner: take.manner, error: null } : row;
    }),
  );
}

// Making sound.

/** Wants sound for these rows; they are sent a few at a time and go on after a reload. */
export function request(ids: string[]): void {
  const wanted = new Set(ids);
  set((state) => ({
    rows: state.rows.map((row) =>
      wanted.has(row.id) && !row.pending && !row.locked && row.text.trim() && row.voice
        ? { ...row, error: null, pending: { wish: newWish(), generationId: null, state: "waiting", progress: null, position: null } }
        : row,
    ),
  }));
  pump();
}

export function requestAll(): void {
  request(get().rows.filter(wantsSound).map((row) => row.id));
}

export async function cancelRow(id: string): Promise<void> {
  const row = get().rows.find((one) => one.id === id);
  if (!row?.pending) return;
  patch(id, { pending: null });
  if (row.pending.generationId) await cancelGeneration(row.pending.generationId);
  pump();
}

export async function cancelAll(): Promise<void> {
  const pending = get().rows.filter((row) => row.pending);
  set((state) => ({ rows: state.rows.map((row) => (row.pending ? { ...row, pending: null } : row)) }));
  for (const row of pending) if (row.pending!.generationId) await cancelGeneration(row.pending!.generationId);
}

const sending = new Set<string>();

function pump(): void {
  const { rows } = get();
  let room = AT_ONCE - sending.size - rows.filter((row) => row.pending?.generationId).length;
  for (const row of rows) {
    if (room <= 0) return;
    if (row.pending?.state !== "waiting" || row.pending.generationId || sending.has(row.id)) continue;
    room -= 1;
    void send(row);
  }
}

/** What was asked for, so that the take remembers it even when the row has changed meanwhile. */
const asked = new Map<string, { text: string; voice: VoiceRef; manner: Manner }>();

async function send(row: Row): Promise<void> {
  const voice = row.voice;
  if (!voice || !row.pending) return;
  sending.add(row.id);
  const text = row.text.trim();
  const { seed, ...manner } = row.manner;
  try {
    const made = await startGeneration(voice.kind, {
      voice_id: voice.id,
      text,
      language: get().language,
      ...manner,
      // A retake of the same words should not be the same sound.
      seed: seed ?? Number.parseInt(row.pending.wish.slice(0, 7), 16),
    }, row.pending.wish);
    asked.set(made.id, { text, voice, manner: row.manner });
    const now = get().rows.find((one) => one.id === row.id);
    if (!now?.pending) {
      await cancelGeneration(made.id).catch(() => undefined);
    } else {
      patch(row.id, { pending: { wish: now.pending.wish, generationId: made.id, state: made.status === "running" ? "running" : "queued", progress: null, position: null } });
      if (made.status === "completed") await settle(row.id, made.id);
    }
  } catch (error) {
    if (error instanceof ApiError && error.code === "idempotency_mismatch") {
      // The row was changed after the server had taken it, and before the studio knew: what it says now is another wish.
      patch(row.id, { pending: { ...row.pending, wish: newWish() } });
      return;
    }
    const limited = error instanceof ApiError && error.status === 429;
    if (limited) owner.after((error.retryAfter ?? 5) * 1000, pump);
    // A server that is away keeps the row waiting; it is tried again when the link is back.
    else if (error instanceof ApiError) patch(row.id, { pending: null, error: error.message || error.code, errorCode: error.code });
  } finally {
    sending.delete(row.id);
  }
  pump();
}

function rowOf(generationId: string): Row | undefined {
  return get().rows.find((row) => row.pending?.generationId === generationId);
}

function hear(event: LiveEvent): void {
  const id = typeof event["generation_id"] === "string" ? event["generation_id"] : event.id;
  const row = rowOf(id);
  if (!row?.pending) return;
  const step = event.type.split(".")[1];
  if (step === "completed" || step === "failed" || step === "cancelled") {
    void settle(row.id, id);
    return;
  }
  const share = event["progress"];
  const place = event["queue_position"];
  patch(row.id, {
    pending: {
      ...row.pending,
      state: step === "queued" ? "queued" : "running",
      progress: typeof share === "number" ? share : row.pending.progress,
      position: typeof place === "number" ? place : null,
    },
  });
}

/** Asks how a row's generation ended, and keeps its sound. */
async function settle(rowId: string, id: string): Promise<void> {
  let made: Generation;
  try {
    made = await getGeneration(id);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) patch(rowId, { pending: null, error: error.message, errorCode: error.code });
    return;
  }
  const row = get().rows.find((one) => one.id === rowId);
  if (row?.pending?.generationId !== id) return;
  if (made.status === "completed") {
    const from = asked.get(id) ?? { text: made.text, voice: row.voice!, manner: row.manner };
    asked.delete(id);
    const take = takeFrom(made, from);
    patch(rowId, { pending: null, error: null, takes: [...row.takes, take], take: row.takes.length });
    nudgeTransport();
  } else if (made.status === "failed" || made.status === "cancelled") {
    patch(rowId, { pending: null, error: made.status === "failed" ? (messageOf(made.error) ?? made.status) : null, errorCode: codeOf(made.error) });
  } else {
    patch(rowId, { pending: { ...row.pending, state: made.status === "running" ? "running" : "queued" } });
    return;
  }
  pump();
}

export function takeFrom(made: Generation, from: { text: string; voice: VoiceRef; manner: Manner }): Take {
  return {
    generationId: made.id,
    chunkIds: (made.chunks ?? []).map((chunk) => chunk.id),
    audioUrl: made.audio_url ?? `/api/generations/${made.id}/audio`,
    text: from.text.trim(),
    voice: from.voice,
    manner: { ...from.manner, seed: made.seed },
    seed: made.seed,
    engine: made.engine,
    duration: made.duration ?? 0,
    words: made.words ?? [],
    at: made.created_at,
  };
}

let catching = false;
async function catchUp(): Promise<void> {
  if (catching) return;
  catching = true;
  const waiting = get().rows.filter((row) => row.pending?.generationId);
  for (const row of waiting) await settle(row.id, row.pending!.generationId!);
  catching = false;
  pump();
}

// Hearing it back.

/** Transcribes every finished row back and marks those in which other words are heard. Answers how many were marked. */
export async function checkRows(signal: AbortSignal): Promise<number> {
  const due = get().rows.filter((row) => {
    const take = takeOf(row);
    return take && !take.heard;
  });
  let flagged = 0;
  set({ checking: { done: 0, all: due.length } });
  try {
    for (const [index, row] of due.entries()) {
      if (signal.aborted) break;
      const take = takeOf(row)!;
      const heard = await checkGeneration(take.generationId, { signal });
      const result = heardOf(heard.chunks);
      if (result.flagged) flagged += 1;
      set((state) => ({
        checking: { done: index + 1, all: due.length },
        rows: state.rows.map((one) => (one.id === row.id ? { ...one, takes: one.takes.map((old) => (old.generationId === take.generationId ? { ...old, heard: result } : old)) } : one)),
      }));
    }
  } finally {
    set({ checking: null });
  }
  return flagged;
}
