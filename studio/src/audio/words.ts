import type { SpokenWord } from "@/api/types";

export interface PlacedWord extends SpokenWord {
  /** Offsets into the text, in UTF-16 units as the browser counts. */
  from: number;
  to: number;
}

const plain = (text: string) => text.toLocaleLowerCase().normalize("NFC");

/** Where in `text` each spoken word stands, found left to right; words that are not in it (read-out numbers) share the gap. */
export function placeWords(text: string, words: readonly SpokenWord[]): PlacedWord[] {
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
