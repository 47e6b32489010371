import { expect, it } from "vitest";
import { descriptionOf, engineOf, recipeOf, toggleChip } from "./store";

it("chips that contradict each other change places", () => {
  expect(toggleChip(["female", "warm"], "male")).toEqual(["warm", "male"]);
  expect(toggleChip(["warm"], "warm")).toEqual([]);
  expect(descriptionOf({ description: " a narrator ", chips: ["warm", "old"] })).toBe("a narrator, warm, elderly");
});

it("a blend is written in shares of one", () => {
  const parts = [
    { id: "voice_a", name: "A", share: 60 },
    { id: "voice_b", name: "B", share: 20 },
  ];
  expect(recipeOf(parts)).toBe("0.75*voice_a + 0.25*voice_b");
  expect(recipeOf(parts.map((part) => ({ ...part, share: 0 })))).toBe("0.00*voice_a + 0.00*voice_b");
});

it("an engine is asked for where there is a choice, and is there", () => {
  const [kokoro, qwen] = [{ id: "kokoro" }, { id: "qwen" }];
  expect(engineOf("qwen", [kokoro, qwen])).toBe("qwen");
  expect(engineOf(null, [kokoro, qwen])).toBe("kokoro");
  expect(engineOf("removed", [kokoro, qwen])).toBe("kokoro");
  expect(engineOf("qwen", [kokoro])).toBeNull();
});
