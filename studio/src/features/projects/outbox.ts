import type { Operation, Words } from "@/api/projects";
import { newWish } from "@/api/lasting";
import { ownWindow, whereClosed } from "@/state/windows";

/** Something that the server has not acknowledged yet, under one idempotency key: operations, or what comes once they have arrived. */
export interface Parcel {
  wish: string;
  operations: Operation[];
  /** Lines to generate, or the words of one that are said again. */
  speak?: { lines: string[]; variants: number; words?: Words };
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

const PREFIX = "clonyvoice.outbox.";
const name = (project: string, window: string) => `${PREFIX}${project}.${window}`;

function read(key: string): Parcel[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(found) ? (found as Parcel[]).filter((one) => typeof one.wish === "string" && Array.isArray(one.operations)) : [];
  } catch {
    return [];
  }
}

/** Keeps what this window has not sent yet, so that closing it or a reload loses nothing. Other windows keep their own. */
export function keepParcels(project: string, parcels: readonly Parcel[]): void {
  try {
    const key = name(project, ownWindow);
    if (parcels.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(parcels));
  } catch {
    // A browser without storage loses at most what is on its way.
  }
}

/** What this window has not sent yet. */
export const keptParcels = (project: string): Parcel[] => read(name(project, ownWindow));

/** Where windows have kept what they have not sent of a project; null is a window of an earlier version, which has no name. */
function leftKeys(project: string): { key: string; window: string | null }[] {
  const bare = `${PREFIX}${project}`;
  try {
    const keys = Array.from({ length: localStorage.length }, (_, n) => localStorage.key(n) ?? "");
    return keys.filter((key) => key === bare || key.startsWith(`${bare}.`)).map((key) => ({ key, window: key === bare ? null : key.slice(bare.length + 1) }));
  } catch {
    return [];
  }
}

/**
 * Gives what closed windows have not sent for a project to `take`, window by window. `take` answers whether it is kept elsewhere
 * now; only then it is gone from there. Should two windows take the same, the server knows the wishes and does each once.
 */
export async function adoptParcels(project: string, take: (parcels: Parcel[]) => boolean): Promise<void> {
  for (const { key, window } of leftKeys(project)) {
    const adopt = () => {
      const parcels = read(key);
      if (parcels.length === 0 || take(parcels)) localStorage.removeItem(key);
    };
    if (window === null) adopt();
    else await whereClosed(window, adopt).catch(() => undefined);
  }
}
