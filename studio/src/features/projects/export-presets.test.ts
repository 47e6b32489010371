import { expect, test } from "vitest";
import { PRESETS, presetOf } from "./export-presets";

test("what is set is known by the preset that sets the same", () => {
  expect(presetOf({ format: "mp3", loudness: "-16", stems: false, per_line: false, file_name: null }, {})).toBe("podcast");
  expect(presetOf({ format: "mp3", loudness: "-16", file_name: "{project} {date}" }, {})).toBe("");
  for (const [name, one] of Object.entries(PRESETS)) expect(presetOf(one, {})).toBe(name);
});

test("a project's own preset comes first, also under a name that every project has", () => {
  const mine = { podcast: { format: "opus", loudness: "-16" }, Lines: { format: "wav", loudness: "off", per_line: true, entry_names: "{number}" } } as const;
  expect(presetOf({ format: "mp3", loudness: "-16" }, mine)).toBe("");
  expect(presetOf({ format: "opus", loudness: "-16" }, mine)).toBe("podcast");
  expect(presetOf({ ...mine.Lines, stems: false, file_name: "" }, mine)).toBe("Lines");
});
