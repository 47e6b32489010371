import { describe, expect, test } from "vitest";
import { type Row, newRow } from "@/state/script-rows";
import { operationsOf } from "./from-script";

const voice = { id: "voice_af_heart", name: "Heart", kind: "preset" as const };
const row = (part: Partial<Row>) => newRow(part);

describe("the Generate page's script as a project", () => {
  test("one speaker for each name and voice, empty rows left out", () => {
    const { operations } = operationsOf([row({ text: "One", voice }), row({ text: "  " }), row({ text: "Two", voice }), row({ text: "Three", speaker: "ADA", voice })]);
    expect(operations.map((one) => one.op)).toEqual(["speaker.insert", "line.insert", "line.insert", "speaker.insert", "line.insert"]);
    expect(operations[0]!["speaker"]).toEqual({ name: "Heart", voice_id: "voice_af_heart" });
    const lines = operations.filter((one) => one.op === "line.insert").map((one) => one["line"] as { text: string; speaker_id: string });
    expect(lines.map((one) => one.text)).toEqual(["One", "Two", "Three"]);
    expect(lines[0]!.speaker_id).toBe(lines[1]!.speaker_id);
    expect(lines[2]!.speaker_id).not.toBe(lines[0]!.speaker_id);
  });
  test("pace, pitch and lock come along, what is usual does not", () => {
    const { operations } = operationsOf([row({ text: "Slow", locked: true, manner: { speed: 0.8, pitch: 0, volume_db: -3, seed: null } })]);
    expect(operations[0]!["line"]).toEqual({ text: "Slow", speed: 0.8, volume_db: -3, locked: true });
  });
});
