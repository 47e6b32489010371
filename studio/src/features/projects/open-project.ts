import { create } from "zustand";
import type { ProjectDocument } from "@/api/projects";
import type { Heard } from "@/state/heard";
import type { Parcel } from "./outbox";

export type Spoken = "queued" | "speaking";

/** A place at which something that was looked for stands, and the text in which it does: in another one it is not there. */
export interface FoundPlace {
  line: string;
  from: number;
  to: number;
  of: string;
}

interface Open {
  id: string | null;
  /** As the server last told it. */
  confirmed: ProjectDocument | null;
  /** With everything on it that is not acknowledged yet: what the page shows. */
  document: ProjectDocument | null;
  parcels: Parcel[];
  /** Lines that are waiting or spoken right now. */
  speaking: Record<string, Spoken>;
  /** Of a line that is spoken: the share of its text that is, from 0 to 1. */
  shares: Record<string, number>;
  /** Results of transcript checks, by take. */
  heard: Record<string, Heard>;
  checking: { done: number; all: number } | null;
  error: unknown;
  /** A change that the server refused, until it is dismissed. */
  refused: unknown;
  /** Why lines could not be sent to be generated, or a generation not be put into the script, until it was told. */
  failed: unknown;
  /** The voice of lines that have no other: a newcomer can just type. */
  usual: string | null;
  /** While a blank project is shown: one that another window has made. */
  appeared: string | null;
  /** It was blank when it was opened here. */
  made: boolean;
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
  /** The place that was gone to from what is looked for. */
  found: FoundPlace | null;
}

export const NOTHING: Open = { id: null, confirmed: null, document: null, parcels: [], speaking: {}, shares: {}, heard: {}, checking: null, error: null, refused: null, failed: null, usual: null, appeared: null, made: false, away: false, line: null, clip: null, marker: null, track: null, picked: new Set(), range: null, chosen: new Set(), found: null };

export const useProject = create<Open>(() => NOTHING);
const set = useProject.setState;
const get = useProject.getState;

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
