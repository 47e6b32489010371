import { expect, test } from "vitest";
import { peaksOf } from "./peaks";
import { encodeWav } from "./wav";
import { partOfWav, peaksOfWav, readWav } from "./wav-file";

const RATE = 8000;
const samples = Float32Array.from({ length: RATE * 3 }, (_, i) => Math.sin(i / 7) * (i / (RATE * 3)));
const file = encodeWav(samples, RATE);

test("the head of a WAV file tells its length without reading it", async () => {
  expect(await readWav(file)).toMatchObject({ rate: RATE, channels: 1, duration: 3 });
  expect(await readWav(new Blob(["not a wav file, but long enough to be looked at closely"]))).toBeNull();
});

test("peaks of the file are those of its samples", async () => {
  const wav = (await readWav(file))!;
  const found = await peaksOfWav(file, wav, 60);
  const wanted = peaksOf(samples, 60);
  for (const [i, value] of wanted.entries()) expect(found[i]).toBeCloseTo(value, 2);
});

test("a part of it is a WAV file of that length with those samples", async () => {
  const wav = (await readWav(file))!;
  const part = partOfWav(file, wav, { start: 1, end: 1.5 });
  const again = (await readWav(part))!;
  expect(again.duration).toBeCloseTo(0.5);
  const [low, high] = await peaksOfWav(part, again, 1);
  expect([low, high]).toEqual([...(await peaksOfWav(file, wav, 6)).slice(4, 6)]);
});

test("three bytes a sample keep their sign", async () => {
  const head = new Uint8Array(await partOfWav(new Blob([new Uint8Array(9)]), { rate: RATE, channels: 1, bits: 24, float: false, from: 0, to: 9, duration: 9 / 3 / RATE }, { start: 0, end: 1 }).arrayBuffer());
  head.set([0, 0, 0x80, 0xff, 0xff, 0x7f, 0, 0, 0], 44);
  const whole = new Blob([head]);
  const [low, high] = await peaksOfWav(whole, (await readWav(whole))!, 1);
  expect(low).toBe(-1);
  expect(high).toBeCloseTo(1, 5);
});
