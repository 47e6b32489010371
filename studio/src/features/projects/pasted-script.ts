/** The longest line that a paste makes of prose; longer paragraphs are cut at the ends of sentences. */
export const LONG = 600;

/** `NAME: what is said`, as the server reads it. */
const NAMED = /^(?!\p{Ll})\p{L}[\p{L}\p{M}\p{N}_ .'’-]{0,38}?\s*[:：]\s+\S/u;

/**
 * What is pasted into a line as a script, each line a paragraph; null for what goes in where the caret is: a single line, unless
 * it is long, or names who says it and the line `into` which it is pasted is empty.
 */
export function scriptOf(pasted: string, into: string): string | null {
  const given = pasted
    .split(/\r\n?|\n/)
    .map((one) => one.trim())
    .filter(Boolean);
  const lines = given.flatMap((one) => (NAMED.test(one) ? [one] : inSentences(one, LONG)));
  const named = given.length === 1 && !into.trim() && NAMED.test(given[0]!);
  return lines.length > 1 || named ? lines.join("\n\n") : null;
}

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
