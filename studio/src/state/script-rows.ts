import type { SpokenWord, VoiceKind } from "@/api/types";
import type { Heard } from "./heard";

export interface VoiceRef {
  id: string;
  name: string;
  kind: VoiceKind;
  color?: string | null | undefined;
}

/** How a row is spoken, beyond who and what. */
export interface Manner {
  speed: number;
  pitch: number;
  volume_db: number;
  /** Null: another one for every take. */
  seed: number | null;
  /** Null: the best for the language. */
  engine?: string | null;
}

export interface Take {
  generationId: string;
  chunkIds: string[];
  audioUrl: string;
  text: string;
  voice: VoiceRef;
  manner: Manner;
  seed: number | null;
  engine: string | null;
  duration: number;
  words: SpokenWord[];
  at: string;
  /** What the transcription heard, once checked. */
  heard?: Heard | undefined;
}

export interface Row {
  id: string;
  /** The name in the script, when it came as `NAME: line`. */
  speaker: string | null;
  voice: VoiceRef | null;
  text: string;
  manner: Manner;
  takes: Take[];
  /** Which take is the row's sound. */
  take: number;
  locked: boolean;
  /** Wanted: waits here until the server has room; then the server's id, place and progress. */
  pending: { wish: string; generationId: string | null; state: "waiting" | "queued" | "running"; progress: number | null; position: number | null } | null;
  /** The server's words for what went wrong, and the code by which the page knows its own. */
  error: string | null;
  errorCode?: string | null;
}

export type RowState = "draft" | "queued" | "running" | "done" | "stale" | "failed" | "locked";

export const PLAIN: Manner = { speed: 1, pitch: 0, volume_db: 0, seed: null };

let counter = 0;
export function newRow(part: Partial<Row> = {}): Row {
  counter += 1;
  return {
    id: `row_${Date.now().toString(36)}_${counter}`,
    speaker: null,
    voice: null,
    text: "",
    manner: PLAIN,
    takes: [],
    take: 0,
    locked: false,
    pending: null,
    error: null,
    ...part,
  };
}

export function takeOf(row: Row): Take | null {
  return row.takes[row.take] ?? null;
}

const sameManner = (a: Manner, b: Manner) => a.speed === b.speed && a.pitch === b.pitch && a.volume_db === b.volume_db && (a.seed === null || a.seed === b.seed) && (!a.engine || a.engine === b.engine);

/** Whether the chosen take still says what the row says, as the row says it. */
export function isFresh(row: Row): boolean {
  const take = takeOf(row);
  return take !== null && take.text === row.text.trim() && take.voice.id === row.voice?.id && sameManner(row.manner, take.manner);
}

export function stateOf(row: Row): RowState {
  if (row.pending) return row.pending.state === "running" ? "running" : "queued";
  if (row.locked) return "locked";
  if (row.error) return "failed";
  if (!takeOf(row)) return "draft";
  return isFresh(row) ? "done" : "stale";
}

export const wantsSound = (row: Row) => !row.locked && !row.pending && row.text.trim() !== "" && !isFresh(row);

function replaced(rows: Row[], index: number, count: number, ...fresh: Row[]): Row[] {
  return [...rows.slice(0, index), ...fresh, ...rows.slice(index + count)];
}

/** Enter: what is behind the caret becomes a row of its own. The takes stay with the part before it. */
export function splitRow(rows: Row[], id: string, caret: number): { rows: Row[]; focus: string } | null {
  const index = rows.findIndex((row) => row.id === id);
  const row = rows[index];
  if (!row || row.locked) return null;
  const before = row.text.slice(0, caret).trimEnd();
  const after = row.text.slice(caret).trimStart();
  const fresh = newRow({ speaker: row.speaker, voice: row.voice, manner: row.manner, text: after });
  return { rows: replaced(rows, index, 1, { ...row, text: before }, fresh), focus: fresh.id };
}

/** Backspace at the start: joins the row to the one before. The caret goes to the seam. */
export function mergeRow(rows: Row[], id: string): { rows: Row[]; focus: string; caret: number } | null {
  const index = rows.findIndex((row) => row.id === id);
  const row = rows[index];
  const previous = rows[index - 1];
  if (!row || !previous || row.locked || previous.locked || row.pending || previous.pending) return null;
  const seam = previous.text && row.text ? " " : "";
  const kept = previous.text === "" ? { ...row, id: previous.id } : previous;
  return {
    rows: replaced(rows, index - 1, 2, { ...kept, text: previous.text + seam + row.text }),
    focus: previous.id,
    caret: previous.text.length + (previous.text && row.text ? 1 : 0),
  };
}

/** The longest row that a paste makes; longer paragraphs are cut at the ends of sentences. */
export const LONG = 600;

export interface PastedLine {
  speaker: string | null;
  text: string;
}

/**
 * The lines of a script. `NAME: what is said` names the speaker; a line without a name goes on with the one before.
 * A name is at most four words of letters, digits and `-_.'()`, so that "He said: no" or a web address is no speaker… unless short.
 */
export function parseScript(text: string): PastedLine[] {
  const lines: PastedLine[] = [];
  const raw = text.replace(/\r\n?/g, "\n").split("\n");
  const named = raw.filter((line) => SPEAKER.test(line)).length;
  const filled = raw.filter((line) => line.trim()).length;
  // One colon in a page of prose is no script; half of the lines, or a first line with a name in capitals, is.
  const script = named >= Math.max(1, filled / 3) && raw.some((line) => SPEAKER.test(line));
  let speaker: string | null = null;
  for (const line of raw) {
    const trimmed = line.trim();
    if (!trimmed) continue;
    const match = script ? SPEAKER.exec(line) : null;
    if (match) speaker = match[1]!.trim();
    const said = match ? match[2]!.trim() : trimmed;
    for (const part of inSentences(said, LONG)) lines.push({ speaker, text: part });
  }
  return lines;
}

const SPEAKER = /^\s*((?:[\p{L}\p{M}\p{N}_.'’()-]+[ \t]?){1,4})\s*[:：]\s*(?!\/\/)(.+)$/u;

/** The text in parts of at most `most` characters, cut between sentences, else words, never inside a character. */
export function inSentences(text: string, most: number): string[] {
  if (text.length <= most) return text ? [text] : [];
  const parts: string[] = [];
  let now = "";
  const push = (piece: string) => {
    if (now && now.length + piece.length > most) {
      parts.push(now.trim());
      now = "";
    }
    now += piece;
  };
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(text)) {
    if (segment.length <= most) push(segment);
    else for (const word of new Intl.Segmenter(undefined, { granularity: "word" }).segment(segment)) pieces(word.segment, most).forEach(push);
  }
  if (now.trim()) parts.push(now.trim());
  return parts;
}

/** A "word" may itself be endless: a row of emoji, or a language without spaces. */
function pieces(word: string, most: number): string[] {
  if (word.length <= most) return [word];
  const found: string[] = [];
  let now = "";
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(word)) {
    if (now && now.length + segment.length > most) {
      found.push(now);
      now = "";
    }
    now += segment;
  }
  if (now) found.push(now);
  return found;
}

/** The rows with `lines` put in at the caret of row `id`. The first line joins what is before the caret, if no speaker is named. */
export function pasteLines(rows: Row[], id: string, from: number, to: number, lines: PastedLine[], voiceFor: (speaker: string) => VoiceRef | null): { rows: Row[]; focus: string } | null {
  const index = rows.findIndex((row) => row.id === id);
  const row = rows[index];
  if (!row || row.locked || lines.length === 0) return null;
  const before = row.text.slice(0, from);
  const after = row.text.slice(to);
  const made = lines.map((line) =>
    newRow({ speaker: line.speaker, voice: (line.speaker ? voiceFor(line.speaker) : null) ?? (line.speaker ? null : row.voice), manner: row.manner, text: line.text }),
  );
  const first = made[0]!;
  if (lines[0]!.speaker === null) made[0] = { ...row, text: before + first.text };
  else if (before.trim()) made.unshift({ ...row, text: before.trimEnd() });
  else made[0] = { ...first, id: row.id };
  const end = made.length - 1;
  if (after.trim()) made[end] = { ...made[end]!, text: `${made[end]!.text}${after}` };
  return { rows: replaced(rows, index, 1, ...made), focus: made[end]!.id };
}

/** How long the finished rows sound together, with the gaps between them. */
export function lengthOf(rows: Row[], gapMs: number): number {
  const takes = rows.map(takeOf).filter((take) => take !== null);
  return takes.reduce((sum, take) => sum + take.duration, 0) + (Math.max(0, takes.length - 1) * gapMs) / 1000;
}
