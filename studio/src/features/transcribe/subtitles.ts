/** A piece of a transcript as it is edited. */
export interface Line {
  id: number;
  start: number;
  end: number;
  text: string;
  /** Who says it (`speaker_0` …), where speakers were told apart. */
  speaker?: string;
  /** What was heard, word by word; the marks of doubt come from here. */
  words: { word: string; probability: number; start: number; end: number }[];
}

/** `00:01:02,345`, the way SRT writes time; VTT has a point instead. */
export function stamp(seconds: number, point: "," | "."): string {
  const ms = Math.max(0, Math.round(seconds * 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(ms / 3_600_000))}:${two(Math.floor(ms / 60_000) % 60)}:${two(Math.floor(ms / 1000) % 60)}${point}${String(ms % 1000).padStart(3, "0")}`;
}

/** The number that people count a speaker by, from 1 on; 0 where nobody is told. */
export const speakerNumber = (speaker: string | undefined): number => (speaker ? Number(speaker.split("_").at(-1)) + 1 || 0 : 0);

/** A line's words, behind who says them where that is somebody else than in the line before. */
const turn = (lines: Line[], index: number): string => {
  const line = lines[index]!;
  const who = speakerNumber(line.speaker);
  return who && line.speaker !== lines[index - 1]?.speaker ? `Speaker ${who}: ${line.text.trim()}` : line.text.trim();
};

const spoken = (lines: Line[]) => lines.filter((line) => line.text.trim());

export function toText(lines: Line[]): string {
  const said = spoken(lines);
  return `${said.map((_, index) => turn(said, index)).join("\n")}\n`;
}

export function toSrt(lines: Line[]): string {
  const said = spoken(lines);
  return said.map((line, index) => `${index + 1}\n${stamp(line.start, ",")} --> ${stamp(line.end, ",")}\n${turn(said, index)}\n`).join("\n");
}

export function toVtt(lines: Line[]): string {
  const safe = (text: string) => text.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("-->", "→");
  const voiced = (line: Line) => (speakerNumber(line.speaker) ? `<v Speaker ${speakerNumber(line.speaker)}>${safe(line.text)}</v>` : safe(line.text));
  return `WEBVTT\n\n${spoken(lines).map((line) => `${stamp(line.start, ".")} --> ${stamp(line.end, ".")}\n${voiced(line)}\n`).join("\n")}`;
}

export function toJson(lines: Line[], about: { language: string; duration: number; name: string }): string {
  return `${JSON.stringify({ ...about, text: spoken(lines).map((line) => line.text.trim()).join(" "), segments: lines }, null, 2)}\n`;
}

/** The lines with `find` replaced, and how often it stood there. Plain text, not a pattern. */
export function replaceAll(lines: Line[], find: string, by: string, exact: boolean): { lines: Line[]; count: number } {
  if (!find) return { lines, count: 0 };
  const pattern = new RegExp(find.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), exact ? "gu" : "giu");
  let count = 0;
  const next = lines.map((line) => {
    const text = line.text.replace(pattern, () => {
      count += 1;
      return by;
    });
    return text === line.text ? line : { ...line, text };
  });
  return { lines: count ? next : lines, count };
}

export interface Doubt {
  text: string;
  doubtful: boolean;
}

/** The text in stretches, doubtful where a word was heard with less than `least` probability and still stands there. */
export function doubts(line: Line, least = 0.5): Doubt[] {
  const parts: Doubt[] = [];
  let at = 0;
  for (const word of line.words) {
    const bare = word.word.trim();
    if (!bare) continue;
    const found = line.text.indexOf(bare, at);
    if (found < 0) continue;
    if (word.probability < least) {
      if (found > at) parts.push({ text: line.text.slice(at, found), doubtful: false });
      parts.push({ text: bare, doubtful: true });
      at = found + bare.length;
    } else {
      parts.push({ text: line.text.slice(at, found + bare.length), doubtful: false });
      at = found + bare.length;
    }
  }
  if (at < line.text.length) parts.push({ text: line.text.slice(at), doubtful: false });
  return parts.reduce<Doubt[]>((joined, part) => {
    const last = joined.at(-1);
    if (last && last.doubtful === part.doubtful && !part.doubtful) last.text += part.text;
    else joined.push({ ...part });
    return joined;
  }, []);
}
