import type { Clip, Line, Operation, ProjectDocument } from "@/api/projects";
import { newId } from "../operations";
import { type Block, type Lane, clipLength, soundLengths } from "./blocks";

type Ids = ReadonlySet<string>;

/** Seconds as the server keeps them. */
export const exact = (seconds: number) => Math.round(seconds * 1e6) / 1e6;

const CLIP_FIELDS = ["asset_id", "take_id", "trim_start", "duration", "gain_db", "gain_points", "fade_in_ms", "fade_out_ms", "loop", "stretch"];
const LINE_FIELDS = ["text", "speaker_id", "voice_id", "language", "speed", "pitch", "volume_db", "direction", "pause_after_ms", "gain_db", "track_id", "take_id"];

const kept = (item: object, fields: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).filter(([name, value]) => fields.includes(name) && value !== undefined && value !== null));

interface Timed {
  clip: Clip;
  begin: number;
  end: number;
}

function timed(document: ProjectDocument, wanted: (clip: Clip) => boolean): Timed[] {
  const sounds = soundLengths(document);
  return document.clips.filter(wanted).map((clip) => ({ clip, begin: clip.begins, end: clip.begins + clipLength(clip, sounds) }));
}

/** What deletes the lines, clips and markers with these ids. */
export function deleting(document: ProjectDocument, ids: Ids): Operation[] {
  const gone = (op: string, list: readonly { id: string }[]) => list.filter((one) => ids.has(one.id)).map(({ id }) => ({ op, id }));
  return [...gone("clip.delete", document.clips), ...gone("line.delete", document.lines), ...gone("marker.delete", document.markers)];
}

/** What deletes them and closes the gaps: later clips of the same tracks come earlier by what went (lines always do). */
export function closing(document: ProjectDocument, ids: Ids): Operation[] {
  const moves: Operation[] = [];
  for (const track of document.tracks) {
    const clips = timed(document, (clip) => clip.track_id === track.id);
    const holes: { begin: number; end: number }[] = [];
    for (const { begin, end } of clips.filter(({ clip }) => ids.has(clip.id)).sort((a, b) => a.begin - b.begin)) {
      const last = holes.at(-1);
      if (last && begin <= last.end) last.end = Math.max(last.end, end);
      else holes.push({ begin, end });
    }
    for (const { clip, begin } of clips) {
      if (ids.has(clip.id)) continue;
      const by = holes.reduce((sum, hole) => sum + (hole.end <= begin + 1e-6 ? hole.end - hole.begin : 0), 0);
      if (by > 0) moves.push({ op: "clip.update", id: clip.id, set: { start: exact((clip.start ?? 0) - by) } });
    }
  }
  return [...deleting(document, ids), ...moves];
}

/** Clips and lines that were copied. */
export interface Clipboard {
  project: string;
  clips: { track: string; kind: string; offset: number; data: Record<string, unknown> }[];
  lines: Record<string, unknown>[];
  /** Seconds from the first copied clip's beginning to the last one's end. */
  span: number;
}

/** The lines and clips with these ids, to be put elsewhere; null where there are none. */
export function copying(document: ProjectDocument, ids: Ids): Clipboard | null {
  const clips = timed(document, (clip) => ids.has(clip.id));
  const lines = document.lines.filter((line) => ids.has(line.id));
  if (clips.length === 0 && lines.length === 0) return null;
  const from = Math.min(...clips.map((one) => one.begin));
  return {
    project: document.id,
    clips: clips.map(({ clip, begin }) => ({
      track: clip.track_id,
      kind: document.tracks.find((track) => track.id === clip.track_id)?.kind ?? "music",
      offset: begin - from,
      data: kept(clip, CLIP_FIELDS),
    })),
    lines: lines.map((line) => kept(line, LINE_FIELDS)),
    span: clips.length === 0 ? 0 : Math.max(...clips.map((one) => one.end)) - from,
  };
}

export interface Pasted {
  operations: Operation[];
  ids: Set<string>;
}

/**
 * What puts a copy in: clips from `at` seconds on, on their own tracks (or others of their kind), lines behind the line `after`
 * (undefined: at the end).
 */
export function pasting(document: ProjectDocument, board: Clipboard, at: number, after: string | undefined): Pasted {
  const operations: Operation[] = [];
  const ids = new Set<string>();
  const tracks = new Map<string, string>();
  const trackOf = (wanted: string, kind: string) => {
    const found = tracks.get(wanted) ?? document.tracks.find((one) => one.id === wanted)?.id ?? document.tracks.find((one) => one.kind === kind)?.id;
    const id = found ?? newId("track");
    if (!found) operations.push({ op: "track.insert", id, track: { kind } });
    tracks.set(wanted, id);
    return id;
  };
  for (const { track, kind, offset, data } of board.clips) {
    const id = newId("clip");
    const track_id = trackOf(track, kind);
    operations.push({ op: "clip.insert", id, clip: { ...data, track_id, start: exact(Math.max(0, at + offset)) } });
    ids.add(id);
  }
  let behind = after;
  for (const line of board.lines) {
    const id = newId("line");
    operations.push({ op: "line.insert", id, line, ...(behind === undefined ? {} : { after: behind }) });
    behind = id;
    ids.add(id);
  }
  return { operations, ids };
}

/** What makes copies right behind what is selected. */
export function duplicating(document: ProjectDocument, ids: Ids): Pasted | null {
  const board = copying(document, ids);
  if (!board) return null;
  const ends = timed(document, (clip) => ids.has(clip.id)).map((one) => one.end);
  const last = document.lines.filter((line) => ids.has(line.id)).at(-1)?.id;
  return pasting(document, board, Math.max(0, ...ends), last);
}

/** The clips that a cut at `now` goes through: those with these ids, or all where there are none. A loop cannot be cut. */
function cutAt(document: ProjectDocument, ids: Ids, now: number, loops: boolean): Timed[] {
  const chosen = document.clips.some((clip) => ids.has(clip.id));
  return timed(document, (clip) => (!chosen || ids.has(clip.id)) && (loops || !clip.loop)).filter(({ begin, end }) => now > begin + 0.001 && now < end - 0.001);
}

/** What splits, at `now`, the clips with these ids, or every clip there where none of them is selected. */
export function splitting(document: ProjectDocument, ids: Ids, now: number): Operation[] {
  return cutAt(document, ids, now, false).map(({ clip, begin }) => ({ op: "clip.split", id: clip.id, at: exact(now - begin), new_id: newId("clip") }));
}

/** What makes the selected clips begin or end at `now`. */
export function trimming(document: ProjectDocument, ids: Ids, now: number, edge: "start" | "end"): Operation[] {
  if (!document.clips.some((clip) => ids.has(clip.id))) return [];
  return cutAt(document, ids, now, true).map(({ clip, begin, end }) => ({
    op: "clip.update",
    id: clip.id,
    set:
      edge === "end"
        ? { duration: exact(now - begin) }
        : { start: exact((clip.start ?? 0) + now - begin), trim_start: exact((clip.trim_start ?? 0) + (now - begin) / (clip.stretch ?? 1)), duration: exact(end - now) },
  }));
}

/** Longest pause between lines, in milliseconds. */
const LONGEST_PAUSE = 60_000;

/** The selected lines that come behind others, each with the one before it and the pause between them, in milliseconds. */
function pauses(document: ProjectDocument, ids: Ids): { before: Line | null; pause: number }[] {
  const found: { before: Line | null; pause: number }[] = [];
  let before: Line | null = null;
  for (const line of document.lines) {
    if (ids.has(line.id) && line.slot_start === undefined && !(before && ids.has(before.id))) found.push({ before, pause: before?.pause_after_ms ?? document.default_gap_ms ?? 250 });
    if (line.take_id || line.slot_start !== undefined) before = line;
  }
  return found;
}

/** Seconds by which the selected lines can be moved back and forth; null where none of them comes behind another. */
export function lineRoom(document: ProjectDocument, ids: Ids): { least: number; most: number } | null {
  const found = pauses(document, ids);
  if (found.length === 0) return null;
  return { least: Math.min(...found.map((one) => (one.before ? one.pause / 1000 : 0))), most: Math.min(...found.map((one) => (one.before ? (LONGEST_PAUSE - one.pause) / 1000 : 0))) };
}

/**
 * What moves clips and lines by seconds, and clips by lanes. Clips stay tied to their lines. A line in a slot takes the slot along;
 * another one changes the pause before it, and what follows comes along.
 */
export function moving(document: ProjectDocument, ids: Ids, by: number, toTrack: (track: string) => string = (track) => track): Operation[] {
  const clips = document.clips.filter((clip) => ids.has(clip.id));
  const slots = document.lines.filter((line) => ids.has(line.id) && line.slot_start !== undefined);
  const first = Math.min(...clips.map((clip) => clip.begins), ...slots.map((line) => line.slot_start!));
  const moved = Math.max(by, -first);
  const operations: Operation[] = [];
  for (const clip of clips) {
    const track = toTrack(clip.track_id);
    const set = { ...(Math.abs(moved) < 1e-4 ? {} : { start: exact((clip.start ?? 0) + moved) }), ...(track === clip.track_id ? {} : { track_id: track }) };
    if (Object.keys(set).length > 0) operations.push({ op: "clip.update", id: clip.id, set });
  }
  if (Math.abs(moved) < 1e-4) return operations;
  for (const line of slots) operations.push({ op: "line.update", id: line.id, set: { slot_start: exact(line.slot_start! + moved), slot_end: exact((line.slot_end ?? line.end) + moved) } });
  for (const { before, pause } of pauses(document, ids)) {
    const wanted = Math.min(LONGEST_PAUSE, Math.max(0, Math.round(pause + by * 1000)));
    if (before && wanted !== pause) operations.push({ op: "line.update", id: before.id, set: { pause_after_ms: wanted } });
  }
  return operations;
}

/** What makes the selection louder or softer. */
export function louder(document: ProjectDocument, ids: Ids, by: number): Operation[] {
  const level = (op: string, list: readonly { id: string; gain_db?: number }[]) =>
    list.filter((one) => ids.has(one.id)).map((one) => ({ op, id: one.id, set: { gain_db: Math.min(24, Math.max(-60, Math.round(((one.gain_db ?? 0) + by) * 10) / 10)) } }));
  return [...level("clip.update", document.clips), ...level("line.update", document.lines)];
}

/** The line that a clip at `seconds` belongs to: the one that sounds then or did last, else the first. */
export function lineAt(document: ProjectDocument, seconds: number): Line | null {
  const heard = document.lines.filter((line) => line.take_id);
  return heard.filter((line) => line.start <= seconds + 1e-6).reduce<Line | null>((last, line) => (last && last.start > line.start ? last : line), null) ?? heard[0] ?? null;
}

/** What ties a clip to a line, so that it moves with it, or lets it go; it stays where it is. */
export function anchoring(clip: Clip, line: Line | null): Operation {
  if (!line) return { op: "clip.update", id: clip.id, set: { anchor: null, start: exact(clip.begins) } };
  return { op: "clip.update", id: clip.id, set: { anchor: { line_id: line.id, edge: "begin" }, start: exact(clip.begins - line.start) } };
}

/** The times at which something begins or ends, in order. */
export function edgesOf(lanes: readonly Lane[], markers: readonly { begins: number }[]): number[] {
  const found = new Set([0, ...markers.map((one) => one.begins), ...lanes.flatMap((lane) => lane.blocks.flatMap((one) => [one.start, one.end]))]);
  return [...found].sort((a, b) => a - b);
}

/** The edge behind (1) or before (-1) a time, or the time itself. */
export function edgeFrom(edges: readonly number[], now: number, way: 1 | -1): number {
  const found = way > 0 ? edges.find((edge) => edge > now + 0.002) : edges.findLast((edge) => edge < now - 0.002);
  return found ?? now;
}

/** What a drag that has ended changes. `moved` is the block as it was left. */
export function dropping(document: ProjectDocument, grip: string, moved: Block): Operation[] {
  const clip = document.clips.find((one) => one.id === moved.id);
  if (!clip) return [];
  const length = exact(moved.end - moved.start);
  const sets: Record<string, Record<string, unknown>> = {
    start: { start: exact((clip.start ?? 0) + moved.start - clip.begins), trim_start: exact(moved.trim), duration: length },
    end: { duration: length },
    stretch: { stretch: Math.round(moved.stretch * 1e4) / 1e4, ...(clip.duration === undefined ? {} : { duration: length }) },
    fade_in: { fade_in_ms: Math.round(moved.fadeIn * 1000) },
    fade_out: { fade_out_ms: Math.round(moved.fadeOut * 1000) },
  };
  return sets[grip] ? [{ op: "clip.update", id: clip.id, set: sets[grip] }] : [];
}
