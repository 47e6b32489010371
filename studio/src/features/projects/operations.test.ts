import { describe, expect, test } from "vitest";
import type { Line, ProjectDocument } from "@/api/projects";
import { applied, appliedAll, newId } from "./operations";

const line = (id: string, text: string, more: Partial<Line> = {}): Line => ({ id, text, takes: [], state: "draft", start: 0, end: 0, ...more });
const DOCUMENT: ProjectDocument = {
  id: "proj_1", revision: 3, name: "Garden", duration: 0, speakers: [], tracks: [], clips: [], markers: [], assets: [],
  lines: [line("line_a", "One two"), line("line_b", "Three", { take_id: "take_1", takes: ["take_1"], state: "done" })],
};
const texts = (document: ProjectDocument) => document.lines.map((one) => one.text);

describe("operations applied before the server has answered", () => {
  test("a line is inserted behind another, at the beginning, at the end", () => {
    const insert = (after?: string | null) => applied(DOCUMENT, { op: "line.insert", id: "line_c", line: { text: "New" }, ...(after === undefined ? {} : { after }) });
    expect(texts(insert("line_a"))).toEqual(["One two", "New", "Three"]);
    expect(texts(insert(null))).toEqual(["New", "One two", "Three"]);
    expect(texts(insert())).toEqual(["One two", "Three", "New"]);
  });
  test("a changed text makes the take stale, a changed pause does not", () => {
    const text = applied(DOCUMENT, { op: "line.update", id: "line_b", set: { text: "Four" } });
    expect(text.lines[1]).toMatchObject({ text: "Four", state: "stale", take_id: "take_1" });
    expect(applied(DOCUMENT, { op: "line.update", id: "line_b", set: { pause_after_ms: 700 } }).lines[1]!.state).toBe("done");
  });
  test("null takes a field away", () => {
    const made = applied(DOCUMENT, { op: "line.update", id: "line_b", set: { take_id: null } });
    expect("take_id" in made.lines[1]!).toBe(false);
  });
  test("a line that is split keeps its take until the server has cut it", () => {
    const spoken = { ...DOCUMENT, lines: DOCUMENT.lines.map((line) => ({ ...line, take_id: "take_a", takes: ["take_a"], take_seconds: 2, state: "done" as const })) };
    const [first, second] = applied(spoken, { op: "line.split", id: "line_a", at: 3, new_id: "line_n" }).lines;
    expect(first).toMatchObject({ take_id: "take_a", state: "stale" });
    expect(second).toMatchObject({ takes: [], state: "draft" });
    expect(second).not.toHaveProperty("take_id");
    expect(second).not.toHaveProperty("take_seconds");
  });
  test("split and join are each other's inverse", () => {
    const split = applied(DOCUMENT, { op: "line.split", id: "line_a", at: 3, new_id: "line_n" });
    expect(texts(split)).toEqual(["One", "two", "Three"]);
    expect(texts(applied(split, { op: "line.join", id: "line_a", with: "line_n" }))).toEqual(texts(DOCUMENT));
  });
  test("a line is split at a character as the server counts them", () => {
    const emoji = { ...DOCUMENT, lines: [line("line_a", "😀😀 Hi. 👍🏽 Bye.")] };
    expect(texts(applied(emoji, { op: "line.split", id: "line_a", at: 6, new_id: "line_n" }))).toEqual(["😀😀 Hi.", "👍🏽 Bye."]);
  });
  test("what is gone is left alone, unknown operations too", () => {
    expect(appliedAll(DOCUMENT, [{ op: "line.delete", id: "line_x" }, { op: "planet.move", id: "line_a" }])).toEqual(DOCUMENT);
  });
  test("a clip moved in time begins there", () => {
    const made = appliedAll(DOCUMENT, [
      { op: "track.insert", id: "track_m", track: { kind: "music" } },
      { op: "clip.insert", id: "clip_m", clip: { track_id: "track_m", asset_id: "asset_1", start: 2 } },
      { op: "clip.update", id: "clip_m", set: { start: 5.5 } },
    ]);
    expect(made.clips).toEqual([{ id: "clip_m", track_id: "track_m", asset_id: "asset_1", start: 5.5, begins: 5.5 }]);
  });
  test("ids have the server's form", () => {
    expect(newId("line")).toMatch(/^line_[a-z0-9]{12}$/);
  });
});
