import { describe, expect, it } from "vitest";
import { barsOf, peaksOf } from "./peaks";

describe("peaksOf", () => {
  it("never misses a single loud sample, at any width", () => {
    const samples = new Float32Array(48_001);
    samples[31_337] = -0.9;
    for (const columns of [1, 7, 300, 4001]) {
      const peaks = peaksOf(samples, columns);
      expect(Math.min(...peaks)).toBeCloseTo(-0.9);
      expect(peaks.length).toBe(columns * 2);
    }
  });

  it("draws a part, and more columns than samples", () => {
    const samples = Float32Array.from([0.1, 0.2, 0.3, 0.4]);
    expect(peaksOf(samples, 2, 2, 4)[1]).toBeCloseTo(0.3);
    expect(peaksOf(samples, 16).length).toBe(32);
    expect(peaksOf(new Float32Array(0), 4)).toEqual(new Float32Array(8));
  });
});

describe("barsOf", () => {
  it("stays inside the picture and marks silence with two pixels", () => {
    const peaks = Float32Array.from([-2, 2, 0, 0, -0.5, 0.25]);
    const bars = barsOf(peaks, 9, 40);
    expect(bars.map((bar) => bar.height)).toEqual([40, 2, 20]);
    for (const bar of bars) {
      expect(bar.y).toBeGreaterThanOrEqual(0);
      expect(bar.y + bar.height).toBeLessThanOrEqual(40);
      expect(bar.x + bar.width).toBeLessThanOrEqual(9);
    }
  });
});
