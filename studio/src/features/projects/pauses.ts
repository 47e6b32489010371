import type { KeyboardEvent } from "react";
import type { Line } from "@/api/projects";

/** Longest pause, in seconds. */
export const LONGEST_PAUSE = 60;
/** Seconds that a key adds to a pause; with Shift, and a page. */
const STEP = 0.05;
const LEAP = 0.5;

/** Seconds that a key adds to a pause of `seconds`: null for the project's usual pause, undefined for keys that mean something else. */
export function pauseBy(event: Pick<KeyboardEvent, "code" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">, seconds: number): number | null | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const step = event.shiftKey ? LEAP : STEP;
  const by: Record<string, number | null> = {
    ArrowRight: step, ArrowUp: step, PageUp: LEAP, ArrowLeft: -step, ArrowDown: -step, PageDown: -LEAP, Home: -seconds, Delete: -seconds, Backspace: -seconds, Enter: null,
  };
  return by[event.code];
}

/** A pause in whole milliseconds, as long as pauses may be. */
export const pauseWithin = (ms: number): number => Math.round(Math.min(LONGEST_PAUSE * 1000, Math.max(0, ms)));

/** Whether a line's pause is heard: another line follows it that has no slot of its own. */
export const hasPause = (next: Line | undefined): boolean => next !== undefined && next.slot_start === undefined;
