import { describe, expect, it } from "vitest";
import { Listening, pitchOf, twoVoices } from "./hints";

const RATE = 48_000;
const BLOCK = 2048;

let seed = 1;
const noise = () => {
  seed = (seed * 16_807) % 2_147_483_647;
  return seed / 1_073_741_823.5 - 1;
};
/** A buzz with eight harmonics, as a voice has, over a little noise. */
const voice = (hz: number, seconds: number, amplitude: number, floor = 1e-4) =>
  Float32Array.from({ length: Math.round(seconds * RATE) }, (_, i) => {
    let sum = 0;
    for (let h = 1; h <= 8; h++) sum += Math.sin((2 * Math.PI * hz * h * i) / RATE) / h;
    return (amplitude * sum) / 2 + floor * noise();
  });
const silence = (seconds: number, floor = 1e-4) => Float32Array.from({ length: Math.round(seconds * RATE) }, () => floor * noise());
const feed = (listening: Listening, samples: Float32Array) => {
  for (let i = 0; i + BLOCK <= samples.length; i += BLOCK) listening.hear(samples.subarray(i, i + BLOCK));
};

describe("pitchOf", () => {
  it.each([85, 110, 160, 220, 330])("hears %i Hz within two per cent", (hz) => {
    const heard = pitchOf(voice(hz, 0.05, 0.3), RATE);
    expect(Math.abs(heard! / hz - 1)).toBeLessThan(0.02);
  });
  it("hears none in noise or silence", () => {
    expect(pitchOf(silence(0.05, 0.1), RATE)).toBeNull();
    expect(pitchOf(new Float32Array(2048), RATE)).toBeNull();
  });
});

describe("twoVoices", () => {
  it("tells two speakers from one who speaks lively", () => {
    const one = Array.from({ length: 100 }, (_, i) => 120 * 2 ** ((4 * Math.sin(i)) / 12));
    const two = Array.from({ length: 100 }, (_, i) => (i % 3 ? 110 : 215) * 2 ** (Math.sin(i) / 12));
    expect(twoVoices(one)).toBe(false);
    expect(twoVoices(two)).toBe(true);
  });
});

describe("Listening", () => {
  const listen = (room: number) => {
    const listening = new Listening(RATE);
    listening.room(silence(1, room));
    return listening;
  };

  it("is content with a clear voice in a quiet room", () => {
    const listening = listen(1e-4);
    feed(listening, voice(120, 3, 0.2));
    expect(listening.hints()).toEqual(["good"]);
    expect(listening.speechSeconds).toBeGreaterThan(2.8);
  });
  it("says when it is too quiet, noisy or clipped", () => {
    const quiet = listen(1e-4);
    feed(quiet, voice(120, 3, 0.012));
    expect(quiet.hints()).toContain("too_quiet");
    const noisy = listen(0.05);
    feed(noisy, voice(120, 3, 0.2, 0.05));
    expect(noisy.hints()).toContain("noisy");
    const hot = listen(1e-4);
    feed(hot, voice(120, 3, 1.4).map((x) => Math.max(-1, Math.min(1, x))));
    expect(hot.hints()).toContain("clipping");
  });
  it("hears a hall and a second person", () => {
    const hall = listen(1e-4);
    for (let n = 0; n < 5; n++) {
      const word = new Float32Array(RATE);
      word.set(voice(120, 0.3, 0.3));
      for (let i = RATE * 0.3; i < RATE; i++) word[i] = 0.12 * noise() * Math.exp(-(i - RATE * 0.3) / (RATE * 0.11));
      feed(hall, word);
    }
    expect(hall.hints()).toContain("echo");
    const soft = listen(1e-4);
    for (const tail of [0.11, 0.02, 0.11, 0.11]) {
      const word = new Float32Array(RATE);
      word.set(voice(120, 0.3, 0.3));
      for (let i = RATE * 0.3; i < RATE; i++) word[i] = 0.12 * noise() * Math.exp(-(i - RATE * 0.3) / (RATE * tail));
      feed(soft, word);
    }
    expect(soft.hints(), "only some words end softly").not.toContain("echo");
    const pair = listen(1e-4);
    for (let n = 0; n < 4; n++) {
      feed(pair, voice(105, 1, 0.2));
      feed(pair, voice(210, 1, 0.2));
    }
    expect(pair.hints()).toContain("second_speaker");
  });
  it("claims nothing before there is speech", () => {
    const listening = listen(1e-4);
    feed(listening, silence(2));
    expect(listening.hints()).toEqual([]);
    expect(listening.speechDb).toBeNull();
  });
});
