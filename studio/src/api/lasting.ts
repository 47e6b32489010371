import { ApiError, Unreachable } from "./errors";

/** A name for one wish: sent again under it, the server answers what it answered before instead of doing it twice. */
export function newWish(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export interface Lasting {
  wish?: string;
  signal?: AbortSignal | undefined;
  /** Told true when the server has gone, false when it is asked again. */
  away?: (away: boolean) => void;
}

const LOOK_MS = 800;
/** How often a call may break although the server is there, before it is the call's own fault. */
const BREAKS = 3;

/**
 * What `act` answers, however often the server goes away meanwhile.
 *
 * A call that the server cannot have answered is made again when the server is back, under the same wish. Fails with ApiError,
 * with AbortError when `signal` says so, and with Unreachable only when calls break while the server is there.
 */
export async function lasting<T>(act: (wish: string) => Promise<T>, { wish = newWish(), signal, away }: Lasting = {}, look = serverAnswers, pause = waitFor): Promise<T> {
  let breaks = 0;
  for (;;) {
    try {
      return await act(wish);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ApiError && error.code === "idempotency_in_progress") {
        await pause((error.retryAfter ?? 2) * 1000, signal);
        continue;
      }
      const going = error instanceof ApiError && error.code === "stopping";
      if (!(error instanceof Unreachable) && !going) throw error;
      if (await look(signal)) {
        breaks += 1;
        if (breaks >= BREAKS && !going) throw error;
        await pause(LOOK_MS, signal);
        continue;
      }
      breaks = 0;
      away?.(true);
      do await pause(LOOK_MS, signal);
      while (!(await look(signal)));
      away?.(false);
    }
  }
}

/** Whether the server is there, ready or not. */
async function serverAnswers(signal: AbortSignal | undefined): Promise<boolean> {
  try {
    return (await fetch("/health", signal ? { signal } : {})).ok;
  } catch {
    signal?.throwIfAborted();
    return false;
  }
}

function waitFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal!.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
