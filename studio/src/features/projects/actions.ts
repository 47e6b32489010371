import type { Asset, Line, ProjectDocument, ProjectTrack, Speaker, Take } from "@/api/projects";
import { checkTake, listTakes, mixUrl, takeUrl } from "@/api/projects";
import { keys, queryClient } from "@/api/query";
import { type Heard, heardOf } from "@/state/heard";
import { type Track, explain, play, playOrToggle, useTransport } from "@/state/transport";
import { isEmptyLine } from "./blank";
import { newId } from "./operations";
import { wordNear, wordsOf } from "./spoken-words";
import { type FoundPlace, change, select, setUsualVoice, speak, useProject } from "./store";

function mixTrack(document: ProjectDocument, start: number): Track {
  const goTo = (seconds: number) => playMix(useProject.getState().document ?? document, seconds);
  return { key: `mix:${document.id}:${start}`, url: mixUrl(document.id, start), title: document.name, whole: { start, end: document.duration, goTo } };
}

/** After the mix comes what was generated while it played; lines that are being generated are waited for. */
function rest(after: Track): Track | "wait" | null {
  const { document, speaking } = useProject.getState();
  const [, project] = after.key.split(":");
  if (!document || document.id !== project) return null;
  const { duration } = useTransport.getState();
  const end = (after.whole?.start ?? 0) + duration;
  if (duration > 0.05 && document.duration > end + 0.05) return mixTrack(document, end);
  return Object.keys(speaking).length > 0 ? "wait" : null;
}

/** Plays the mix from `start` seconds on; the transport's time then counts from there. */
export const playMix = (document: ProjectDocument, start: number) => play(mixTrack(document, start), rest);

/** The second of the mix that sounds now, or null while something else plays. */
export function mixTime(project: string, transport: { track: Track | null; time: number }): number | null {
  const prefix = `mix:${project}:`;
  return transport.track?.key.startsWith(prefix) ? Number(transport.track.key.slice(prefix.length)) + transport.time : null;
}

export const playingMix = (project: string) => useTransport.getState().playing && mixTime(project, useTransport.getState()) !== null;

export const takeTrack = (document: ProjectDocument, line: Line): Track | null =>
  line.take_id ? { key: `take:${line.take_id}`, url: takeUrl(document.id, line.take_id), source: takeUrl(document.id, line.take_id).replace(/\/audio$/, ""), title: line.text } : null;

/** Plays the take of a line, or pauses it; `facts` are what is told of where its sound comes from. */
export function playTake(document: ProjectDocument, line: Line, facts: (take: Take) => NonNullable<Track["provenance"]>): void {
  const track = takeTrack(document, line);
  if (!track) return;
  playOrToggle(track);
  queryClient
    .fetchQuery({ queryKey: keys.takes(document.id, line.id, line.takes), queryFn: () => listTakes(document.id, line.id), staleTime: Infinity })
    .then((takes) => {
      const take = takes.find((one) => one.id === line.take_id);
      if (take) explain(track.key, facts(take));
    })
    .catch(() => undefined);
}

/** The voice that says a line: its own, or its speaker's. */
export const voiceOf = (line: Line, speakers: readonly Speaker[]): string | undefined => line.voice_id ?? speakers.find((one) => one.id === line.speaker_id)?.voice_id;

/** What makes a line one of a speaker's (empty: nobody's): it is said in the speaker's voice then. */
export const spokenBy = (line: Line, speaker: string) => ({ speaker_id: speaker || null, ...(speaker && line.voice_id ? { voice_id: null } : {}) });

/** The lines that have words and no take that fits them. */
export const unspoken = (document: ProjectDocument): Line[] => document.lines.filter((line) => line.state !== "done" && !line.locked && line.text.trim());

/** Puts all lines in the queue that need it and have a voice; answers how many have none. */
export function generateAll(document: ProjectDocument): number {
  const due = unspoken(document);
  const able = due.filter((line) => voiceOf(line, document.speakers));
  speak(able.map((line) => line.id));
  return due.length - able.length;
}

/**
 * Gives a line a voice. It is the speaker's, where the line has one and no voice of its own; else the line's, and that of lines
 * that nobody says so far.
 */
export function setVoice(document: ProjectDocument, line: Line, voice: string): void {
  if (isEmptyLine(line)) setUsualVoice(voice);
  else if (line.speaker_id && !line.voice_id) change({ op: "speaker.update", id: line.speaker_id, set: { voice_id: voice } });
  else {
    const others = document.lines.filter((one) => one.id !== line.id && !voiceOf(one, document.speakers) && !one.speaker_id);
    change(...[line, ...others].map((one) => ({ op: "line.update", id: one.id, set: { voice_id: voice } })));
  }
}

/** What was heard of a line's take: just now, or when the server last told it. */
export const heardIn = (now: Readonly<Record<string, Heard>>, line: Line): Heard | undefined => 
  line.take_id ? (now[line.take_id] ?? (line.heard?.take_id === line.take_id ? line.heard : undefined)) : undefined;

/** Transcribes the takes that were not checked yet; answers how many of all differ from their text. */
export async function checkLines(document: ProjectDocument, signal: AbortSignal): Promise<number> {
  const known = document.lines.map((line) => heardIn(useProject.getState().heard, line));
  const due = document.lines.flatMap((line, n) => (line.take_id && !known[n] ? [line.take_id] : []));
  let flagged = known.filter((one) => one?.flagged).length;
  useProject.setState({ checking: { done: 0, all: due.length } });
  try {
    for (const [index, take] of due.entries()) {
      if (signal.aborted || useProject.getState().id !== document.id) break;
      const result = heardOf([await checkTake(document.id, take)]);
      if (result.flagged) flagged += 1;
      useProject.setState((state) => ({ checking: { done: index + 1, all: due.length }, heard: { ...state.heard, [take]: result } }));
    }
  } finally {
    useProject.setState({ checking: null });
  }
  return flagged;
}

/** What a new line takes over from the one before it: who says it, and in which voice. */
export const manner = (before: Line | undefined): Partial<Line> => ({
  ...(before?.speaker_id ? { speaker_id: before.speaker_id } : {}),
  ...(before?.voice_id ? { voice_id: before.voice_id } : {}),
});

/** A new line behind `after` (undefined: at the end), said as the one before it; its id. */
export function addLine(document: ProjectDocument, after?: string): string {
  const id = newId("line");
  const before = document.lines.find((line) => line.id === after) ?? document.lines.at(-1);
  // Behind the empty line that is only shown comes nothing before it is one.
  const empty = before && isEmptyLine(before) ? [{ op: "line.update", id: before.id, set: { text: "" } }] : [];
  change(...empty, { op: "line.insert", id, line: { text: "", ...manner(before) }, ...(after === undefined ? {} : { after }) });
  select(id);
  return id;
}

/** The other take of a line that stands `by` places from the chosen one. */
export function chooseTake(line: Line, by: number): void {
  const at = line.takes.indexOf(line.take_id ?? "");
  const take = line.takes[at + by];
  if (take) change({ op: "line.update", id: line.id, set: { take_id: take } });
}

/** Moves a line `by` places. */
export function moveLine(document: ProjectDocument, id: string, by: number): void {
  const at = document.lines.findIndex((line) => line.id === id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= document.lines.length) return;
  const rest = document.lines.filter((line) => line.id !== id);
  change({ op: "line.move", id, after: to === 0 ? null : rest[to - 1]!.id });
}

/** Moves lines, in the order that they have, before or behind another one, as one change. */
export function moveLines(document: ProjectDocument, ids: ReadonlySet<string>, target: string, before: boolean): void {
  if (ids.has(target)) return;
  const rest = document.lines.filter((line) => !ids.has(line.id));
  let after = before ? (rest[rest.findIndex((line) => line.id === target) - 1]?.id ?? null) : target;
  const moves = document.lines
    .filter((line) => ids.has(line.id))
    .map(({ id }) => {
      const move = { op: "line.move", id, after };
      after = id;
      return move;
    });
  change(...moves);
}

function pattern(find: string, exact: boolean): RegExp {
  return new RegExp(find.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), exact ? "gu" : "giu");
}

/** The lines in which `find` stands and that may be changed. */
export function linesWith(document: ProjectDocument, find: string, exact: boolean): Line[] {
  if (!find) return [];
  const wanted = pattern(find, exact);
  return document.lines.filter((line) => !line.locked && line.text.search(wanted) >= 0);
}

/** Every place at which `find` stands, in the order of the script, also in locked lines. */
export function placesOf(document: ProjectDocument, find: string, exact: boolean): FoundPlace[] {
  if (!find) return [];
  const wanted = pattern(find, exact);
  return document.lines.flatMap((line) => [...line.text.matchAll(wanted)].map((hit) => ({ line: line.id, from: hit.index, to: hit.index + hit[0].length, of: line.text })));
}

/** The index of the place `by` places after `last`, around the ends; where `last` is none of them, from the line `begin` on. -1 without places. */
export function nextPlace(document: ProjectDocument, places: readonly FoundPlace[], last: FoundPlace | null, begin: string | null, by: 1 | -1): number {
  if (places.length === 0) return -1;
  const at = places.findIndex((one) => one.line === last?.line && one.from === last.from);
  if (at >= 0) return (at + by + places.length) % places.length;
  const order = new Map(document.lines.map((line, n) => [line.id, n]));
  const first = Math.max(0, places.findIndex((one) => order.get(one.line)! >= (order.get(begin ?? "") ?? 0)));
  return by > 0 ? first : (first - 1 + places.length) % places.length;
}

/** Every line with `find` changed, as one change; how many there were. */
export function replaceInLines(document: ProjectDocument, find: string, put: string, exact: boolean): number {
  const hits = linesWith(document, find, exact);
  change(...hits.map((line) => ({ op: "line.update", id: line.id, set: { text: line.text.replace(pattern(find, exact), () => put) } })));
  return hits.length;
}

/** Plays the project from the word of a line that stands at a place in its text. Fails with ApiError or Unreachable. */
export async function playFrom(document: ProjectDocument, line: Line, place: number): Promise<void> {
  const word = wordNear(await wordsOf(document.id, line), place);
  playMix(document, line.start + (word?.start ?? 0));
}

/** Puts an asset on a track of its own kind, made when there is none, at `start` seconds. */
export function placeAsset(document: ProjectDocument, asset: Asset, start: number, track?: ProjectTrack): void {
  const found = track ?? document.tracks.find((one) => one.kind === "music");
  const speech = document.tracks.filter((one) => one.kind === "speech").map((one) => one.id);
  const id = found?.id ?? newId("track");
  change(
    ...(found ? [] : [{ op: "track.insert", id, track: { kind: "music", name: asset.name.slice(0, 100), gain_db: -6, ...(speech.length > 0 ? { duck_by: speech } : {}) } }]),
    { op: "clip.insert", id: newId("clip"), clip: { track_id: id, asset_id: asset.id, start: Math.round(start * 1000) / 1000 } },
  );
}
