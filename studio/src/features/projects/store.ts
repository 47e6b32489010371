import { create } from "zustand";
import { ApiError } from "@/api/errors";
import { Unreachable } from "@/api/http";
import { live, type LiveEvent } from "@/api/live";
import { type Operation, type ProjectDocument, addScript, applyOperations, getProject, nameRevision, redoProject, restoreRevision, undoProject } from "@/api/projects";
import type { Heard } from "@/state/heard";
import { Owner } from "@/state/owner";
import { type Change, followed } from "./following";
import { appliedAll } from "./operations";
import { type Parcel, keepParcels, keptParcels, queued } from "./outbox";

export type Spoken = "queued" | "speaking";

interface Open {
  id: string | null;
  /** As the server last told it. */
  confirmed: ProjectDocument | null;
  /** With everything on it that is not acknowledged yet: what the page shows. */
  document: ProjectDocument | null;
  parcels: Parcel[];
  /** Lines that are waiting or spoken right now. */
  speaking: Record<string, Spoken>;
  /** Results of transcript checks, by take. */
  heard: Record<string, Heard>;
  checking: { done: number; all: number } | null;
  error: unknown;
  /** A change that the server refused, until it is dismissed. */
  refused: unknown;
  away: boolean;
  /** What the panel shows the settings of: one of these at most. */
  line: string | null;
  clip: string | null;
  marker: string | null;
  track: string | null;
  /** Lines and clips that are selected on the timeline. */
  picked: ReadonlySet<string>;
  /** A stretch of the timeline that plays over and over, or is exported by itself. */
  range: { start: number; end: number } | null;
  chosen: ReadonlySet<string>;
}

const NOTHING: Open = { id: null, confirmed: null, document: null, parcels: [], speaking: {}, heard: {}, checking: null, error: null, refused: null, away: false, line: null, clip: null, marker: null, track: null, picked: new Set(), range: null, chosen: new Set() };

export const useProject = create<Open>(() => NOTHING);
const set = useProject.setState;
const get = useProject.getState;

let owner = new Owner();
let sending = false;
/** The newest revision that an event told of. */
let heard = 0;
let reading: Promise<void> | null = null;
let readAgain = false;

/** What the page shows: the server's document with what waits on it. */
function shown(confirmed: ProjectDocument | null, parcels: readonly Parcel[]): ProjectDocument | null {
  if (!confirmed || parcels.length === 0) return confirmed;
  return appliedAll(confirmed, parcels.flatMap((one) => one.operations));
}

function moveTo(confirmed: ProjectDocument, parcels: Parcel[]): void {
  keepParcels(confirmed.id, parcels);
  set({ confirmed, parcels, document: shown(confirmed, parcels) });
}

/** Reads the document anew; called while it is being read it is read once more. */
export function readProject(): Promise<void> {
  if (reading) {
    readAgain = true;
    return reading;
  }
  const { id } = get();
  if (!id) return Promise.resolve();
  reading = (async () => {
    try {
      const found = await getProject(id);
      if (get().id === id) {
        moveTo(found, get().parcels);
        set({ error: null, away: false });
      }
    } catch (error) {
      if (get().id === id) set(error instanceof Unreachable && get().document ? { away: true } : { error });
    }
  })().finally(() => {
    reading = null;
    if (readAgain) {
      readAgain = false;
      void readProject();
    }
  });
  return reading;
}

let due: (() => void) | null = null;
function readSoon(): void {
  if (due) return;
  due = owner.after(150, () => {
    due = null;
    void readProject();
  });
}

function hear(event: LiveEvent): void {
  if (event.id !== get().id) return;
  if (event.type === "project.changed") {
    heard = Math.max(heard, Number(event["revision"] ?? 0));
    // It may be the change that is being sent: its answer tells the same, and takes it out of the queue at once.
    if (sending) return;
    const { confirmed, parcels } = get();
    const next = confirmed && followed(confirmed, event as unknown as Change);
    if (next) moveTo(next, parcels);
    else readSoon();
  } else if (event.type === "project.line") {
    const line = String(event["line_id"]);
    const { [line]: _, ...rest } = get().speaking;
    set({ speaking: event["state"] === "speaking" ? { ...rest, [line]: "speaking" } : rest });
    // A take that was made comes as a change of its line; that one failed is only told here.
    if (event["state"] === "failed") readSoon();
  } else if (/^project\.(completed|failed|cancelled)$/.test(event.type)) {
    set({ speaking: {} });
    readSoon();
  }
}

export function openProject(id: string): void {
  closeProject();
  owner = new Owner();
  set({ ...NOTHING, id, parcels: keptParcels(id) });
  owner.own(live.on("*", hear));
  owner.own(
    live.on("link.resumed", () => {
      readSoon();
      void send();
    }),
  );
  void readProject().then(send);
}

export function closeProject(): void {
  owner.dispose();
  due = null;
  readAgain = false;
  heard = 0;
  set(NOTHING);
}

/** Changes the document: shown at once, sent in order, kept until the server has it. */
export function change(...operations: Operation[]): void {
  const { confirmed, parcels } = get();
  if (!confirmed || operations.length === 0) return;
  moveTo(confirmed, queued(parcels, operations, sending));
  owner.after(operations.every((one) => one.op.endsWith(".update")) ? 250 : 0, () => void send());
}

/** Sends what waits, one parcel after another, each made on the revision before it. */
async function send(): Promise<void> {
  if (sending) return;
  sending = true;
  const { id } = get();
  let again = 0;
  try {
    for (;;) {
      const { confirmed, parcels } = get();
      const parcel = parcels[0];
      if (!confirmed || !parcel || get().id !== id) return;
      try {
        const done = await applyOperations(confirmed.id, confirmed.revision, parcel.operations, parcel.wish);
        if (get().id !== id) return;
        const now = get();
        const next = followed(now.confirmed!, done);
        moveTo(next ?? now.confirmed!, now.parcels.slice(1));
        set({ away: false });
        again = 0;
        if (!next) await readProject();
        else if (next.revision < heard) readSoon();
      } catch (error) {
        if (get().id !== id) return;
        if (error instanceof Unreachable || (error instanceof ApiError && (error.status === 503 || error.status === 429))) {
          set({ away: error instanceof Unreachable });
          owner.after(error instanceof ApiError && error.retryAfter ? error.retryAfter * 1000 : 1500, () => void send());
          return;
        }
        const stale = error instanceof ApiError && error.code === "revision_mismatch";
        await readProject();
        if (stale && again < 3) {
          // The same wish under a new revision is another request.
          again += 1;
          const { wish: _, ...rest } = parcel;
          const [renewed] = queued([], rest.operations, false);
          set({ parcels: [renewed!, ...get().parcels.slice(1)] });
          continue;
        }
        set({ refused: error });
        const { confirmed: fresh, parcels: waiting } = get();
        if (fresh) moveTo(fresh, waiting.slice(1));
      }
    }
  } finally {
    sending = false;
  }
}

async function travel(step: (id: string) => Promise<unknown>): Promise<void> {
  const { id } = get();
  if (!id) return;
  // What is typed but not sent yet is the change that is to be undone.
  for (let n = 0; n < 100 && get().parcels.length > 0 && !get().away; n++) {
    await send();
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  try {
    await step(id);
    await readProject();
  } catch (error) {
    if (!(error instanceof ApiError && error.code === "nothing_to_undo")) set({ refused: error });
  }
}

export const undo = () => travel(undoProject);
export const redo = () => travel(redoProject);
/** Brings an earlier revision back, as a new one. */
export const restoreTo = (revision: number) => travel((id) => restoreRevision(id, revision));
/** Names the present revision, with what is typed but not sent yet. */
export const keepPoint = (label: string) => travel((id) => nameRevision(id, label));

/** Adds the lines of a script behind a line, or at the end; new speakers get voices. */
export const bringScript = (file: File, after?: string) => travel((id) => addScript(id, file, after));

const NONE = { line: null, clip: null, marker: null, track: null };

export const select = (line: string | null) => set({ ...NONE, line, picked: new Set(line ? [line] : []) });
export const selectMarker = (marker: string | null) => set({ ...NONE, marker, picked: new Set() });
export const selectTrack = (track: string | null) => set({ ...NONE, track, picked: new Set() });

/** Selects lines and clips on the timeline; the panel shows the settings of a single one. */
export function pick(ids: Iterable<string>): void {
  const picked = new Set(ids);
  const [only] = picked.size === 1 ? picked : [];
  const line = only !== undefined && only.startsWith("line_");
  set({ ...NONE, picked, line: line ? only! : null, clip: only !== undefined && !line ? only : null });
}

/** Adds a line or clip to the selection, or takes it out. */
export function togglePicked(id: string): void {
  const next = new Set(get().picked);
  if (!next.delete(id)) next.add(id);
  pick(next);
}

export const setRange = (range: Open["range"]) => set({ range: range && range.end - range.start > 0.01 ? range : null });
export const dismissRefusal = () => set({ refused: null });
export const markQueued = (lines: string[]) => set({ speaking: { ...get().speaking, ...Object.fromEntries(lines.map((id) => [id, "queued" as const])) } });

let lastMarked: string | null = null;

/** Marks a line for what is done with several at once; with `range`, all from the one that was marked last. */
export function mark(line: string, on: boolean, range = false): void {
  const { chosen, document } = get();
  const order = document?.lines.map((one) => one.id) ?? [];
  const ends = [order.indexOf(lastMarked ?? ""), order.indexOf(line)].sort((a, b) => a - b);
  const next = new Set(chosen);
  for (const id of range && ends[0]! >= 0 ? order.slice(ends[0], ends[1]! + 1) : [line]) {
    if (on) next.add(id);
    else next.delete(id);
  }
  lastMarked = line;
  set({ chosen: next });
}
export const markAll = () => set({ chosen: new Set(get().document?.lines.map((line) => line.id)) });
export const clearMarks = () => set({ chosen: new Set() });
