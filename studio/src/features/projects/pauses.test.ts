import { describe, expect, it } from "vitest";
import type { Line } from "@/api/projects";
import { hasPause, pauseBy, pauseWithin } from "./pauses";

const key = (code: string, more = {}) => ({ code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe("pauses between lines", () => {
  it("are changed by keys, by 50 ms, with Shift and pages by half a second", () => {
    expect(pauseBy(key("ArrowRight"), 1)).toBe(0.05);
    expect(pauseBy(key("ArrowLeft", { shiftKey: true }), 1)).toBe(-0.5);
    expect(pauseBy(key("PageUp"), 1)).toBe(0.5);
    expect(pauseBy(key("Delete"), 1.25)).toBe(-1.25);
    expect(pauseBy(key("Enter"), 1)).toBeNull();
    expect(pauseBy(key("KeyA"), 1)).toBeUndefined();
    expect(pauseBy(key("ArrowRight", { ctrlKey: true }), 1)).toBeUndefined();
  });

  it("stay between none and a minute, in whole milliseconds", () => {
    expect([-20, 250.4, 61_000].map(pauseWithin)).toEqual([0, 250, 60_000]);
  });

  it("are heard where another line follows without a slot", () => {
    expect(hasPause({ id: "line_a" } as Line)).toBe(true);
    expect(hasPause({ id: "line_a", slot_start: 2 } as Line)).toBe(false);
    expect(hasPause(undefined)).toBe(false);
  });
});
