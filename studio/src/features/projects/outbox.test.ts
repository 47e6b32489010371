import { describe, expect, test } from "vitest";
import { type Parcel, queued } from "./outbox";

const update = (id: string, set: Record<string, unknown>) => ({ op: "line.update", id, set });

describe("the queue of changes", () => {
  test("typing in one line is one change", () => {
    let parcels: Parcel[] = [];
    for (const text of ["O", "On", "One"]) parcels = queued(parcels, [update("line_a", { text })], false);
    expect(parcels.map((one) => one.operations)).toEqual([[update("line_a", { text: "One" })]]);
  });
  test("a parcel on its way is not changed", () => {
    const first = queued([], [update("line_a", { text: "O" })], false);
    const both = queued(first, [update("line_a", { text: "On" })], true);
    expect(both).toHaveLength(2);
    expect(both[0]).toBe(first[0]);
    expect(queued(both, [update("line_a", { text: "One" })], true)[1]!.operations[0]!.set).toEqual({ text: "One" });
  });
  test("changes of different lines stay apart and in order", () => {
    const parcels = queued(queued([], [update("line_a", { text: "A" })], false), [update("line_b", { text: "B" })], false);
    expect(parcels.map((one) => one.operations[0]!.id)).toEqual(["line_a", "line_b"]);
  });
  test("a joined parcel is a new wish: the old key may stand for the old text", () => {
    const first = queued([], [update("line_a", { text: "O" })], false);
    expect(queued(first, [update("line_a", { text: "On" })], false)[0]!.wish).not.toBe(first[0]!.wish);
  });
});
