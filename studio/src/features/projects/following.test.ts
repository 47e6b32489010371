import { describe, expect, test } from "vitest";
import type { Line, ProjectDocument } from "@/api/projects";
import { heardIn } from "./actions";
import { followed, laidOut } from "./following";

const line = (id: string, position: number, more: Partial<Line> = {}): Line => ({ id, position, text: id, takes: [], state: "draft", start: 0, end: 0, ...more });
const spoken = (id: string, position: number, seconds: number, more: Partial<Line> = {}) => line(id, position, { take_id: `take_${id}`, takes: [`take_${id}`], take_seconds: seconds, state: "done", ...more });
const DOCUMENT: ProjectDocument = {
  id: "proj_1", revision: 7, name: "Garden", duration: 0, default_gap_ms: 250, speakers: [{ id: "speaker_1", name: "ADA" }], tracks: [], markers: [], assets: [],
  lines: [spoken("a", 10, 2), spoken("b", 20, 1, { pause_after_ms: 1000 }), line("c", 30)],
  clips: [{ id: "clip_1", track_id: "track_1", asset_id: "asset_1", anchor: { line_id: "b", edge: "end" }, start: 0.5, begins: 0 }],
};
const told = (position: number, data: Record<string, unknown>, kind = "line") => ({ kind, position, data });

describe("lines laid out as the server does", () => {
  test("one behind the other, and what is anchored moves along", () => {
    const made = laidOut(DOCUMENT);
    expect(made.lines.map((one) => [one.start, one.end])).toEqual([[0, 2], [2.25, 3.25], [4.25, 4.25]]);
    expect(made.clips[0]!.begins).toBe(3.75);
    expect(laidOut({ ...DOCUMENT, clips: [] }).duration).toBe(4.25);
  });
  test("a project lasts to the end of its last clip, too", () => {
    const asset = { id: "asset_1", name: "rain.wav", duration: 2 } as ProjectDocument["assets"][number];
    expect(laidOut({ ...DOCUMENT, assets: [asset] }).duration).toBe(5.75);
    expect(laidOut({ ...DOCUMENT, assets: [asset], clips: [{ ...DOCUMENT.clips[0]!, trim_start: 1 }] }).duration).toBe(4.75);
  });
  test("a slot fixes a line in time", () => {
    const made = laidOut({ ...DOCUMENT, lines: [line("a", 1, { slot_start: 5, slot_end: 7 }), spoken("b", 2, 1)] });
    expect(made.lines.map((one) => [one.start, one.end])).toEqual([[5, 7], [7.25, 8.25]]);
  });
});

describe("changes that another window made", () => {
  test("a changed line comes in with its state, in its place", () => {
    const lines = { b: { state: "stale" as const, takes: ["take_b"], take_seconds: 1 } };
    const made = followed(DOCUMENT, { revision: 8, changed: { b: told(5, { text: "New", take_id: "take_b" }) }, lines });
    expect(made?.lines.map((one) => one.id)).toEqual(["b", "a", "c"]);
    expect(made?.lines[0]).toMatchObject({ text: "New", state: "stale", start: 0, end: 1 });
    expect(made?.lines[0]!.pause_after_ms).toBeUndefined();
    expect(made?.revision).toBe(8);
  });
  test("what was heard of a take stays with its line", () => {
    const heard = { take_id: "take_a", text: "a", flagged: false, missing: [] };
    const before = { ...DOCUMENT, lines: [{ ...DOCUMENT.lines[0]!, heard }, ...DOCUMENT.lines.slice(1)] };
    const made = followed(before, { revision: 8, changed: { a: told(10, { text: "a", take_id: "take_z", pause_after_ms: 10 }) }, lines: {} });
    expect(heardIn({}, before.lines[0]!)).toBe(heard);
    expect(made?.lines[0]!.heard).toBe(heard);
    expect(heardIn({}, made!.lines[0]!), "it is of another take").toBeUndefined();
    expect(heardIn({ take_z: { text: "z", flagged: true } }, made!.lines[0]!)?.text).toBe("z");
  });
  test("deleted and new items", () => {
    const made = followed(DOCUMENT, { revision: 8, changed: { a: null, d: told(25, { text: "D" }), clip_1: null }, lines: { d: { state: "draft", takes: [], take_seconds: null } } });
    expect(made?.lines.map((one) => one.id)).toEqual(["b", "d", "c"]);
    expect(made?.clips).toEqual([]);
  });
  test("an old change is nothing new; a gap, a large change and a speaker's change are read anew", () => {
    expect(followed(DOCUMENT, { revision: 7, changed: {}, lines: {} })).toBe(DOCUMENT);
    expect(followed(DOCUMENT, { revision: 9, changed: {}, lines: {} })).toBeNull();
    expect(followed(DOCUMENT, { revision: 8, changed: null, lines: null })).toBeNull();
    expect(followed(DOCUMENT, { revision: 8, changed: { speaker_1: told(1, { name: "BEN" }, "speaker") }, lines: {} })).toBeNull();
    expect(followed(DOCUMENT, { revision: 8, changed: { speaker_1: null }, lines: {} })).toBeNull();
  });
});
