import { describe, expect, it } from "vitest";
import { LONG, PLAIN, type Row, type Take, inSentences, lengthOf, mergeRow, newRow, parseScript, pasteLines, splitRow, stateOf, wantsSound } from "./script-rows";

const voice = { id: "voice_a", name: "Ann", kind: "preset" as const };
const take = (text: string, more: Partial<Take> = {}): Take => ({
  generationId: "gen_1", chunkIds: ["c"], audioUrl: "/a", text, voice, manner: { ...PLAIN, seed: 7 }, seed: 7, engine: "kokoro", duration: 2, words: [], at: "", ...more,
});
const texts = (rows: Row[]) => rows.map((row) => row.text);

describe("a row's state", () => {
  const row = newRow({ voice, text: "Hello." });
  it("follows its take", () => {
    expect(stateOf(row)).toBe("draft");
    const done = { ...row, takes: [take("Hello.")] };
    expect(stateOf(done)).toBe("done");
    expect(stateOf({ ...done, text: "Hello!" })).toBe("stale");
    expect(stateOf({ ...done, voice: { ...voice, id: "voice_b" } })).toBe("stale");
    expect(stateOf({ ...done, manner: { ...PLAIN, speed: 1.2 } })).toBe("stale");
    expect(stateOf({ ...done, manner: { ...PLAIN, seed: 8 } })).toBe("stale");
    expect(stateOf({ ...done, locked: true, text: "x" })).toBe("locked");
    expect(stateOf({ ...row, error: "no" })).toBe("failed");
    expect(stateOf({ ...row, pending: { wish: "w", generationId: null, state: "waiting", progress: null, position: null } })).toBe("queued");
  });
  it("wants sound only when there is something new to say", () => {
    expect(wantsSound(row)).toBe(true);
    expect(wantsSound({ ...row, text: "  " })).toBe(false);
    expect(wantsSound({ ...row, locked: true })).toBe(false);
    expect(wantsSound({ ...row, takes: [take("Hello.")] })).toBe(false);
  });
});

describe("Enter and Backspace", () => {
  it("split where the caret is, and merge back", () => {
    const rows = [newRow({ text: "One two" })];
    const split = splitRow(rows, rows[0]!.id, 3)!;
    expect(texts(split.rows)).toEqual(["One", "two"]);
    expect(split.focus).toBe(split.rows[1]!.id);
    const merged = mergeRow(split.rows, split.focus)!;
    expect(texts(merged.rows)).toEqual(["One two"]);
    expect(merged.caret).toBe(4);
  });
  it("leave locked rows alone, and the first row where it is", () => {
    const rows = [newRow({ text: "a", locked: true }), newRow({ text: "b" })];
    expect(mergeRow(rows, rows[1]!.id)).toBeNull();
    expect(splitRow(rows, rows[0]!.id, 0)).toBeNull();
    expect(mergeRow([newRow()], "row_x")).toBeNull();
  });
  it("keep the takes of the row that remains", () => {
    const rows = [newRow({ text: "" }), newRow({ text: "b", takes: [take("b")] })];
    expect(mergeRow(rows, rows[1]!.id)!.rows[0]!.takes.length).toBe(1);
  });
});

describe("pasting a script", () => {
  it("reads speakers, in any script, and goes on with the last one", () => {
    expect(parseScript("MINA: Hi there.\nBen O'Neil: Hello!\nHow are you?\n\n지민: 잘 지내요.")).toEqual([
      { speaker: "MINA", text: "Hi there." },
      { speaker: "Ben O'Neil", text: "Hello!" },
      { speaker: "Ben O'Neil", text: "How are you?" },
      { speaker: "지민", text: "잘 지내요." },
    ]);
  });
  it("does not take prose or addresses for speakers", () => {
    const prose = "This is a story.\nIt goes on for a while.\nNote: it ends.\nThe end.";
    expect(parseScript(prose).every((line) => line.speaker === null)).toBe(true);
    expect(parseScript("https://example.org/a")[0]).toEqual({ speaker: null, text: "https://example.org/a" });
  });
  it("keeps what stands around the caret", () => {
    const rows = [newRow({ text: "Before after", voice })];
    const pasted = pasteLines(rows, rows[0]!.id, 7, 7, parseScript("one\ntwo\n"), () => null)!;
    expect(texts(pasted.rows)).toEqual(["Before one", "twoafter"]);
    expect(pasted.rows[1]!.voice).toEqual(voice);
    const script = pasteLines([newRow({ text: "" })], "nobody", 0, 0, [], () => null);
    expect(script).toBeNull();
  });
  it("cuts 100,000 characters of emoji and mixed scripts into rows and loses none", () => {
    const text = "Hello 안녕하세요 👩‍👩‍👧 мир、世界。 ".repeat(3500).slice(0, 100_000) + "👩‍👩‍👧".repeat(400);
    const parts = inSentences(text, LONG);
    expect(parts.every((part) => part.length <= LONG && !part.includes("\uFFFD"))).toBe(true);
    expect(parts.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    for (const part of parts) expect(/[\uD800-\uDBFF]$|^[\uDC00-\uDFFF]/.test(part)).toBe(false);
  });
});

it("the length is that of all takes and the gaps between", () => {
  const rows = [newRow({ takes: [take("a")] }), newRow(), newRow({ takes: [take("b", { duration: 3 })] })];
  expect(lengthOf(rows, 500)).toBeCloseTo(5.5);
});
