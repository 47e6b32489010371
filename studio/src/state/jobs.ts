import { type JobState, isUnfinished } from "@/api/job-state";
import { create } from "zustand";
import { codeOf, messageOf } from "@/api/errors";
import type { LiveEvent } from "@/api/live";
import type { Job } from "@/api/types";

export interface TrayJob {
  id: string;
  kind: string;
  state: JobState;
  title: string | null;
  stage: string | null;
  progress: number | null;
  position: number | null;
  /** Seconds left, as the server estimates them. */
  eta: number | null;
  error: string | null;
  errorCode: string | null;
  /** The voice, generation, transcript or model that it is about. */
  subject: string;
  chunk: number | null;
  chunks: number | null;
  at: number;
}

interface Jobs {
  byId: Record<string, TrayJob>;
  open: boolean;
}

export const useJobs = create<Jobs>(() => ({ byId: {}, open: false }));

const number = (value: unknown): number | null => (typeof value === "number" && Number.isFinite(value) ? value : null);
const text = (value: unknown): string | null => (typeof value === "string" && value ? value : null);

const STATES: Record<string, JobState> = {
  queued: "queued",
  started: "running",
  running: "running",
  progress: "running",
  chunk: "running",
  completed: "completed",
  failed: "failed",
  cancelled: "cancelled",
};

/** What an event says about a job; null for events that are about none. */
export function jobFromEvent(event: LiveEvent, before: TrayJob | undefined): TrayJob | null {
  const [kind, step] = event.type.split(".");
  // Only generations have an event of their own for a cancel.
  const ended = step === "failed" && codeOf(event["error"]) === "cancelled" ? "cancelled" : step;
  const state = event["stage"] === "queued" ? "queued" : ended === undefined ? undefined : STATES[ended];
  if (!kind || !state || !["generation", "clone", "transcription", "model", "engine", "design", "project", "render", "proxy"].includes(kind)) return null;
  const over = !isUnfinished(state);
  return {
    id: text(event["job_id"]) ?? event.id,
    // Events of a project do not say whether it is spoken or dubbed; the server's list does.
    kind: before && before.kind.startsWith(kind) ? before.kind : kind,
    state,
    title: text(event["title"]) ?? text(event["name"]) ?? before?.title ?? null,
    stage: text(event["stage"]) ?? (over ? null : (before?.stage ?? null)),
    progress: state === "completed" ? 1 : (number(event["progress"]) ?? before?.progress ?? null),
    position: state === "queued" ? (number(event["queue_position"]) ?? number(event["position"]) ?? before?.position ?? null) : null,
    eta: over ? null : (number(event["eta"]) ?? number(event["eta_seconds"]) ?? number(event["seconds_left"])),
    error: state === "failed" ? (messageOf(event["error"]) ?? text(event["message"])) : null,
    errorCode: state === "failed" ? codeOf(event["error"]) : null,
    subject: text(event["voice_id"]) ?? text(event["generation_id"]) ?? text(event["model_id"]) ?? before?.subject ?? event.id,
    chunk: number(event["chunk"]) ?? number(event["chunk_index"]) ?? number(event["line"]) ?? before?.chunk ?? null,
    chunks: number(event["chunks"]) ?? number(event["total_chunks"]) ?? number(event["lines"]) ?? before?.chunks ?? null,
    at: before?.at ?? (Date.parse(event.at) || Date.now()),
  };
}

export function hearJob(event: LiveEvent): void {
  useJobs.setState((state) => {
    // An event may name only what the job is about.
    const about = Object.values(state.byId).find((job) => job.subject === event.id && isUnfinished(job.state));
    const id = text(event["job_id"]) ?? about?.id ?? event.id;
    const known = state.byId[id];
    const job = jobFromEvent(event["job_id"] || !known ? event : { ...event, job_id: id }, known);
    if (!job) return state;
    return { byId: trimmed({ ...state.byId, [job.id]: job }) };
  });
}

/** Takes the server's list as the truth about what runs; what ended here stays to be seen. */
export function takeJobs(list: Job[]): void {
  useJobs.setState((state) => {
    const byId: Record<string, TrayJob> = {};
    for (const [id, job] of Object.entries(state.byId)) if (!isUnfinished(job.state)) byId[id] = job;
    for (const job of list) {
      const before = state.byId[job.id];
      byId[job.id] = {
        id: job.id,
        kind: job.kind.split(".")[0] ?? job.kind,
        state: job.state,
        title: before?.title ?? null,
        stage: job.stage || (before?.stage ?? null),
        progress: job.progress,
        position: job.queue_position || null,
        eta: job.eta,
        error: messageOf(job.error),
        errorCode: codeOf(job.error),
        subject: job.subject_id,
        chunk: before?.chunk ?? null,
        chunks: before?.chunks ?? null,
        at: Date.parse(job.created_at) || Date.now(),
      };
    }
    return { byId: trimmed(byId) };
  });
}

export function dismissJob(id: string): void {
  useJobs.setState((state) => {
    const { [id]: _, ...byId } = state.byId;
    return { byId };
  });
}

/** Everything that runs, and the fifty that ended last. */
function trimmed(byId: Record<string, TrayJob>): Record<string, TrayJob> {
  const over = Object.values(byId).filter((job) => !isUnfinished(job.state));
  if (over.length <= 50) return byId;
  const keep = { ...byId };
  for (const job of over.sort((a, b) => a.at - b.at).slice(0, over.length - 50)) delete keep[job.id];
  return keep;
}

/** The job that is about this voice, generation or model now, if any. */
export function useJobAbout(subject: string | null | undefined): TrayJob | undefined {
  return useJobs((state) =>
    subject ? Object.values(state.byId).find((job) => (job.subject === subject || job.id === subject) && isUnfinished(job.state)) : undefined,
  );
}
