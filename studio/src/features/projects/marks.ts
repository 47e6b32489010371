/** A mark in a line's text, which is no text that is said: `start` and `end` are all of it, `from` and `to` the words in it. */
export type Mark =
  | { kind: "pause"; start: number; end: number; seconds: number }
  | { kind: "emphasis"; start: number; end: number; from: number; to: number; level: number }
  | { kind: "said"; start: number; end: number; from: number; to: number; as: string };

export type Level = 2 | 1 | -1;

/** As the server reads them (`text/inline_markup.py`). */
const MARKS = /\[\s*pause\s*[:=]\s*(\d{1,12}(?:\.\d{1,6})?|\.\d{1,6})\s*(ms|s|sec|seconds?)?\s*\]|\[([^[\]\n]{1,100})\]\(([+-][12])\)|\[([^[\]\n]{1,200})\]\(\/([^/()[\]\n]{1,200})\/\)/gi;
const LONGEST_PAUSE = 60;
export const USUAL_PAUSE = "[pause:0.5s]";

/** All marks of a text, in order. */
export function marksIn(text: string): Mark[] {
  return [...text.matchAll(MARKS)].flatMap((found): Mark[] => {
    const [all, amount, unit, stressed, level, said, as] = found;
    const start = found.index;
    const end = start + all.length;
    if (amount !== undefined) return [{ kind: "pause", start, end, seconds: Math.min(LONGEST_PAUSE, Number(amount) / (unit?.toLowerCase() === "ms" ? 1000 : 1)) }];
    if (stressed !== undefined) return [{ kind: "emphasis", start, end, from: start + 1, to: start + 1 + stressed.length, level: Number(level) }];
    // The path of a link has nothing but plain letters; phonemes have signs of their own.
    return said !== undefined && as !== undefined && /[^\x20-\x7e]/.test(as) ? [{ kind: "said", start, end, from: start + 1, to: start + 1 + said.length, as }] : [];
  });
}

export interface Edited {
  text: string;
  from: number;
  to: number;
}

/** The mark that a selection is in or touches. */
export const markAt = (text: string, from: number, to: number): Mark | undefined => marksIn(text).find((mark) => from < mark.end && to > mark.start);

/** The text with a pause at a place, set off by spaces; the caret is behind it. */
export function withPause(text: string, place: number): Edited {
  const inside = marksIn(text).find((mark) => place > mark.start && place < mark.end);
  const at = inside ? inside.end : place;
  const [before, after] = [text.slice(0, at), text.slice(at)];
  const put = `${/\S$/.test(before) ? " " : ""}${USUAL_PAUSE}${/^\S/.test(after) && !/^[\p{Po}\p{Pe}\p{Pf}]/u.test(after) ? " " : ""}`;
  const caret = at + put.length;
  return { text: before + put + after, from: caret, to: caret };
}

/** The text with emphasis on the selected words, which stay selected; null where there are none, or other marks in between. */
export function withEmphasis(text: string, from: number, to: number, level: Level): Edited | null {
  const mark = markAt(text, from, to);
  if (mark?.kind === "emphasis") {
    const sign = level > 0 ? `+${level}` : String(level);
    return { text: `${text.slice(0, mark.to)}](${sign})${text.slice(mark.end)}`, from: mark.from, to: mark.to };
  }
  const said = text.slice(from, to);
  const words = said.trim();
  if (mark || !/[\p{L}\p{N}]/u.test(words) || /[[\]\n]/.test(words) || words.length > 100) return null;
  const start = from + said.indexOf(words);
  const end = start + words.length;
  return { text: `${text.slice(0, start)}[${words}](${level > 0 ? "+" : ""}${level})${text.slice(end)}`, from: start + 1, to: end + 1 };
}

/** The text without a mark: a pause goes, words stay. */
export function without(text: string, mark: Mark): Edited {
  const [before, after] = [text.slice(0, mark.start), text.slice(mark.end)];
  if (mark.kind !== "pause") return { text: before + text.slice(mark.from, mark.to) + after, from: mark.start, to: mark.start + mark.to - mark.from };
  const tidy = /\s$/.test(before) && (after === "" || /^[\s\p{P}]/u.test(after)) ? before.replace(/\s$/, "") : before;
  return { text: tidy + after, from: tidy.length, to: tidy.length };
}

/** What Backspace makes of a text whose caret is just behind a mark: the mark goes as one. Null elsewhere. */
export function backspaced(text: string, caret: number): Edited | null {
  const mark = marksIn(text).find((one) => one.end === caret);
  if (!mark) return null;
  const found = without(text, mark);
  return { ...found, from: found.to };
}

export interface Stretch {
  text: string;
  kind: "plain" | "sign" | "pause" | "strong" | "moderate" | "reduced" | "said";
}

/** The text in stretches, each with what it is; joined they are the text. */
export function stretches(text: string): Stretch[] {
  const found: Stretch[] = [];
  let at = 0;
  const put = (end: number, kind: Stretch["kind"]) => {
    if (end > at) found.push({ text: text.slice(at, end), kind });
    at = end;
  };
  for (const mark of marksIn(text)) {
    put(mark.start, "plain");
    if (mark.kind === "pause") put(mark.end, "pause");
    else {
      put(mark.from, "sign");
      put(mark.to, mark.kind === "said" ? "said" : levelName(mark.level));
      put(mark.end, "sign");
    }
  }
  put(text.length, "plain");
  return found;
}

export const levelName = (level: number): "strong" | "moderate" | "reduced" => (level < 0 ? "reduced" : level > 1 ? "strong" : "moderate");
