import { describe, expect, it } from "vitest";
import type { LiveEvent } from "@/api/live";
import type { Dub, DubList, DubStep } from "@/api/projects";
import { dubsAfter } from "./dubs";

const step = (name: DubStep["step"], state: DubStep["state"], progress = 0): DubStep => ({ step: name, state, progress, error: null });
const STEPS = [step("transcription", "running", 0.2), step("voices", "queued")];
const LIST = { translator: false, dubs: [{ id: "dub_a", job_id: "job_a", steps: STEPS } as Dub] } satisfies DubList;
const event = (type: string, more: object) => ({ type, id: "proj_a", at: "", seq: 1, ...more }) as LiveEvent;

describe("a dub follows the events of its job", () => {
  it("takes the progress of its steps", () => {
    const steps = [step("transcription", "running", 0.6), step("voices", "queued")];
    expect(dubsAfter(LIST, event("project.progress", { dub_id: "dub_a", steps }))?.dubs[0]?.steps).toEqual(steps);
  });

  it("is read anew when a step is done, when it ends, and when another window started it", () => {
    const steps = [step("transcription", "completed", 1), step("voices", "running")];
    expect(dubsAfter(LIST, event("project.progress", { dub_id: "dub_a", steps }))).toBeNull();
    expect(dubsAfter(LIST, event("project.failed", { job_id: "job_a" }))).toBeNull();
    expect(dubsAfter(LIST, event("project.progress", { dub_id: "dub_b", steps }))).toBeNull();
  });

  it("stays as it is with events of other jobs", () => {
    expect(dubsAfter(LIST, event("project.completed", { job_id: "job_b" }))).toBe(LIST);
    expect(dubsAfter(LIST, event("project.changed", { revision: 3 }))).toBe(LIST);
  });
});
