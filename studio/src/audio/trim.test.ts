import { describe, expect, it } from "vitest";
import { clampRange, cut, soundingRange } from "./trim";

describe("clampRange", () => {
  it("keeps handles in order, inside, and apart", () => {
    expect(clampRange({ start: 4, end: 2 }, 10)).toEqual({ start: 2, end: 4 });
    expect(clampRange({ start: -3, end: 99 }, 10)).toEqual({ start: 0, end: 10 });
    expect(clampRange({ start: 9.9, end: 9.95 }, 10)).toEqual({ start: 9.5, end: 10 });
    expect(clampRange({ start: 0, end: 0 }, 0.2)).toEqual({ start: 0, end: 0.2 });
  });
});

describe("soundingRange", () => {
  it("finds speech between silences", () => {
    const rate = 8000;
    const samples = new Float32Array(rate * 4);
    for (let i = rate; i < rate * 3; i++) samples[i] = 0.3 * Math.sin(i / 5);
    const range = soundingRange(samples, rate);
    expect(range.start).toBeCloseTo(0.85, 1);
    expect(range.end).toBeCloseTo(3.15, 1);
    expect(soundingRange(new Float32Array(rate), rate)).toEqual({ start: 0, end: 1 });
  });
});

it("cut fades both ends to zero", () => {
  const part = cut(new Float32Array(8000).fill(1), 8000, { start: 0.25, end: 0.5 });
  expect(part.length).toBe(2000);
  expect([part[0], part.at(-1), part[1000]]).toEqual([0, 0, 1]);
});
