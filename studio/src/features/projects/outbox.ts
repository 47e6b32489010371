import type { Operation } from "@/api/projects";
import { newWish } from "@/api/lasting";

/** Something that the server has not acknowledged yet, under one idempotency key: operations, or what comes once they have arrived. */
export interface Parcel {
  wish: string;
  operations: Operation[];
  /** Lines to generate. */
  speak?: { lines: string[]; variants: number };
  /** A generation that becomes a take of a line. */
  adopt?: { line: string; generation: string };
}

/**
 * The queue with `operations` behind what waits in it.
 *
 * Updates of the same field of the same item join the parcel that waits last, so that typing is one change; the first parcel may
 * be on its way and is left alone while `sending`.
 */
export function queued(parcels: readonly Parcel[], operations: Operation[], sending: boolean): Parcel[] {
  const last = parcels.at(-1);
  const waiting = last && !(sending && parcels.length === 1);
  if (waiting && last.operations.length === 1 && operations.length === 1) {
    const [before, now] = [last.operations[0]!, operations[0]!];
    const same = before.op === now.op && before.op.endsWith(".update") && before.id === now.id;
    if (same) {
      const joined: Operation = { ...before, set: { ...before.set, ...now.set } };
      return [...parcels.slice(0, -1), { wish: newWish(), operations: [joined] }];
    }
  }
  return [...parcels, { wish: newWish(), operations }];
}

/** The queue with another wish behind what waits in it: lines to generate, or a generation to adopt. */
export const requested = (parcels: readonly Parcel[], what: Pick<Parcel, "speak" | "adopt">): Parcel[] => [...parcels, { wish: newWish(), operations: [], ...what }];

/** The lines that parcels of the queue ask to generate. */
export const linesToSpeak = (parcels: readonly Parcel[]): string[] => parcels.flatMap((one) => one.speak?.lines ?? []);

const name = (project: string) => `clonyvoice.outbox.${project}`;

/** Keeps what is not sent yet, so that a reload loses nothing. */
export function keepParcels(project: string, parcels: readonly Parcel[]): void {
  try {
    if (parcels.length === 0) localStorage.removeItem(name(project));
    else localStorage.setItem(name(project), JSON.stringify(parcels));
  } catch {
    // A browser without storage loses at most what is on its way.
  }
}

/** What was not sent when the page was last closed. */
export function keptParcels(project: string): Parcel[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(name(project)) ?? "[]");
    return Array.isArray(found) ? (found as Parcel[]).filter((one) => typeof one.wish === "string" && Array.isArray(one.operations)) : [];
  } catch {
    return [];
  }
}
