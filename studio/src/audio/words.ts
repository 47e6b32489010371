export interface HeardWord {
  word: string;
  start: number;
  end: number;
  /** Where the server says it stands, counted in code points. */
  start_char?: number;
  end_char?: number;
}

export interface PlacedWord extends HeardWord {
  /** Offsets into the text, in UTF-16 units as the browser counts. */
  from: number;
  to: number;
}

const plain = (text: string) => text.toLocaleLowerCase().normalize("NFC");

/** How many UTF-16 units come before each code point: emoji are one of these and two of those. */
function unitsBefore(text: string): number[] {
  const before = [0];
  for (const character of text) before.push(before.at(-1)! + character.length);
  return before;
}

/**
 * Where in `text` each spoken word stands. The server's own places count when it told them, shifted by the
 * whitespace that `text` begins with and the server was not sent.
 */
export function placeWords(text: string, words: readonly HeardWord[]): PlacedWord[] {
  if (words.every((word) => word.start_char !== undefined && word.end_char !== undefined)) {
    const lead = text.length - text.trimStart().length;
    const units = unitsBefore(text.slice(lead));
    const at = (point: number) => lead + (units[Math.min(Math.max(point, 0), units.length - 1)] ?? 0);
    return words.map((word) => ({ ...word, from: at(word.start_char!), to: at(word.end_char!) }));
  }
  return searchWords(text, words);
}

/** The words found left to right; those that are not in the text (read-out numbers) share the gap. */
function searchWords(text: string, words: readonly HeardWord[]): PlacedWord[] {
  const lower = plain(text);
  const sameLength = lower.length === text.length;
  const hay = sameLength ? lower : text;
  const placed: (PlacedWord | null)[] = [];
  let at = 0;
  for (const word of words) {
    const bare = word.word.trim().replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, "");
    const needle = sameLength ? plain(bare) : bare;
    const found = needle ? hay.indexOf(needle, at) : -1;
    // A match far ahead is a chance one: it would jump over the sentence.
    if (found < 0 || found - at > 40 + needle.length) {
      placed.push(null);
      continue;
    }
    placed.push({ ...word, from: found, to: found + needle.length });
    at = found + needle.length;
  }
  return placed.flatMap((entry, i) => {
    if (entry) return [entry];
    const before = placed.slice(0, i).findLast((other) => other !== null);
    const after = placed.slice(i + 1).find((other) => other !== null);
    const from = before?.to ?? 0;
    const to = after?.from ?? text.length;
    const gap = text.slice(from, to);
    const lead = gap.length - gap.trimStart().length;
    const length = gap.trim().length;
    return length > 0 ? [{ ...words[i]!, from: from + lead, to: from + lead + length }] : [];
  });
}

/** The word that sounds at `time`, by bisection; the one before while a pause lasts less than 0.3 s. -1 for none. */
export function wordAt(words: readonly { start: number; end: number }[], time: number): number {
  let low = 0;
  let high = words.length - 1;
  let found = -1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (words[middle]!.start <= time) {
      found = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found >= 0 && time < words[found]!.end + 0.3 ? found : -1;
}
