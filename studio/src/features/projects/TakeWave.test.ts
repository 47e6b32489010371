import { expect, test } from "vitest";
import { barsOf, partsOf } from "./TakeWave";

test("a small waveform keeps the loudest of each part, of short takes too", () => {
  expect(partsOf([1, 9, 2, 3, 7, 4], 3)).toEqual([9, 3, 7]);
  expect(partsOf([5, 8], 4)).toEqual([5, 5, 8, 8]);
  expect(partsOf([], 3)).toEqual([0, 0, 0]);
});

test("a bar is as tall as its part is loud, and silence is still seen", () => {
  expect(barsOf([255, 0])).toBe("M0 0h2v24h-2zM3 11.5h2v1h-2z");
});
