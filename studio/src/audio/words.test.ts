import { describe, expect, it } from "vitest";
import { placeWords, wordAt } from "./words";

const spoken = (...words: string[]) => words.map((word, i) => ({ word, start: i, end: i + 0.8 }));

describe("placeWords", () => {
  it("finds words in order, whatever their case and punctuation", () => {
    const text = "“The cat,” she said, “is THE cat.”";
    const placed = placeWords(text, spoken("the", "cat", "she", "said", "is", "the", "cat"));
    expect(placed.map((word) => text.slice(word.from, word.to))).toEqual(["The", "cat", "she", "said", "is", "THE", "cat"]);
  });
  it("marks the figure when its words are read out", () => {
    const text = "It costs $42 today";
    const placed = placeWords(text, spoken("It", "costs", "forty", "two", "dollars", "today"));
    expect(placed.map((word) => text.slice(word.from, word.to))).toEqual(["It", "costs", "$42", "$42", "$42", "today"]);
  });
  it("works for Korean and beside emoji", () => {
    const text = "안녕하세요 👩‍👩‍👧 여러분, 반갑습니다.";
    const placed = placeWords(text, spoken("안녕하세요", "여러분", "반갑습니다"));
    expect(placed.map((word) => text.slice(word.from, word.to))).toEqual(["안녕하세요", "여러분", "반갑습니다"]);
  });
});

it("takes the server's places, counted in code points, behind leading space", () => {
  const text = "  👋🏽 hello 👩‍👩‍👧 world";
  const points = [...text.trimStart()];
  const place = (word: string) => points.join("").indexOf(word) >= 0 ? [...points.join("").slice(0, points.join("").indexOf(word))].length : -1;
  const words = ["hello", "world"].map((word, i) => ({ word, start: i, end: i + 1, start_char: place(word), end_char: place(word) + 5 }));
  expect(placeWords(text, words).map((word) => text.slice(word.from, word.to))).toEqual(["hello", "world"]);
});

describe("wordAt", () => {
  const words = [
    { start: 0.1, end: 0.5 },
    { start: 0.5, end: 0.9 },
    { start: 2, end: 2.4 },
  ];
  it("tells the word, bridges short pauses and not long ones", () => {
    expect([0, 0.1, 0.49, 0.5, 1.1, 1.5, 2.2, 9].map((t) => wordAt(words, t))).toEqual([-1, 0, 0, 1, 1, -1, 2, -1]);
    expect(wordAt([], 1)).toBe(-1);
  });
});
