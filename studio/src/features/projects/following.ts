import type { Line, LineState, ProjectDocument } from "@/api/projects";
import { clipLength, soundLengths } from "./timeline/blocks";

/** An item as a change tells it; null where it was deleted. */
type Told = { kind: string; position: number; data: Record<string, unknown> } | null;

export interface Change {
  revision: number;
  changed?: Record<string, Told> | null | undefined;
  lines?: Record<string, { state: LineState; takes: string[]; take_seconds: number | null }> | null | undefined;
}

type Item = { id: string; position?: number };
const LISTS: Record<string, "lines" | "tracks" | "clips" | "markers"> = { line: "lines", track: "tracks", clip: "clips", marker: "markers" };

/** Lines one behind the other with their pauses, or in their slots, and what is anchored to them: as the server lays them out. */
export function laidOut(document: ProjectDocument): ProjectDocument {
  const gap = (document.default_gap_ms ?? 250) / 1000;
  const places = new Map<string, { begin: number; end: number }>();
  let at = 0;
  let last = 0;
  const lines = document.lines.map((line): Line => {
    const slot = line.slot_start;
    const start = slot ?? at;
    const seconds = line.take_id ? (line.take_seconds ?? line.end - line.start) : null;
    const end = seconds !== null ? start + seconds : (line.slot_end ?? start);
    const after = line.pause_after_ms === undefined ? gap : line.pause_after_ms / 1000;
    at = Math.max(at, end + (seconds !== null || slot !== undefined ? after : 0));
    last = Math.max(last, end);
    places.set(line.id, { begin: start, end });
    return line.start === start && line.end === end ? line : { ...line, start, end };
  });
  const begins = (item: { start?: number; at?: number; anchor?: { line_id: string; edge?: "begin" | "end" } }) => {
    const place = item.anchor && places.get(item.anchor.line_id);
    return Math.max(0, (item.start ?? item.at ?? 0) + (place ? place[item.anchor?.edge ?? "begin"] : 0));
  };
  const clips = document.clips.map((clip) => ({ ...clip, begins: begins(clip) }));
  const sounds = clips.length > 0 ? soundLengths({ ...document, lines }) : new Map<string, number>();
  return {
    ...document,
    lines,
    duration: clips.reduce((end, clip) => Math.max(end, clip.begins + clipLength(clip, sounds)), last),
    clips,
    markers: document.markers.map((marker) => ({ ...marker, begins: begins(marker) })),
  };
}

/** What changes do not tell of a line: what was heard of its take. */
function kept(document: ProjectDocument, id: string): Pick<Line, "heard"> {
  const heard = document.lines.find((one) => one.id === id)?.heard;
  return heard ? { heard } : {};
}

/**
 * The document after a change of the server's, or null where it has to be read anew: a change was missed, too much changed to be
 * told, or it reaches further than its items (a speaker's voice makes takes of other lines stale).
 */
export function followed(document: ProjectDocument, change: Change): ProjectDocument | null {
  if (change.revision <= document.revision) return document;
  if (change.revision !== document.revision + 1 || !change.changed || !change.lines) return null;
  const lists: Record<string, Item[]> = {};
  for (const [id, told] of Object.entries(change.changed)) {
    if (told === null) {
      if (document.speakers.some((one) => one.id === id)) return null;
      for (const name of Object.values(LISTS)) lists[name] = (lists[name] ?? document[name]).filter((one) => one.id !== id);
      continue;
    }
    const name = LISTS[told.kind];
    if (!name) return null;
    const known = lists[name] ?? (document[name] as Item[]);
    const facts = told.kind === "line" ? { takes: [], state: "draft", start: 0, end: 0, ...kept(document, id), ...change.lines[id] } : { begins: 0 };
    const made: Item = { ...facts, ...told.data, id, position: told.position };
    lists[name] = [...known.filter((one) => one.id !== id), made];
  }
  for (const list of Object.values(lists)) list.sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
  return laidOut({ ...document, ...lists, revision: change.revision } as ProjectDocument);
}
