import { beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError } from "@/api/errors";
import { Unreachable } from "@/api/http";
import type { OldRow } from "./from-script";

const server = vi.hoisted(() => ({ kept: undefined as unknown, adopted: [] as string[], refusal: null as unknown }));
vi.mock("@/api/live", () => ({ live: { on: () => () => undefined } }));
vi.mock("@/state/hub", () => ({ readJobs: async () => undefined }));
vi.mock("@/state/vault", () => ({
  vault: { get: async () => server.kept, put: async (_: string, value: unknown) => (server.kept = value), drop: async () => (server.kept = undefined) },
}));
vi.mock("@/api/projects", () => ({
  createProject: async (wanted: { name: string }) => ({ id: "proj_a", name: wanted.name }),
  getProject: async () => ({ id: "proj_a", revision: 1, lines: [], speakers: [] }),
  applyOperations: async () => ({ revision: 2 }),
  scriptLanguage: async () => "en",
  adoptGeneration: async (_: string, __: string, generation: string) => {
    if (server.refusal) throw server.refusal;
    server.adopted.push(generation);
  },
}));

vi.stubGlobal("navigator", {});
const { bringOldScript, operationsOf } = await import("./from-script");

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

describe("the sound of the kept script", () => {
  const take = { generationId: "gen_1", text: "Said", voice: { id: voice.id }, manner };
  beforeEach(() => Object.assign(server, { kept: { rows: [row({ text: "Said", voice, takes: [take] })], language: "en", gapMs: 250 }, adopted: [], refusal: null }));
  test("is waited for while the server is away: the next visit goes on, and then it is over", async () => {
    server.refusal = new Unreachable();
    await expect(bringOldScript("Script")).rejects.toThrow();
    expect(server.kept).toBeDefined();
    server.refusal = null;
    expect((await bringOldScript("Script"))?.name).toBe("Script");
    expect(server).toMatchObject({ kept: undefined, adopted: ["gen_1"] });
    expect(await bringOldScript("Script")).toBeNull();
  });
  test("may be lost to History: the lines come all the same", async () => {
    server.refusal = new ApiError({ status: 404, code: "generation_not_found", message: "" });
    expect(await bringOldScript("Script")).not.toBeNull();
    expect(server.kept).toBeUndefined();
  });
});
