import { describe, expect, it } from "vitest";
import { type Line, doubts, replaceAll, stamp, toJson, toSrt, toText, toVtt } from "./subtitles";

const line = (text: string, start: number, end: number, words: Line["words"] = []): Line => ({ id: start, start, end, text, words });
const lines = [line(" Hello there.", 0, 1.5), line("", 2, 3), line("A < b & c --> d", 3661.0015, 3662)];

describe("subtitles", () => {
  it("write time as each format wants it", () => {
    expect(stamp(3661.0015, ",")).toBe("01:01:01,002");
    expect(stamp(59.9996, ".")).toBe("00:01:00.000");
    expect(stamp(-1, ".")).toBe("00:00:00.000");
  });
  it("leave empty lines out and number the rest", () => {
    expect(toSrt(lines)).toBe("1\n00:00:00,000 --> 00:00:01,500\nHello there.\n\n2\n01:01:01,002 --> 01:01:02,000\nA < b & c --> d\n");
    expect(toVtt(lines)).toContain("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nHello there.");
    expect(toVtt(lines)).toContain("A &lt; b &amp; c → d");
    expect(toText(lines)).toBe("Hello there.\nA < b & c --> d\n");
    expect(JSON.parse(toJson(lines, { language: "en", duration: 4, name: "a" })).segments.length).toBe(3);
  });
});

describe("find and replace", () => {
  it("takes the words as they are, not as a pattern, in any case", () => {
    const found = replaceAll([line("Mr. Mrx mr.", 0, 1), line("none", 1, 2)], "mr.", "Dr$&", false);
    expect(found.count).toBe(2);
    expect(found.lines[0]!.text).toBe("Dr$& Mrx Dr$&");
    expect(replaceAll(lines, "", "x", false).count).toBe(0);
    expect(replaceAll([line("Mr. mr.", 0, 1)], "mr.", "x", true).count).toBe(1);
  });
});

it("doubts are marked where the unsure word still stands, and go when it is mended", () => {
  const words = [
    { word: "The", probability: 0.9, start: 0, end: 1 },
    { word: " cat", probability: 0.2, start: 1, end: 2 },
    { word: " sat.", probability: 0.9, start: 2, end: 3 },
  ];
  expect(doubts(line("The cat sat.", 0, 3, words))).toEqual([
    { text: "The ", doubtful: false },
    { text: "cat", doubtful: true },
    { text: " sat.", doubtful: false },
  ]);
  expect(doubts(line("The hat sat.", 0, 3, words))).toEqual([{ text: "The hat sat.", doubtful: false }]);
});

it("speakers stand where one begins, and in the voice tags of VTT", () => {
  const lines = [
    { id: 0, start: 0, end: 1, text: "One.", words: [], speaker: "speaker_0" },
    { id: 1, start: 1, end: 2, text: "Two.", words: [], speaker: "speaker_0" },
    { id: 2, start: 2, end: 3, text: "Three.", words: [], speaker: "speaker_1" },
  ];
  expect(toText(lines)).toBe("Speaker 1: One.\nTwo.\nSpeaker 2: Three.\n");
  expect(toSrt(lines)).toContain("\nSpeaker 2: Three.\n");
  expect(toVtt(lines)).toContain("<v Speaker 1>Two.</v>");
});
