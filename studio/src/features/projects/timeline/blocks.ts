import type { Asset, Clip, Line, ProjectDocument, ProjectTrack } from "@/api/projects";
import { type View, inView, secondsAt, stretchedBy, xOf } from "../geometry";

/** Something on a lane: a line's take, or a clip. */
export interface Block {
  id: string;
  kind: "line" | "clip";
  name: string;
  start: number;
  end: number;
  /** Where in its sound it begins, and how many times as long that is made. */
  trim: number;
  stretch: number;
  gain: number;
  /** Seconds of fades at its ends. */
  fadeIn: number;
  fadeOut: number;
  loop: boolean;
  /** A line that comes behind the one before it: dragging it changes the pause between them. */
  follows: boolean;
  /** The line that it comes behind, when it does. */
  before?: string | undefined;
  sound: { take_id?: string | undefined; asset_id?: string | undefined };
}

export interface Lane {
  /** null: lines of a project that has no track for speech yet. */
  track: ProjectTrack | null;
  /** In order of their starts. */
  blocks: Block[];
  /** The longest block, in seconds. */
  longest: number;
}

function lineBlock(line: Line, before: Line | null): Block {
  return {
    id: line.id, kind: "line", name: line.text, start: line.start, end: line.end, trim: 0, stretch: 1, gain: line.gain_db ?? 0,
    fadeIn: 0, fadeOut: 0, loop: false, follows: line.slot_start === undefined, ...(before && line.slot_start === undefined ? { before: before.id } : {}), sound: { take_id: line.take_id },
  };
}

/** Seconds of every sound that clips can play, by its id. */
export function soundLengths(document: ProjectDocument): Map<string, number> {
  const found = new Map(document.assets.map((asset) => [asset.id, asset.duration]));
  for (const line of document.lines) if (line.take_id) found.set(line.take_id, line.take_seconds ?? line.end - line.start);
  return found;
}

/** Seconds that a clip plays. */
export function clipLength(clip: Clip, sounds: ReadonlyMap<string, number>): number {
  const sound = sounds.get(clip.asset_id ?? clip.take_id ?? "");
  const left = sound === undefined ? (clip.duration ?? 1) : Math.max(0, sound - (clip.trim_start ?? 0)) * (clip.stretch ?? 1);
  if (clip.duration === undefined) return left;
  return clip.loop && left > 0 ? clip.duration : Math.min(left, clip.duration);
}

function clipBlock(clip: Clip, assets: ReadonlyMap<string, Asset>, sounds: ReadonlyMap<string, number>, lines: ReadonlyMap<string, Line>): Block {
  const name = assets.get(clip.asset_id ?? "")?.name ?? lines.get(clip.anchor?.line_id ?? "")?.text ?? "";
  return {
    id: clip.id, kind: "clip", name, start: clip.begins, end: clip.begins + clipLength(clip, sounds), trim: clip.trim_start ?? 0, stretch: clip.stretch ?? 1,
    gain: clip.gain_db ?? 0, fadeIn: (clip.fade_in_ms ?? 0) / 1000, fadeOut: (clip.fade_out_ms ?? 0) / 1000, loop: clip.loop ?? false, follows: false,
    sound: { take_id: clip.take_id, asset_id: clip.asset_id },
  };
}

function laneOf(track: ProjectTrack | null, blocks: Block[]): Lane {
  return { track, blocks: blocks.sort((a, b) => a.start - b.start), longest: blocks.reduce((most, one) => Math.max(most, one.end - one.start), 0) };
}

/** A lane for each track, with what is on it. */
export function lanesOf(document: ProjectDocument): Lane[] {
  const assets = new Map(document.assets.map((asset) => [asset.id, asset]));
  const lines = new Map(document.lines.map((one) => [one.id, one]));
  const sounds = soundLengths(document);
  const speech = document.tracks.find((track) => track.kind === "speech");
  const by = new Map<string, Block[]>();
  const put = (track: string, block: Block) => (by.get(track) ?? by.set(track, []).get(track)!).push(block);
  let before: Line | null = null;
  for (const one of document.lines) {
    if (one.take_id) put(one.track_id ?? speech?.id ?? "", lineBlock(one, before));
    if (one.take_id || one.slot_start !== undefined) before = one;
  }
  for (const one of document.clips) put(one.track_id, clipBlock(one, assets, sounds, lines));
  const tracks: (ProjectTrack | null)[] = by.has("") && !speech ? [null, ...document.tracks] : document.tracks;
  return tracks.map((track) => laneOf(track, by.get(track?.id ?? "") ?? []));
}

/** The pause between two lines of a lane, as one sees it. */
export interface Gap {
  start: number;
  end: number;
  /** The line that it is behind, and the one that comes after it. */
  before: Block;
  after: Block;
}

/** The pauses on a lane, in order: from the end of a line to the one that follows it. */
export function gapsOf(blocks: readonly Block[]): Gap[] {
  const by = new Map(blocks.map((one) => [one.id, one]));
  return blocks.flatMap((after) => {
    const before = after.before === undefined ? undefined : by.get(after.before);
    return before && after.start - before.end > 1e-4 ? [{ start: before.end, end: after.start, before, after }] : [];
  });
}

/** Least pixels of a pause that can be held. */
const LEAST_GAP = 6;

/** The pixels of a pause that are in view. */
export const gapPixels = (gap: Gap, view: View, width: number): number => Math.min(width, xOf(view, gap.end)) - Math.max(0, xOf(view, gap.start));

/** The pauses in view that are wide enough to be held; `widest` is the longest of `gaps`. From afar a book has thousands that are not. */
export function gapsInView(gaps: readonly Gap[], widest: number, view: View, width: number): Gap[] {
  if (widest * view.scale < LEAST_GAP) return [];
  return inView(gaps, (one) => one.start, (one) => one.end, widest, view.left, secondsAt(view, width)).filter((one) => gapPixels(one, view, width) >= LEAST_GAP);
}

export type Grip = "move" | "start" | "end" | "stretch" | "fade_in" | "fade_out";

/** A drag that has not ended yet. */
export interface Drag {
  grip: Grip;
  /** The block that is held, and all that move with it. */
  id: string;
  ids: ReadonlySet<string>;
  /** Seconds and lanes since it began. */
  by: number;
  lanes: number;
}

/** Least seconds of a block whose edge is dragged. */
const LEAST = 0.05;

/** The block as the drag has made it. `sound` are the seconds of all its sound. */
export function draggedBlock(block: Block, drag: Drag, sound = Infinity): Block {
  const length = block.end - block.start;
  const { by } = drag;
  if (drag.grip === "move") return { ...block, start: block.start + by, end: block.end + by };
  if (drag.grip === "end") {
    const most = block.loop ? Infinity : (sound - block.trim) * block.stretch;
    return { ...block, end: block.start + Math.min(most, Math.max(LEAST, length + by)) };
  }
  if (drag.grip === "stretch") {
    const stretch = stretchedBy(block.stretch, length, by);
    return { ...block, end: block.start + (length * stretch) / block.stretch, stretch };
  }
  if (drag.grip === "start") {
    const moved = Math.max(-block.trim * block.stretch, -block.start, Math.min(by, length - LEAST));
    return { ...block, start: block.start + moved, trim: block.trim + moved / block.stretch };
  }
  if (drag.grip === "fade_in") return { ...block, fadeIn: Math.min(length, Math.max(0, block.fadeIn + by)) };
  return { ...block, fadeOut: Math.min(length, Math.max(0, block.fadeOut - by)) };
}

/** The lanes as they would be if the drag ended now. */
export function draggedLanes(lanes: Lane[], drag: Drag, sounds: ReadonlyMap<string, number>): Lane[] {
  if (drag.grip !== "move") {
    return lanes.map((lane) =>
      lane.blocks.some((one) => one.id === drag.id)
        ? laneOf(lane.track, lane.blocks.map((one) => (one.id === drag.id ? draggedBlock(one, drag, sounds.get(one.sound.asset_id ?? one.sound.take_id ?? "")) : one)))
        : lane,
    );
  }
  const found: Block[][] = lanes.map(() => []);
  // Lines behind a line that is dragged follow it.
  const pulled = Math.min(...lanes.flatMap((lane) => lane.blocks.filter((one) => one.follows && drag.ids.has(one.id)).map((one) => one.start)));
  lanes.forEach((lane, index) => {
    for (const one of lane.blocks) {
      const held = drag.ids.has(one.id);
      const follows = one.follows && one.start >= pulled;
      const to = held && one.kind === "clip" ? Math.min(lanes.length - 1, Math.max(0, index + drag.lanes)) : index;
      found[to]!.push(held || follows ? draggedBlock(one, drag) : one);
    }
  });
  return lanes.map((lane, index) => laneOf(lane.track, found[index]!));
}
