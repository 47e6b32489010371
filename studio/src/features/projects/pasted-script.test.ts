import { describe, expect, test } from "vitest";
import { LONG, inSentences, scriptOf } from "./pasted-script";

describe("what is pasted into a line", () => {
  test("several lines are a script, one is text", () => {
    expect(scriptOf("ANNA: Hello.\r\n\r\n  민수: 안녕?  \nPierre: Salut.\n", "")).toBe("ANNA: Hello.\n\n민수: 안녕?\n\nPierre: Salut.");
    expect(scriptOf("One line.\n", "")).toBeNull();
    expect(scriptOf("\n \n", "")).toBeNull();
    expect(scriptOf("", "")).toBeNull();
  });
  test("one line that names who says it is a script where nothing stands yet", () => {
    expect(scriptOf("민수: 안녕?", "  ")).toBe("민수: 안녕?");
    expect(scriptOf("민수: 안녕?", "그가 말했다.")).toBeNull();
    for (const prose of ["https://example.org/a", "at 10:30 sharp", "note: it ends", "He came to the old house by the river, and said to all of them: no"]) expect(scriptOf(prose, "")).toBeNull();
  });
  test("a long paragraph becomes lines at the ends of sentences; one that names who says it stays whole", () => {
    const long = "This sentence is said again and again. ".repeat(40).trim();
    const lines = scriptOf(long, "")!.split("\n\n");
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.every((line) => line.length <= LONG && line.endsWith("."))).toBe(true);
    expect(lines.join(" ")).toBe(long);
    expect(scriptOf(`ANNA: ${long}\nBEN: Yes.`, "")).toBe(`ANNA: ${long}\n\nBEN: Yes.`);
  });
  test("100,000 characters of emoji and mixed scripts are cut, and none is lost", () => {
    const text = "Hello 안녕하세요 👩‍👩‍👧 мир、世界。 ".repeat(3500).slice(0, 100_000) + "👩‍👩‍👧".repeat(400);
    const parts = inSentences(text, LONG);
    expect(parts.every((part) => part.length <= LONG && !part.includes("\uFFFD"))).toBe(true);
    expect(parts.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    for (const part of parts) expect(/[\uD800-\uDBFF]$|^[\uDC00-\uDFFF]/.test(part)).toBe(false);
  });
});
