import { describe, expect, test } from "vitest";
import { backspaced, markAt, marksIn, stretches, withEmphasis, withPause, without } from "./marks";

describe("marks in a line", () => {
  const text = "I [really](+2) mean it. [pause:500ms] [Esquilite](/ˈɛskwəl/), [정말](-1) [a link](/path/) [x](+3)";

  test("are found as the server reads them", () => {
    expect(marksIn(text).map((mark) => [mark.kind, text.slice(mark.start, mark.end)])).toEqual([
      ["emphasis", "[really](+2)"],
      ["pause", "[pause:500ms]"],
      ["said", "[Esquilite](/ˈɛskwəl/)"],
      ["emphasis", "[정말](-1)"],
    ]);
    expect(marksIn("[PAUSE: 90 s]")[0]).toMatchObject({ seconds: 60 });
    expect(marksIn("[pause:.25]")[0]).toMatchObject({ seconds: 0.25 });
  });

  test("are drawn in stretches that are the text", () => {
    expect(stretches(text).map((one) => one.text).join("")).toBe(text);
    expect(stretches("a [b](+1)").map((one) => one.kind)).toEqual(["plain", "sign", "moderate", "sign"]);
    expect(stretches("")).toEqual([]);
  });

  test("a pause is put in with spaces, never into another mark", () => {
    expect(withPause("Yes.No", 4)).toEqual({ text: "Yes. [pause:0.5s] No", from: 18, to: 18 });
    expect(withPause("Yes, no", 5).text).toBe("Yes, [pause:0.5s] no");
    expect(withPause("Yes.", 3).text).toBe("Yes [pause:0.5s].");
    expect(withPause("[so](+1)!", 2).text).toBe("[so](+1) [pause:0.5s]!");
    expect(withPause("", 0).text).toBe("[pause:0.5s]");
  });

  test("emphasis goes around the words that are selected, and changes where it is", () => {
    const made = withEmphasis("I really mean", 2, 9, 1)!;
    expect(made.text).toBe("I [really](+1) mean");
    expect(made.text.slice(made.from, made.to)).toBe("really");
    const changed = withEmphasis(made.text, made.from, made.to, -1)!;
    expect(changed.text).toBe("I [really](-1) mean");
    expect(changed.text.slice(changed.from, changed.to)).toBe("really");
    expect(withEmphasis("정말 고마워요", 0, 2, 2)!.text).toBe("[정말](+2) 고마워요");
    expect(withEmphasis("a - b", 1, 4, 1)).toBeNull();
    expect(withEmphasis("a [pause:1s] b", 0, 14, 1)).toBeNull();
  });

  test("a mark goes and its words stay", () => {
    expect(without("Yes. [pause:0.5s] No", marksIn("Yes. [pause:0.5s] No")[0]!).text).toBe("Yes. No");
    expect(without("Yes [pause:0.5s].", marksIn("Yes [pause:0.5s].")[0]!).text).toBe("Yes.");
    expect(without("[pause:0.5s] No", marksIn("[pause:0.5s] No")[0]!).text).toBe(" No");
    const line = "I [really](+1) mean";
    expect(without(line, markAt(line, 4, 5)!)).toEqual({ text: "I really mean", from: 2, to: 8 });
    expect(backspaced(line, 14)).toEqual({ text: "I really mean", from: 8, to: 8 });
    expect(backspaced(line, 13)).toBeNull();
  });
});
