// What a file of tests begins and ends with: a server, a browser, and a first window that is signed in.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, afterEach } from "node:test";
import { launchBrowser, signedIn, startServer } from "./server.mjs";
import { spokenWav } from "./sounds.mjs";

/** Where pictures of all pages go, when they are asked for, and those of what failed. */
export const PICTURES = process.env.CLONYVOICE_E2E_PICTURES;
export const FAILURES = process.env.CLONYVOICE_E2E_FAILURES ?? PICTURES;

/** What the owner of this machine may let a page do. */
export const ALLOWED = { permissions: ["microphone", "clipboard-read", "clipboard-write"], acceptDownloads: true };

/** A picture of a page, where pictures are asked for. */
export const pictured = async (page, name, folder = PICTURES) => {
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) }).catch(() => undefined);
};

/**
 * `server`, `browser`, and the first window's `page`, `context` and `errors`; closed after the last test.
 * After a test that fails there are pictures of all its windows, where those are asked for.
 * `sound` adds `wav`, a spoken recording; `microphone` lets the browser's microphone hear it. `env` is for the server. The rest are options of the window.
 */
export async function opened({ sound = false, microphone = false, env = {}, ...window } = {}) {
  const server = await startServer({ env });
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
    afterEach(async (scope) => {
      if (scope.passed !== false) return;
      const name = scope.name.replace(/\W+/g, "-").slice(0, 60);
      for (const [n, page] of first.context.pages().entries()) await pictured(page, n ? `${name}-${n}` : name, FAILURES);
    });
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

/** The project that a page shows: its id, and its document as the API answers it. */
export const projectId = (page) => new URL(page.url()).pathname.split("/").at(-1);
export const projectDocument = (page) => ask(page, `/api/projects/${projectId(page)}`);

/** The first value read for which `holds` is true, asked for ten times a second; fails with `what` after `seconds`. */
export async function until(page, read, holds, what, seconds = 30) {
  let value;
  for (let n = 0; n < seconds * 10; n++) {
    value = await read();
    if (holds(value)) return value;
    await page.waitForTimeout(100);
  }
  assert.fail(`${what}: ${JSON.stringify(value)?.slice(0, 200)}`);
}

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
