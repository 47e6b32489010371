import { expect, test } from "vitest";
import { heard, toPcm, useDictation } from "./dictation";

test("samples are brought to 16 bits, limited, and to a rate that the server takes", () => {
  expect([...toPcm(new Float32Array([0, 0.5, 2, -2]), 1)]).toEqual([0, 16_384, 32_767, -32_767]);
  expect([...toPcm(new Float32Array([0, 1, 1, 1, 0.5]), 2)]).toEqual([16_384, 32_767]);
});

test("words that may change are apart from those that hardly do, and a final replaces both", () => {
  const off = useDictation.getState();
  const partial = { ...off, ...heard(off, { type: "partial", text: "the old fairy", stable_text: "the old", language: "en" }) };
  expect([partial.stable, partial.rest, partial.language]).toEqual(["the old", " fairy", "en"]);
  const done = { ...partial, ...heard(partial, { type: "final", text: "The old ferry leaves.", start: 0.4, end: 1.9, words: [] }) };
  expect([done.stable, done.rest]).toEqual(["", ""]);
  expect(done.lines).toEqual([{ id: 0, start: 0.4, end: 1.9, text: "The old ferry leaves.", words: [] }]);
  expect(heard(done, { type: "final", text: "", words: [] }).lines).toBe(done.lines);
  expect(heard(done, { type: "speech_started" })).toEqual({});
});
