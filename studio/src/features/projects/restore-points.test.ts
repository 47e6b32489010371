import { expect, test } from "vitest";
import { contentsOf } from "./restore-points";

const said = (kind: string) => kind;

test("a revision is told by the kinds of things that it changed and the first words in it", () => {
  expect(contentsOf([{ op: "line.update", id: "line_1", set: { text: "It rained." } }], said)).toBe("line: “It rained.”");
  expect(contentsOf([{ op: "speaker.insert", speaker: { name: "ADA" } }, { op: "line.move", id: "line_1", after: null }], said)).toBe("speaker, line: “ADA”");
  expect(contentsOf([{ op: "clip.delete", id: "clip_1" }], said)).toBe("clip");
  expect(contentsOf([{ op: "line.insert", line: { text: "a".repeat(80) } }], said)).toBe(`line: “${"a".repeat(60)}…”`);
});
