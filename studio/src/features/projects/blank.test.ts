import { describe, expect, test } from "vitest";
import { type Blank, blankDocument, emptyLine, isEmptyLine, withEmptyLine } from "./blank";

const BLANK_PROJECT: Blank = { name: "Untitled", language: "en", asked: false };
const shown = () => ({ ...blankDocument(BLANK_PROJECT), lines: [emptyLine("voice_a")] });

describe("the empty line that a project without lines shows", () => {
  test("becomes a line with the first words that are typed into it, and another one is shown from then on", () => {
    const document = shown();
    const { id } = document.lines[0]!;
    expect(withEmptyLine(document, [{ op: "line.update", id, set: { text: "H" } }])).toEqual([{ op: "line.insert", id, line: { text: "H", voice_id: "voice_a" } }]);
    expect(isEmptyLine({ id })).toBe(false);
  });
  test("is inserted before what names it", () => {
    const document = shown();
    const { id } = document.lines[0]!;
    const next = { op: "line.insert", id: "line_next", line: { text: "" }, after: id };
    expect(withEmptyLine(document, [next])).toEqual([{ op: "line.insert", id, line: { text: "", voice_id: "voice_a" } }, next]);
  });
  test("stays out of what does not name it, and is not deleted", () => {
    const document = shown();
    const other = { op: "line.insert", id: "line_other", line: { text: "Hi" } };
    expect(withEmptyLine(document, [other])).toEqual([other]);
    expect(withEmptyLine(document, [{ op: "line.delete", id: document.lines[0]!.id }])).toEqual([]);
    expect(isEmptyLine(document.lines[0]!)).toBe(true);
  });
});
