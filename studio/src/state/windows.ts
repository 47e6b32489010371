import { newWish } from "@/api/lasting";

/** The name of this page among those that share the browser's storage: a new one at each reload. */
export const ownWindow = newWish();

const lock = (window: string) => `clonyvoice.window.${window}`;
/** Milliseconds that an open window has to answer where the browser has no locks. */
const ANSWER = 300;

/** Browsers know locks only on https and on this machine. */
const locks = () => (globalThis.navigator as Partial<Navigator> | undefined)?.locks;

let channel: BroadcastChannel | null = null;

/** Where there are no locks windows ask each other. */
function asking(): BroadcastChannel | null {
  if (channel || typeof BroadcastChannel === "undefined") return channel;
  channel = new BroadcastChannel("clonyvoice.windows");
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (data === `there? ${ownWindow}`) channel?.postMessage(`here ${ownWindow}`);
  });
  return channel;
}

// Held until the page is closed, however that happens.
if (locks()) void locks()!.request(lock(ownWindow), () => new Promise<never>(() => undefined)).catch(() => undefined);
else asking();

/** Calls `act` where the window of that name is closed; of several that ask at once only one does, where the browser has locks. */
export async function whereClosed(window: string, act: () => void): Promise<void> {
  if (window === ownWindow) return;
  const held = locks();
  if (held) {
    await held.request(lock(window), { ifAvailable: true }, (got) => {
      if (got) act();
    });
    return;
  }
  const others = asking();
  const there = await new Promise<boolean>((resolve) => {
    const answer = ({ data }: MessageEvent<unknown>) => data === `here ${window}` && resolve(true);
    others?.addEventListener("message", answer);
    others?.postMessage(`there? ${window}`);
    setTimeout(() => {
      others?.removeEventListener("message", answer);
      resolve(false);
    }, ANSWER);
  });
  if (!there) act();
}
