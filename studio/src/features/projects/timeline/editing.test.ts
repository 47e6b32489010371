import { describe, expect, test } from "vitest";
import type { Clip, Line, ProjectDocument } from "@/api/projects";
import { appliedAll } from "../operations";
import { draggedLanes, gapsInView, gapsOf, lanesOf, soundLengths } from "./blocks";
import { anchoring, closing, copying, deleting, dropping, duplicating, edgeFrom, edgesOf, lineRoom, louder, moving, pasting, splitting, trimming } from "./editing";

const line = (id: string, start: number, end: number, more: Partial<Line> = {}): Line => ({ id, text: id, takes: [], take_id: `take_${id}`, take_seconds: end - start, state: "done", start, end, ...more });
const clip = (id: string, start: number, more: Partial<Clip> = {}): Clip => ({ id, track_id: "track_m", asset_id: "asset_a", start, begins: start, duration: 2, ...more });
const DOCUMENT: ProjectDocument = {
  id: "proj_1", revision: 1, name: "Garden", duration: 5, default_gap_ms: 250, speakers: [],
  assets: [{ id: "asset_a", name: "rain.wav", credit: "", media_type: "audio/wav", duration: 10 }],
  tracks: [{ id: "track_s", kind: "speech" }, { id: "track_m", kind: "music" }, { id: "track_e", kind: "effect" }],
  lines: [line("line_a", 0, 1), line("line_b", 1.25, 3), line("line_c", 3.25, 5)],
  clips: [clip("clip_1", 0), clip("clip_2", 2), clip("clip_3", 5), clip("clip_e", 3, { track_id: "track_e" })],
  markers: [{ id: "marker_1", name: "One", at: 1, begins: 1 }],
};
const set = (...ids: string[]) => new Set(ids);
const starts = (document: ProjectDocument) => Object.fromEntries(document.clips.map((one) => [one.id, one.begins]));

describe("edits of the timeline", () => {
  test("of thousands of pauses only those are shown that are in view and wide enough to be held", () => {
    const lines = Array.from({ length: 6000 }, (_, n) => line(`line_${n}`, n * 6, n * 6 + 5.75));
    const gaps = gapsOf(lanesOf({ ...DOCUMENT, lines, clips: [] })[0]!.blocks);
    expect(gaps).toHaveLength(5999);
    expect(gapsInView(gaps, 0.25, { left: 0, scale: 0.033 }, 1200)).toEqual([]);
    expect(gapsInView(gaps, 0.25, { left: 600, scale: 20 }, 1200)).toEqual([]);
    expect(gapsInView(gaps, 0.25, { left: 600, scale: 100 }, 1200).map((one) => one.after.id)).toEqual(["line_101", "line_102"]);
  });
  test("a deleted clip leaves a gap, or later clips of its track close it", () => {
    expect(starts(appliedAll(DOCUMENT, deleting(DOCUMENT, set("clip_1"))))).toEqual({ clip_2: 2, clip_3: 5, clip_e: 3 });
    expect(starts(appliedAll(DOCUMENT, closing(DOCUMENT, set("clip_1"))))).toEqual({ clip_2: 0, clip_3: 3, clip_e: 3 });
    expect(starts(appliedAll(DOCUMENT, closing(DOCUMENT, set("clip_1", "clip_2"))))).toEqual({ clip_3: 1, clip_e: 3 });
  });
  test("two clips that overlap close no more than what they filled together", () => {
    const both = { ...DOCUMENT, clips: [clip("clip_1", 0), clip("clip_2", 1), clip("clip_3", 5)] };
    expect(starts(appliedAll(both, closing(both, set("clip_1", "clip_2"))))).toEqual({ clip_3: 2 });
  });
  test("copies are put where the playhead is, with their distances and settings", () => {
    const board = copying({ ...DOCUMENT, clips: [clip("clip_1", 1, { gain_db: -6, fade_in_ms: 40 }), clip("clip_e", 4, { track_id: "track_e" })] }, set("clip_1", "clip_e"))!;
    const { operations, ids } = pasting(DOCUMENT, board, 10, undefined);
    const made = appliedAll(DOCUMENT, operations).clips.filter((one) => ids.has(one.id));
    expect(made).toMatchObject([{ track_id: "track_m", begins: 10, gain_db: -6, fade_in_ms: 40 }, { track_id: "track_e", begins: 13 }]);
    expect(made.every((one) => !("position" in one))).toBe(true);
  });
  test("a copy whose track is gone gets another one of its kind", () => {
    const board = copying(DOCUMENT, set("clip_e"))!;
    const without = { ...DOCUMENT, tracks: DOCUMENT.tracks.slice(0, 2) };
    const made = appliedAll(without, pasting(without, board, 0, undefined).operations);
    expect(made.tracks.at(-1)).toMatchObject({ kind: "effect" });
    expect(made.clips.at(-1)!.track_id).toBe(made.tracks.at(-1)!.id);
  });
  test("a duplicate stands behind what it was made of, a line's keeps its sound", () => {
    const clips = duplicating(DOCUMENT, set("clip_1", "clip_2"))!;
    expect(appliedAll(DOCUMENT, clips.operations).clips.filter((one) => clips.ids.has(one.id)).map((one) => one.begins)).toEqual([4, 6]);
    const lines = appliedAll(DOCUMENT, duplicating(DOCUMENT, set("line_a"))!.operations).lines;
    expect(lines.map((one) => one.text)).toEqual(["line_a", "line_a", "line_b", "line_c"]);
    expect(lines[1]!.take_id).toBe("take_line_a");
    expect(duplicating(DOCUMENT, set())).toBeNull();
  });
  test("a split goes through the selection, else through every clip there; a loop is left whole", () => {
    const split = appliedAll(DOCUMENT, splitting(DOCUMENT, set("clip_1"), 0.5));
    expect(split.clips.slice(0, 2)).toMatchObject([{ begins: 0, duration: 0.5 }, { begins: 0.5, duration: 1.5, trim_start: 0.5 }]);
    expect(splitting(DOCUMENT, set(), 3.5).map((one) => one.id)).toEqual(["clip_2", "clip_e"]);
    const loop = { ...DOCUMENT, clips: [clip("clip_1", 0, { loop: true })] };
    expect(splitting(loop, set(), 1)).toEqual([]);
    expect(splitting(DOCUMENT, set(), 2)).toEqual([]);
  });
  test("selected clips are trimmed at the playhead, stretched and anchored ones too", () => {
    expect(appliedAll(DOCUMENT, trimming(DOCUMENT, set("clip_2"), 3, "end")).clips[1]).toMatchObject({ begins: 2, duration: 1 });
    const odd = { ...DOCUMENT, clips: [clip("clip_1", 0.5, { begins: 1.75, stretch: 2, anchor: { line_id: "line_b" } })] };
    expect(appliedAll(odd, trimming(odd, set("clip_1"), 2.75, "start")).clips[0]).toMatchObject({ start: 1.5, begins: 2.75, trim_start: 0.5, duration: 1, anchor: { line_id: "line_b" } });
    expect(trimming(DOCUMENT, set(), 1, "end")).toEqual([]);
  });
  test("clips move together, not before the beginning, and to other tracks", () => {
    expect(starts(appliedAll(DOCUMENT, moving(DOCUMENT, set("clip_2", "clip_3"), -3)))).toMatchObject({ clip_2: 0, clip_3: 3 });
    const moved = appliedAll(DOCUMENT, moving(DOCUMENT, set("clip_1"), 0, () => "track_e"));
    expect(moved.clips[0]).toMatchObject({ track_id: "track_e", begins: 0 });
    expect(moving(DOCUMENT, set("clip_1"), 0)).toEqual([]);
  });
  test("a line that is moved changes the pause before it, one in a slot takes the slot along", () => {
    expect(moving(DOCUMENT, set("line_b", "line_c"), 0.5)).toEqual([{ op: "line.update", id: "line_a", set: { pause_after_ms: 750 } }]);
    expect(moving(DOCUMENT, set("line_b"), -9)).toEqual([{ op: "line.update", id: "line_a", set: { pause_after_ms: 0 } }]);
    expect(moving(DOCUMENT, set("line_a"), 1)).toEqual([]);
    expect(lineRoom(DOCUMENT, set("line_b"))).toEqual({ least: 0.25, most: 59.75 });
    const dub = { ...DOCUMENT, lines: [line("line_a", 4, 5, { slot_start: 4, slot_end: 6 })] };
    expect(moving(dub, set("line_a"), 1.5)).toEqual([{ op: "line.update", id: "line_a", set: { slot_start: 5.5, slot_end: 7.5 } }]);
  });
  test("a level stays within what the server takes", () => {
    expect(louder({ ...DOCUMENT, clips: [clip("clip_1", 0, { gain_db: 23.6 })] }, set("clip_1", "line_a"), 1).map((one) => one.set)).toEqual([{ gain_db: 24 }, { gain_db: 1 }]);
  });
  test("a clip that is tied to a line and let go stays where it is", () => {
    const tied = appliedAll(DOCUMENT, [anchoring(DOCUMENT.clips[1]!, DOCUMENT.lines[1]!)]);
    expect(tied.clips[1]).toMatchObject({ start: 0.75, begins: 2, anchor: { line_id: "line_b" } });
    expect(appliedAll(tied, [anchoring(tied.clips[1]!, null)]).clips[1]).toMatchObject({ start: 2, begins: 2 });
  });
  test("edges are found in both directions", () => {
    const edges = edgesOf(lanesOf(DOCUMENT), DOCUMENT.markers);
    expect([edgeFrom(edges, 1, 1), edgeFrom(edges, 1, -1), edgeFrom(edges, 0, -1)]).toEqual([1.25, 0, 0]);
  });
  test("a drag is shown as it will be kept", () => {
    const sounds = soundLengths(DOCUMENT);
    const of = (grip: "move" | "start" | "end" | "fade_in" | "fade_out", by: number, lanes = 0, id = "clip_2") => draggedLanes(lanesOf(DOCUMENT), { grip, id, ids: set(id), by, lanes }, sounds).flatMap((lane) => lane.blocks).find((one) => one.id === id)!;
    expect(of("move", 1.5)).toMatchObject({ start: 3.5, end: 5.5 });
    expect(draggedLanes(lanesOf(DOCUMENT), { grip: "move", id: "clip_2", ids: set("clip_2"), by: 0, lanes: 1 }, sounds)[2]!.blocks.map((one) => one.id)).toEqual(["clip_2", "clip_e"]);
    expect(of("end", 50).end).toBe(12);
    expect(of("start", -1)).toMatchObject({ start: 2, trim: 0 });
    for (const [grip, by, kept] of [["start", 0.5, { start: 2.5, trim_start: 0.5, duration: 1.5 }], ["end", -1, { duration: 1 }], ["fade_in", 0.3, { fade_in_ms: 300 }], ["fade_out", -0.2, { fade_out_ms: 200 }]] as const) {
      expect(dropping(DOCUMENT, grip, of(grip, by))).toEqual([{ op: "clip.update", id: "clip_2", set: kept }]);
    }
    // What follows a line comes along when it is dragged.
    const pulled = draggedLanes(lanesOf(DOCUMENT), { grip: "move", id: "line_b", ids: set("line_b"), by: 1, lanes: 0 }, sounds)[0]!.blocks;
    expect(pulled.map((one) => one.start)).toEqual([0, 2.25, 4.25]);
  });
  test("a pause between lines is a thing of its own: it is as long as one sees it, and what follows comes along", () => {
    const gaps = (document: ProjectDocument) => gapsOf(lanesOf(document)[0]!.blocks).map((gap) => [gap.before.id, gap.after.id, gap.start, gap.end]);
    expect(gaps(DOCUMENT)).toEqual([["line_a", "line_b", 1, 1.25], ["line_b", "line_c", 3, 3.25]]);
    const lanes = draggedLanes(lanesOf(DOCUMENT), { grip: "move", id: "line_b", ids: set("line_b"), by: 0.5, lanes: 0 }, soundLengths(DOCUMENT));
    expect(gapsOf(lanes[0]!.blocks).map((gap) => gap.end - gap.start)).toEqual([0.75, 0.25]);
    expect(moving(DOCUMENT, set("line_b"), 0.5)).toEqual([{ op: "line.update", id: "line_a", set: { pause_after_ms: 750 } }]);
    expect(moving(DOCUMENT, set("line_b"), -9)).toEqual([{ op: "line.update", id: "line_a", set: { pause_after_ms: 0 } }]);
    // A slot is a time, and not a pause; a line without sound is passed over; lines that overlap have none between them.
    const slotted = { ...DOCUMENT, lines: [line("line_a", 0, 1), line("line_b", 1.25, 3, { slot_start: 1.25, slot_end: 3 }), line("line_c", 2.9, 5)] };
    expect(gaps(slotted)).toEqual([]);
    const { take_id: _, ...silent } = line("line_b", 1, 1);
    expect(gaps({ ...DOCUMENT, lines: [line("line_a", 0, 1), silent, line("line_c", 1.25, 5)] })).toEqual([["line_a", "line_c", 1, 1.25]]);
  });
});
