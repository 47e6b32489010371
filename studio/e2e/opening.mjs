// What a file of tests begins and ends with: a server, a browser, and a first window that is signed in.
import { join } from "node:path";
import { after } from "node:test";
import { launchBrowser, signedIn, startServer } from "./server.mjs";
import { spokenWav } from "./sounds.mjs";

/** Where pictures of all pages go, when they are asked for, and those of what failed. */
export const PICTURES = process.env.CLONYVOICE_E2E_PICTURES;
export const FAILURES = process.env.CLONYVOICE_E2E_FAILURES ?? PICTURES;

/** What the owner of this machine may let a page do. */
export const ALLOWED = { permissions: ["microphone", "clipboard-read", "clipboard-write"], acceptDownloads: true };

/**
 * `server`, `browser`, and the first window's `page`, `context` and `errors`; closed after the last test.
 * `sound` adds `wav`, a spoken recording; `microphone` lets the browser's microphone hear it. The rest are options of the window.
 */
export async function opened({ sound = false, microphone = false, ...window } = {}) {
  const server = await startServer();
  let browser;
  const close = async () => {
    await browser?.close();
    await server.stop();
  };
  try {
    const wav = sound || microphone ? spokenWav(process.env.CLONYVOICE_E2E_SOUNDS ?? join(server.home, "sounds")) : null;
    browser = await launchBrowser(microphone ? { microphone: wav } : {});
    const first = await signedIn(browser, server, { link: server.link, ...window });
    after(close);
    return { server, browser, wav, ...first };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the API answers to a request of the page's, signed in as the page is. */
export const ask = (page, path, method = "GET", body) =>
  page.evaluate(
    async ([url, how, what]) => {
      const { csrf } = await (await fetch("/api/session")).json();
      const reply = await fetch(url, { method: how, headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf }, ...(what ? { body: JSON.stringify(what) } : {}) });
      return reply.status === 204 ? null : reply.json();
    },
    [path, method, body],
  );

/** Resolves when nothing that a page asked for is still on its way and nothing on it moves: what it shows then stays. */
export function settling(page) {
  const asked = new Set();
  page.on("request", (request) => asked.add(request));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => asked.delete(request));
  const moving = () => document.getAnimations().some((one) => one.playState === "running" && one.effect?.getTiming().iterations !== Infinity);
  return async () => {
    const until = Date.now() + 20_000;
    for (let quiet = 0; quiet < 3; ) {
      await page.waitForTimeout(40);
      quiet = asked.size || (await page.evaluate(moving)) ? 0 : quiet + 1;
      if (Date.now() > until) throw new Error(`the page does not settle: ${[...asked].map((one) => one.url()).join(" ") || "it moves"}`);
    }
  };
}
