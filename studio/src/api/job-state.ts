import type { Job } from "./types";

/** The state of a job and of what jobs make: generations, transcriptions, renders, dubs. */
export type JobState = Job["state"];

/** Whether a job waits or runs. */
export const isUnfinished = (state: JobState | undefined): boolean => state === "queued" || state === "running";
