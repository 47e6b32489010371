import { expect, test } from "vitest";
import { partsOf } from "./TakeWave";

test("a small waveform keeps the loudest of each part, of short takes too", () => {
  expect(partsOf([1, 9, 2, 3, 7, 4], 3)).toEqual([9, 3, 7]);
  expect(partsOf([5, 8], 4)).toEqual([5, 5, 8, 8]);
  expect(partsOf([], 3)).toEqual([0, 0, 0]);
});
