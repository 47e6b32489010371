import { expect, it } from "vitest";
import { type Clip, bodyOf, troubleWith } from "./store";

it("refuses what cannot be a voice before reading it", () => {
  const file = (name: string, type: string, size = 1000) => troubleWith({ name, type, size });
  expect(file("a.wav", "audio/wav")).toBeNull();
  expect(file("a.mkv", "video/x-matroska")).toBeNull();
  expect(file("a.opus", "")).toBeNull();
  expect(file("a.txt", "text/plain")).toBe("not_audio");
  expect(file("notes.md", "")).toBe("not_audio");
  expect(file("film.mov", "video/quicktime", 2_000_000_000)).toBe("too_large");
  expect(file("a.wav", "audio/wav", 0)).toBe("empty");
});

it("sends the original when nothing is cut off, and else only the chosen part", () => {
  const rate = 8000;
  const clip: Clip = { id: "1", name: "me.flac", blob: new Blob(["original"]), samples: new Float32Array(rate * 4), rate, duration: 4, range: { start: 0, end: 4 }, recorded: false };
  expect(bodyOf(clip).blob).toBe(clip.blob);
  const part = bodyOf({ ...clip, range: { start: 1, end: 3 } });
  expect(part.name).toBe("me.wav");
  expect(part.blob.size).toBe(44 + 2 * rate * 2);
});
