import { describe, expect, test } from "vitest";
import type { ProjectDocument } from "@/api/projects";
import { lanesOf, soundLengths } from "./blocks";
import { type Held, draggedTo, droppedOperations, idsWithin } from "./dragging";
import { LANE } from "./drawing";

const clip = (id: string, track_id: string, start: number) => ({ id, track_id, asset_id: "asset_a", start, begins: start, duration: 2 });
const document: ProjectDocument = {
  id: "proj_1", revision: 1, name: "Garden", duration: 9, default_gap_ms: 250, speakers: [], lines: [], markers: [],
  assets: [{ id: "asset_a", name: "rain.wav", credit: "", media_type: "audio/wav", duration: 10 }],
  tracks: [{ id: "track_m", kind: "music" }, { id: "track_e", kind: "effect" }],
  clips: [clip("clip_1", "track_m", 1), clip("clip_2", "track_m", 6)],
};
const lanes = lanesOf(document);
const view = { left: 0, scale: 40 };
const sounds = soundLengths(document);
const first = lanes.findIndex((lane) => lane.track?.id === "track_m");
const held = (grip: Held["drag"]["grip"]): Held => ({ drag: { grip, id: "clip_1", ids: new Set(["clip_1"]), by: 0, lanes: 0 }, from: 1, fromY: 0, block: lanes[first]!.blocks.find((one) => one.id === "clip_1")! });

describe("dragging in the timeline", () => {
  test("a clip snaps by its start or its end, and not before the project's beginning", () => {
    const of = { document, lanes, view };
    expect(draggedTo(held("move"), 1.05, first, [2], of).by).toBeCloseTo(1);
    expect(draggedTo(held("move"), 2.95, first, [6], of).by).toBeCloseTo(3);
    expect(draggedTo(held("move"), -5, first, [], of).by).toBe(-1);
  });
  test("a clip goes over to the lane under the pointer, an edge stays on its own", () => {
    const of = { document, lanes, view };
    expect(draggedTo(held("move"), 1, first + 1, [], of).lanes).toBe(1);
    expect(draggedTo(held("move"), 1, 99, [], of).lanes).toBe(lanes.length - 1 - first);
    expect(draggedTo(held("end"), 1, first + 1, [], of)).toMatchObject({ by: 1, lanes: 0 });
  });
  test("what is let go where it was changes nothing; over another lane it is moved there", () => {
    const one = held("move");
    expect(droppedOperations(one, { document, lanes, sounds })).toEqual([]);
    const moved = droppedOperations({ ...one, drag: { ...one.drag, by: 1, lanes: 1 } }, { document, lanes, sounds });
    expect(moved).toMatchObject([{ op: "clip.update", id: "clip_1", set: { start: 2, track_id: "track_e" } }]);
  });
  test("a marquee picks what it touches, in whichever direction it is drawn", () => {
    const y = first * LANE + 1;
    expect(idsWithin({ from: 5, fromY: y + 5, to: 2, toY: y }, lanes)).toEqual(["clip_1"]);
    expect(idsWithin({ from: 0, fromY: y, to: 9, toY: y }, lanes)).toEqual(["clip_1", "clip_2"]);
    expect(idsWithin({ from: 0, fromY: y + LANE, to: 9, toY: y + LANE }, lanes)).toEqual([]);
  });
});
