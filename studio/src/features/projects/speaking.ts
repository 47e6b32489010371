import { listJobs } from "@/api/system";
import type { Job } from "@/api/types";
import { nudgeTransport } from "@/state/transport";
import { type Spoken, markQueued, useProject } from "./open-project";
import { linesToSpeak } from "./outbox";

const name = (project: string) => `clonyvoice.speaking.${project}`;

/** Keeps which lines wait to be generated, for a reload of this window: the server tells of a line when its turn comes. */
function keepSpeaking(project: string, speaking: Readonly<Record<string, Spoken>>): void {
  const lines = Object.keys(speaking);
  if (lines.length > 0) sessionStorage.setItem(name(project), JSON.stringify(lines));
  else sessionStorage.removeItem(name(project));
}

/** The lines that waited when the page was last closed. */
export function keptSpeaking(project: string): string[] {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(name(project)) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

/** Whether a job generates lines of a project. */
export const worksFor = (id: string | null) => (job: Job) => job.kind === "project-speak" && job.subject_id === id;

/** Lines wait only while a job is there that may come to them; `over` is one that has ended. */
export async function lookForWork(over = ""): Promise<void> {
  const { id } = useProject.getState();
  const jobs = await listJobs().catch(() => null);
  if (jobs === null || useProject.getState().id !== id || jobs.some((job) => job.id !== over && worksFor(id)(job))) return;
  useProject.setState({ speaking: {} });
  markQueued(linesToSpeak(useProject.getState().parcels));
  nudgeTransport();
}

// Of an open project this window knows over a reload which lines wait.
useProject.subscribe((now, before) => {
  if (now.id !== null && now.id === before.id && now.speaking !== before.speaking) keepSpeaking(now.id, now.speaking);
});
