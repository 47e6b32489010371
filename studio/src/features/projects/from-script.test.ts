import { describe, expect, test } from "vitest";
import { type OldRow, operationsOf } from "./from-script";

const voice = { id: "voice_af_heart", name: "Heart" };
const manner = { speed: 1, pitch: 0, volume_db: 0, seed: null };
const row = (part: Partial<OldRow>): OldRow => ({ speaker: null, voice: null, text: "", manner, takes: [], take: 0, locked: false, ...part });

describe("the script that the browser kept, as a project", () => {
  test("one speaker for each name and voice, empty rows left out", () => {
    const { operations } = operationsOf([row({ text: "One", voice }), row({ text: "  " }), row({ text: "Two", voice }), row({ text: "Three", speaker: "ADA", voice })]);
    expect(operations.map((one) => one.op)).toEqual(["speaker.insert", "line.insert", "line.insert", "speaker.insert", "line.insert"]);
    expect(operations[0]!["speaker"]).toEqual({ name: "Heart", voice_id: "voice_af_heart" });
    const lines = operations.filter((one) => one.op === "line.insert").map((one) => one["line"] as { text: string; speaker_id: string });
    expect(lines.map((one) => one.text)).toEqual(["One", "Two", "Three"]);
    expect(lines[0]!.speaker_id).toBe(lines[1]!.speaker_id);
    expect(lines[2]!.speaker_id).not.toBe(lines[0]!.speaker_id);
  });
  test("pace, pitch, seed, engine and lock come along, what is usual does not", () => {
    const { operations } = operationsOf([row({ text: "Slow", locked: true, manner: { speed: 0.8, pitch: 0, volume_db: -3, seed: 7, engine: "melo" } })]);
    expect(operations[0]!["line"]).toEqual({ text: "Slow", speed: 0.8, volume_db: -3, seed: 7, engine: "melo", locked: true });
  });
  test("the sound comes along that still says what the row says", () => {
    const take = { generationId: "gen_1", text: "Said", voice: { id: voice.id }, manner: { ...manner, seed: 5 } };
    const rows = [row({ text: "Said", voice, takes: [take] }), row({ text: "Said, and changed", voice, takes: [take] }), row({ text: "Said", voice: { id: "voice_x", name: "X" }, takes: [take] })];
    const { operations, takes } = operationsOf(rows);
    expect(takes).toEqual([{ line: operations.find((one) => one.op === "line.insert")!.id, generation: "gen_1" }]);
  });
});
