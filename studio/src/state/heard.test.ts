import { expect, it } from "vitest";
import { heardOf } from "./heard";

it("joins what was heard of all chunks and says which words were not", () => {
  const right = { heard: "We met", flagged: false, differences: [] };
  const wrong = { heard: "in Rocklow.", flagged: true, differences: [{ expected: "Lisbon" }] };
  expect(heardOf([right, wrong])).toEqual({ text: "We met in Rocklow.", flagged: true, missing: ["Lisbon"] });
  expect(heardOf([right])).toEqual({ text: "We met", flagged: false, missing: [] });
  expect(heardOf([])).toEqual({ text: "", flagged: false, missing: [] });
});
