import { vault } from "@/state/vault";

/** Seconds of sound that are stored at a time. */
export const PART_SECONDS = 2;
const HEAD = "recording";
const LOCK = "clonyvoice.recording";
const part = (index: number) => `${HEAD}-${index}`;

interface Head {
  rate: number;
  parts: number;
}

let queue: Promise<unknown> = Promise.resolve();
let release: (() => void) | null = null;
let parts = 0;

/** A recording begins: other windows leave its parts alone while it goes on. */
export function begun(): void {
  parts = 0;
  void navigator.locks?.request(LOCK, () => new Promise<void>((resolve) => void (release = resolve)));
}

/** Stores what was recorded since the last call. */
export function keep(samples: Float32Array, rate: number): void {
  const index = parts++;
  queue = queue.then(() => vault.put(part(index), samples)).then(() => vault.put(HEAD, { rate, parts: index + 1 } satisfies Head));
}

/** The recording is over, and in the draft or discarded. */
export function ended(): void {
  queue = queue.then(drop);
  release?.();
  release = null;
}

async function drop(): Promise<void> {
  const head = await vault.get<Head>(HEAD);
  await vault.drop(HEAD);
  for (let index = 0; index < (head?.parts ?? 0); index++) await vault.drop(part(index));
}

/** What a reload or a crash left of a recording, once; null where there is nothing, or it goes on in another window. */
export async function unfinished(): Promise<{ samples: Float32Array; rate: number } | null> {
  const read = async () => {
    const head = await vault.get<Head>(HEAD);
    if (!head) return null;
    const found: Float32Array[] = [];
    for (let index = 0; index < head.parts; index++) {
      const one = await vault.get<Float32Array>(part(index));
      if (one) found.push(one);
    }
    await drop();
    const samples = new Float32Array(found.reduce((sum, one) => sum + one.length, 0));
    let at = 0;
    for (const one of found) {
      samples.set(one, at);
      at += one.length;
    }
    return samples.length > head.rate * 0.5 ? { samples, rate: head.rate } : null;
  };
  if (!navigator.locks) return read();
  return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? read() : null));
}
