import { describe, expect, test } from "vitest";
import { placedIn, selectedWord, selectedWords, wordNear, wordsAt } from "./spoken-words";

const SAID = {
  text: "Take 20 apples 🍎 home.",
  words: [
    { word: "Take", start: 0, end: 0.3, start_char: 0, end_char: 4 },
    { word: "20", start: 0.3, end: 0.7, start_char: 5, end_char: 7 },
    { word: "apples", start: 0.7, end: 1.1, start_char: 8, end_char: 14 },
    { word: "home.", start: 1.2, end: 1.6, start_char: 17, end_char: 22 },
  ],
};

describe("words of a take in the text of its line", () => {
  test("a word is found from any place in it, behind an emoji too", () => {
    const words = placedIn(SAID.text, SAID);
    expect(wordNear(words, 6)?.word).toBe("20");
    expect(wordNear(words, SAID.text.indexOf("home") + 2)?.start).toBe(1.2);
    expect(wordNear(words, 0)?.word).toBe("Take");
    expect(wordNear([], 3)).toBeNull();
  });
  test("in a text that was changed since, words are looked for", () => {
    const words = placedIn("Take all apples home.", SAID);
    expect(wordNear(words, 10)?.word).toBe("apples");
  });
  test("selected words are counted as the server counts, behind an emoji too", () => {
    const text = SAID.text;
    const from = text.indexOf("home");
    expect(selectedWords(text, 5, 14)).toEqual({ start_char: 5, end_char: 14 });
    expect(selectedWords(text, from, from + 5)).toEqual({ start_char: 17, end_char: 22 });
    expect(wordsAt(text, selectedWords(text, from, from + 5)!)).toBe("home.");
    expect(selectedWords(text, 14, 15)).toBeNull();
    expect(selectedWords(text, text.indexOf("🍎"), from)).toBeNull();
  });
  test("one word is selected, without the marks around it", () => {
    expect(selectedWord("Say “SQLite”, please.", 4, 13)).toBe("SQLite");
    expect(selectedWord("Say it twice.", 0, 6)).toBe("");
    expect(selectedWord("우리 집은 여기.", 3, 5)).toBe("집은");
    expect(selectedWord("—", 0, 1)).toBe("");
  });
});
