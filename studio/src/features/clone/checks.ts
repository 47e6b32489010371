import { create } from "zustand";
import type { CloneCheck } from "@/api/cloning";
import type { Finding, Quality } from "@/api/types";

/** What the server heard in each recording of the draft, by the clip's id. */
export const useChecks = create<Record<string, CloneCheck>>(() => ({}));

export function noteCheck(clip: string, check: CloneCheck | null): void {
  useChecks.setState((before) => {
    const { [clip]: _, ...rest } = before;
    return check ? { ...rest, [clip]: check } : rest;
  }, true);
}

export interface WholeFinding extends Finding {
  /** In how many of the recordings it was found. */
  count: number;
}

export interface Whole {
  /** Seconds of speech in all recordings that can be used. */
  speech: number;
  usable: number;
  findings: WholeFinding[];
}

/** Findings about the amount of speech of one recording, and that it has no faults: they say nothing of all together. */
const OF_ONE = new Set(["short", "rather_short", "clean"]);
const RANK = { warning: 0, hint: 1, good: 2 };

/** One report on all recordings: their speech added up, each finding once. */
export function wholeOf(checks: readonly CloneCheck[]): Whole {
  const reports = checks.flatMap((check) => (check.quality && !check.problem ? [check.quality as unknown as Quality] : []));
  const found = new Map<string, WholeFinding>();
  for (const finding of reports.flatMap((report) => report.findings ?? [])) {
    if (OF_ONE.has(finding.code)) continue;
    const before = found.get(finding.code);
    found.set(finding.code, before ? { ...before, count: before.count + 1 } : { ...finding, count: 1 });
  }
  return {
    speech: reports.reduce((sum, report) => sum + (report.speech_seconds ?? 0), 0),
    usable: reports.length,
    findings: [...found.values()].sort((a, b) => RANK[a.grade] - RANK[b.grade] || b.count - a.count),
  };
}
