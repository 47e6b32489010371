import { beforeEach, describe, expect, it } from "vitest";
import { dismissJob, hearJob, takeJobs, useJobs } from "./jobs";

const event = (type: string, more: object = {}) => ({ type, id: "job_1", at: "2026-01-01T00:00:00Z", seq: 1, ...more });

describe("jobs", () => {
  beforeEach(() => useJobs.setState({ byId: {} }));

  it("follow a job from the queue to its end", () => {
    hearJob(event("generation.queued", { queue_position: 2, title: "Hello" }));
    expect(useJobs.getState().byId["job_1"]).toMatchObject({ state: "queued", position: 2, title: "Hello" });
    hearJob(event("generation.progress", { progress: 0.4, eta: 3, stage: "speaking" }));
    expect(useJobs.getState().byId["job_1"]).toMatchObject({ state: "running", progress: 0.4, eta: 3, title: "Hello", position: null });
    hearJob(event("generation.failed", { error: { code: "x", message: "No room on the disk." } }));
    expect(useJobs.getState().byId["job_1"]).toMatchObject({ state: "failed", error: "No room on the disk.", eta: null });
    dismissJob("job_1");
    expect(useJobs.getState().byId).toEqual({});
  });

  it("are not told as failed when somebody cancelled them", () => {
    hearJob(event("engine.progress", { progress: 0.1 }));
    hearJob(event("engine.failed", { error: { code: "cancelled", message: "It was cancelled." } }));
    expect(useJobs.getState().byId["job_1"]).toMatchObject({ state: "cancelled", error: null });
  });

  it("believe the server after a reload, and forget what it no longer runs", () => {
    hearJob(event("clone.progress", { progress: 0.1 }));
    takeJobs([
      { id: "job_2", kind: "clone", state: "queued", subject_id: "voice_1", stage: "", progress: 0, queue_position: 1, eta: null, error: null, result: null, created_at: "2026-01-01T00:00:00Z", started_at: null, finished_at: null },
    ]);
    expect(Object.keys(useJobs.getState().byId)).toEqual(["job_2"]);
  });

  it("keep fifty that ended, and everything that runs", () => {
    hearJob({ ...event("generation.progress"), id: "running" });
    for (let i = 0; i < 80; i++) hearJob({ ...event("generation.completed"), id: `done_${i}` });
    expect(Object.keys(useJobs.getState().byId).length).toBe(51);
    expect(useJobs.getState().byId["running"]).toBeDefined();
  });

  it("ignore events about no job", () => {
    hearJob(event("system.stats"));
    expect(useJobs.getState().byId).toEqual({});
  });
});
