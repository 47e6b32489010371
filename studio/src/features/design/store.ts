import { isUnfinished } from "@/api/job-state";
import { create } from "zustand";
import { ApiError, errorIn } from "@/api/errors";
import { lasting } from "@/api/lasting";
import { live } from "@/api/live";
import { keys, queryClient } from "@/api/query";
import { cancelJob, getJob } from "@/api/system";
import type { DesignCandidate, Job } from "@/api/types";
import { Owner } from "@/state/owner";
import { read, write } from "@/state/storage";

export interface Blend {
  id: string;
  name: string;
  share: number;
}

/** Voices that the server is making, and what they are to be called here. */
interface Asked {
  job: string;
  labels: string[];
  /** The candidates that are there give way to these. */
  replace: boolean;
}

interface DesignDraft {
  description: string;
  chips: string[];
  preview: string;
  language: string;
  count: number;
  /** The engine that makes the voices; null for the usual one. */
  engine: string | null;
  candidates: (Pick<DesignCandidate, "voice_id" | "preview_url"> & { measured?: Record<string, unknown>; label: string; saved?: string })[];
  chosen: string | null;
  /** The words of the description that counted. */
  understood: string[];
  nudge: { older: number; brighter: number; calmer: number };
  blend: Blend[];
  asked: Asked[];
}

/** What does not outlive the page. */
interface Now {
  /** The server has not answered yet. */
  sending: boolean;
  away: boolean;
  error: unknown;
}

const KEY = "clonyvoice.design";
const START: DesignDraft = { description: "", chips: [], preview: "", language: "en", count: 3, engine: null, candidates: [], chosen: null, understood: [], nudge: { older: 0, brighter: 0, calmer: 0 }, blend: [], asked: [] };
const NOW: Now = { sending: false, away: false, error: null };

/** What is being designed; survives a reload, as the candidates do for a day on the server. */
export const useDesign = create<DesignDraft & Now>(() => ({ ...START, ...read<Partial<DesignDraft>>(KEY, {}), ...NOW }));
const get = useDesign.getState;
const set = useDesign.setState;
useDesign.subscribe((state) => {
  const { sending: _, away: __, error: ___, ...draft } = state;
  write(KEY, draft);
});

let owner: Owner | null = null;
let abort: AbortController | null = null;

/** Hears from now on how the jobs go that were asked for, also those of before a reload. */
export function followDesigns(): void {
  if (owner) return;
  owner = new Owner();
  owner.own(live.on("design.*", (event) => event.type !== "design.progress" && settleAll()));
  owner.own(live.on("link.resumed", settleAll));
  owner.every(4000, settleAll);
  settleAll();
}

function settleAll(): void {
  for (const one of get().asked) void settle(one);
}

async function settle(one: Asked): Promise<void> {
  let job: Job;
  try {
    job = await getJob(one.job);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) set((state) => ({ asked: state.asked.filter((other) => other.job !== one.job) }));
    return;
  }
  if (isUnfinished(job.state) || !get().asked.some((other) => other.job === one.job)) return;
  set((state) => ({ asked: state.asked.filter((other) => other.job !== one.job) }));
  if (job.state === "failed") set({ error: errorIn(job.error) ?? new Error() });
  if (job.state !== "completed") return;
  const result = job.result as { candidates: (Partial<DesignCandidate> & { voice_id: string })[]; understood: string[] };
  const made = result.candidates.map((candidate, index) => ({
    ...candidate,
    preview_url: `/api/voices/${candidate.voice_id}/preview`,
    measured: candidate.measured ?? {},
    label: one.labels[index] ?? one.labels[0] ?? "",
  }));
  if (result.understood.length > 0) set({ understood: result.understood });
  addCandidates(made, one.replace);
}

/** Shows voices that are there, the newest first. */
export function addCandidates(made: DesignDraft["candidates"], replace: boolean): void {
  set((state) => ({
    candidates: [...made, ...(replace ? [] : state.candidates)].slice(0, 12),
    chosen: made[0]?.voice_id ?? state.chosen,
    nudge: { older: 0, brighter: 0, calmer: 0 },
  }));
  void queryClient.invalidateQueries({ queryKey: keys.voices });
}

/** Runs `act` to its end, also when the server goes away meanwhile; its failure is shown. */
export async function asking(act: (wish: string, signal: AbortSignal) => Promise<void>): Promise<void> {
  if (get().sending) return;
  const mine = new AbortController();
  abort = mine;
  set({ sending: true, error: null });
  try {
    await lasting((wish) => act(wish, mine.signal), { signal: mine.signal, away: (away) => set({ away }) });
  } catch (error) {
    if (!mine.signal.aborted) set({ error });
  }
  set({ sending: false, away: false });
}

/** Follows a job that the server has taken. */
export function follow(job: Job, labels: string[], replace: boolean): void {
  set((state) => ({ asked: [...state.asked, { job: job.id, labels, replace }] }));
  settleAll();
}

export async function cancelDesigns(): Promise<void> {
  abort?.abort();
  const { asked } = get();
  set({ asked: [] });
  for (const one of asked) await cancelJob(one.job);
}

/** The words that the chips stand for, in the server's language. */
export const CHIPS: Record<string, string> = {
  female: "female",
  male: "male",
  young: "young",
  old: "elderly",
  deep: "deep",
  high: "high-pitched",
  warm: "warm",
  bright: "bright",
  calm: "calm",
  lively: "energetic",
  husky: "husky",
  clear: "clear",
  slow: "slow",
  fast: "fast",
};

/** Chips that cannot both be true. */
const AGAINST: [string, string][] = [
  ["female", "male"],
  ["young", "old"],
  ["deep", "high"],
  ["calm", "lively"],
  ["husky", "clear"],
  ["slow", "fast"],
];

export function toggleChip(chips: string[], chip: string): string[] {
  if (chips.includes(chip)) return chips.filter((one) => one !== chip);
  const against = AGAINST.find((pair) => pair.includes(chip))?.find((one) => one !== chip);
  return [...chips.filter((one) => one !== against), chip];
}

export function descriptionOf(draft: Pick<DesignDraft, "description" | "chips">): string {
  return [draft.description.trim(), ...draft.chips.map((chip) => CHIPS[chip] ?? chip)].filter(Boolean).join(", ");
}

/** The engine to ask for, of those that make voices: the one chosen while it is there, none where there is no choice. */
export const engineOf = (chosen: string | null, designing: { id: string }[]): string | null =>
  designing.length > 1 ? (designing.find((one) => one.id === chosen) ?? designing[0]!).id : null;

/** `0.6*voice_a + 0.4*voice_b`: shares of one, two decimals, adding up. */
export function recipeOf(parts: Blend[]): string {
  const sum = parts.reduce((total, part) => total + part.share, 0) || 1;
  return parts.map((part) => `${(part.share / sum).toFixed(2)}*${part.id}`).join(" + ");
}
