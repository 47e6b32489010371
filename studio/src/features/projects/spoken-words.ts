import { type HeardWord, type PlacedWord, placeWords } from "@/audio/words";
import { type Line, type Words, listTakes } from "@/api/projects";

interface Said {
  text: string;
  words: HeardWord[];
}

const known = new Map<string, Promise<Said | null>>();
const MOST = 500;

/** The words of the take that a line plays, each where it stands in the line's text; none while it has no take. */
export async function wordsOf(project: string, line: Line): Promise<PlacedWord[]> {
  const id = line.take_id;
  if (!id) return [];
  let found = known.get(id);
  if (!found) {
    found = listTakes(project, line.id).then((takes) => takes.find((take) => take.id === id) ?? null);
    found.catch(() => known.delete(id));
    if (known.size >= MOST) known.clear();
    known.set(id, found);
  }
  const said = await found;
  return said ? placedIn(line.text, said) : [];
}

/** The server's places of words count in the text that was said; in another one they are looked for. */
export function placedIn(text: string, said: Said): PlacedWord[] {
  if (text === said.text) return placeWords(text, said.words);
  return placeWords(
    text,
    said.words.map(({ word, start, end }) => ({ word, start, end })),
  );
}

/** The word at a place in the text, or the nearest one before it; the first for a place before all of them. */
export function wordNear(words: readonly PlacedWord[], place: number): PlacedWord | null {
  return words.findLast((word) => word.from <= place) ?? words[0] ?? null;
}

/** What is selected in a text, in characters as the server counts them; null where no letter or digit is. */
export function selectedWords(text: string, from: number, to: number): Words | null {
  const said = text.slice(from, to);
  if (!/[\p{L}\p{N}]/u.test(said)) return null;
  const start = [...text.slice(0, from)].length;
  return { start_char: start, end_char: start + [...said].length };
}

/** The words of a take's text that the server names by its characters. */
export const wordsAt = (text: string, { start_char, end_char }: Words): string => [...text].slice(start_char, end_char).join("");

/** The word that is selected in a text, without the marks around it; empty where none or more than one is. */
export function selectedWord(text: string, from: number, to: number): string {
  const word = text.slice(from, to).replace(/^[\p{P}\p{S}\s]+|[\p{P}\p{S}\s]+$/gu, "");
  return /\s/.test(word) || word.length > 100 ? "" : word;
}
