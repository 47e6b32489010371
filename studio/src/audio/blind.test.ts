import { expect, it } from "vitest";
import { byChance, isRight, newTrial } from "./blind";

it("counts an answer as right only when it names the recording", () => {
  expect(isRight({ ...newTrial(0.2), answer: "first" })).toBe(true);
  expect(isRight({ ...newTrial(0.8), answer: "first" })).toBe(false);
  expect(isRight(newTrial(0.2))).toBe(false);
});

it("knows what guessing can do", () => {
  expect(byChance(0, 6)).toBe(1);
  expect(byChance(6, 6)).toBeCloseTo(1 / 64);
  expect(byChance(5, 6)).toBeCloseTo(7 / 64);
});
