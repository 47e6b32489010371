import type { Clip, Line, Marker, Operation, ProjectDocument, ProjectTrack, Speaker } from "@/api/projects";

type Thing = { id: string };
const LISTS = { speaker: "speakers", line: "lines", track: "tracks", clip: "clips", marker: "markers" } as const;
type Kind = keyof typeof LISTS;

/** The id of a new item, in the server's form. */
export function newId(kind: Kind): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `${kind}_${[...bytes].map((byte) => (byte % 36).toString(36)).join("")}`;
}

function isKind(name: string): name is Kind {
  return name in LISTS;
}

/** The list with `item` behind `after`: null is the very beginning, undefined the end. */
function placed<T extends Thing>(list: readonly T[], item: T, after: string | null | undefined): T[] {
  const rest = list.filter((one) => one.id !== item.id);
  if (after === null) return [item, ...rest];
  const index = after === undefined ? -1 : rest.findIndex((one) => one.id === after);
  if (index < 0) return [...rest, item];
  return [...rest.slice(0, index + 1), item, ...rest.slice(index + 1)];
}

function changed<T extends Thing>(item: T, set: Record<string, unknown>): T {
  const made: Record<string, unknown> = { ...item, ...set };
  for (const [name, value] of Object.entries(set)) if (value === null) delete made[name];
  return made as T;
}

const FRESH_LINE: Pick<Line, "takes" | "state" | "start" | "end"> = { takes: [], state: "draft", start: 0, end: 0 };
/** What a line's take is made from: when one of these changes, the take no longer fits. */
const SPOKEN = ["text", "voice_id", "engine", "speaker_id", "language", "speed", "pitch", "volume_db", "direction", "seed"];

function inserted(kind: Kind, operation: Operation): Thing {
  const data = operation[kind] as Record<string, unknown>;
  const id = operation.id ?? newId(kind);
  if (kind === "line") return { ...FRESH_LINE, ...data, id } as Line;
  if (kind === "clip") return { begins: (data["start"] as number | undefined) ?? 0, ...data, id } as Clip;
  if (kind === "marker") return { begins: (data["at"] as number | undefined) ?? 0, ...data, id } as Marker;
  return { ...data, id } as Speaker | ProjectTrack;
}

function withList(document: ProjectDocument, kind: Kind, list: Thing[]): ProjectDocument {
  return { ...document, [LISTS[kind]]: list };
}

/** When a clip begins whose start was changed: counted from the beginning, or from the line that it is tied to, before and after. */
function beginOf(before: Clip, now: Clip): number {
  const start = now.start ?? 0;
  if (!now.anchor) return Math.max(0, start);
  return before.anchor?.line_id === now.anchor.line_id ? Math.max(0, before.begins + start - (before.start ?? 0)) : before.begins;
}

/** The document as it will be once the server has applied `operation`. Places in time stay until the server tells them. */
export function applied(document: ProjectDocument, operation: Operation): ProjectDocument {
  if (operation.op === "project.update") return { ...document, ...operation.set } as ProjectDocument;
  const [kind, verb] = operation.op.split(".") as [string, string];
  if (!isKind(kind)) return document;
  const list = document[LISTS[kind]] as Thing[];
  if (verb === "insert") return withList(document, kind, placed(list, inserted(kind, operation), operation.after));
  const index = list.findIndex((one) => one.id === operation.id);
  const item = list[index];
  if (!item) return document;
  if (verb === "delete") return withList(document, kind, list.filter((one) => one !== item));
  if (verb === "move") return withList(document, kind, placed(list, item, operation.after));
  if (verb === "update") {
    const set = operation.set ?? {};
    let made = changed(item, set);
    if (kind === "line" && Object.keys(set).some((name) => SPOKEN.includes(name))) {
      const line = made as Line;
      made = { ...line, state: line.take_id ? "stale" : "draft" } as Line;
    }
    if (kind === "clip" && "start" in set) made = { ...made, begins: beginOf(item as Clip, made as Clip) } as Clip;
    if (kind === "marker" && typeof set["at"] === "number") made = { ...made, begins: set["at"] } as Marker;
    return withList(document, kind, list.map((one) => (one === item ? made : one)));
  }
  if (kind === "line" && verb === "split") {
    const line = item as Line;
    // A character is a code point here, as it is for the server.
    const cut = [...line.text].slice(0, Number(operation["at"])).join("").length;
    const { take_id: _, take_seconds: _seconds, ...rest } = line;
    // The take stays with the first line until the server has cut it in two.
    const first: Line = { ...line, text: line.text.slice(0, cut).trimEnd(), state: line.take_id ? "stale" : "draft" };
    const second: Line = { ...rest, ...FRESH_LINE, id: String(operation["new_id"] ?? newId("line")), text: line.text.slice(cut).trimStart() };
    return withList(document, kind, placed(list.map((one) => (one === item ? first : one)), second, line.id));
  }
  if (kind === "clip" && verb === "split") {
    const clip = item as Clip;
    const cut = Number(operation["at"]);
    const { fade_out_ms: _out, ...first } = clip;
    const { fade_in_ms: _in, duration, ...second } = clip;
    const start = { start: (clip.start ?? 0) + cut, begins: clip.begins + cut, trim_start: (clip.trim_start ?? 0) + cut / (clip.stretch ?? 1) };
    const rest: Clip = { ...second, ...start, ...(duration === undefined ? {} : { duration: duration - cut }), id: String(operation["new_id"] ?? newId("clip")) };
    return withList(document, kind, placed(list.map((one) => (one === item ? { ...first, duration: cut } : one)), rest, clip.id));
  }
  if (kind === "line" && verb === "join") {
    const next = list.find((one) => one.id === operation["with"]) as Line | undefined;
    if (!next) return document;
    const line = item as Line;
    const joined: Line = { ...line, text: `${line.text} ${next.text}`.trim(), state: line.take_id ? "stale" : "draft" };
    return withList(document, kind, list.filter((one) => one !== next).map((one) => (one === item ? joined : one)));
  }
  return document;
}

/** The document with all `operations` applied in order. */
export const appliedAll = (document: ProjectDocument, operations: readonly Operation[]) => operations.reduce(applied, document);
