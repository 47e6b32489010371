import { describe, expect, it } from "vitest";
import { equalGains, gatedLoudness, kWeighting, loudnessOf, truePeakOf } from "./loudness";

const tone = (hz: number, amplitude: number, seconds: number, rate: number) =>
  Float32Array.from({ length: seconds * rate }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / rate));

describe("loudnessOf", () => {
  it("has the standard's coefficients at 48 kHz", () => {
    const [shelf, pass] = kWeighting(48_000);
    expect(shelf.b0).toBeCloseTo(1.53512485958697, 6);
    expect(shelf.a1).toBeCloseTo(-1.69065929318241, 6);
    expect(shelf.a2).toBeCloseTo(0.73248077421585, 6);
    expect(pass.a1).toBeCloseTo(-1.99004745483398, 6);
    expect(pass.a2).toBeCloseTo(0.99007225036621, 6);
  });

  it.each([24_000, 44_100, 48_000])("reads a full 997 Hz sine in one channel as -3.01 LUFS at %i Hz", (rate) => {
    expect(loudnessOf(tone(997, 1, 2, rate), rate)).toBeCloseTo(-3.01, 1);
  });

  it("does not count pauses", () => {
    const rate = 24_000;
    const speech = tone(500, 0.2, 2, rate);
    const padded = new Float32Array(rate * 10);
    padded.set(speech, rate * 3);
    expect(Math.abs(loudnessOf(padded, rate) - loudnessOf(speech, rate))).toBeLessThan(0.8);
    expect(loudnessOf(new Float32Array(rate), rate)).toBe(-Infinity);
  });
});

describe("truePeakOf", () => {
  it("finds what lies between the samples", () => {
    const sine = Float32Array.from({ length: 4800 }, (_, i) => Math.sin((Math.PI * i) / 2 + Math.PI / 4));
    expect(Math.max(...sine)).toBeCloseTo(Math.SQRT1_2, 3);
    expect(20 * Math.log10(truePeakOf(sine))).toBeCloseTo(0, 0);
    expect(Math.abs(20 * Math.log10(truePeakOf(sine)))).toBeLessThan(0.2);
    expect(truePeakOf(new Float32Array(100))).toBe(0);
  });
});

describe("gatedLoudness", () => {
  it("leaves out silence and what is 10 LU below the mean", () => {
    const loud = 10 ** ((-20 + 0.691) / 10);
    expect(gatedLoudness([loud, loud, 0, loud / 1000])).toBeCloseTo(-20, 6);
    expect(gatedLoudness([])).toBe(-Infinity);
  });
});

describe("equalGains", () => {
  it("makes clips equally loud and clips none", () => {
    const clips = [
      { loudness: -31, peak: 0.2 },
      { loudness: -14, peak: 0.95 },
      { loudness: -Infinity, peak: 0 },
    ];
    const gains = equalGains(clips);
    const after = clips.map((clip, i) => clip.loudness + 20 * Math.log10(gains[i]!));
    expect(after[0]).toBeCloseTo(after[1]!);
    expect(clips[0]!.peak * gains[0]!).toBeLessThan(1);
    expect(clips[1]!.peak * gains[1]!).toBeLessThan(1);
    expect(gains[2]).toBe(1);
  });
});
