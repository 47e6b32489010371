// Nothing serious for axe on any page, in either theme and language, and on the dialogs that matter.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launchBrowser, signedIn, startServer } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAGES = ["voices", "voices?voice=voice_af_heart", "clone", "design", "generate", "generate?view=history", "transcribe", "keys", "system"];
const pictures = process.env.CLONYVOICE_E2E_PICTURES;

let server;
let browser;
let cookie;

before(async () => {
  server = await startServer();
  browser = await launchBrowser();
  const first = await signedIn(browser, server, { link: server.link });
  cookie = await first.context.storageState();
  // Something to look at: a key, and something that was said.
  await first.page.evaluate(async () => {
    const { csrf } = await (await fetch("/api/session")).json();
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf };
    await fetch("/api/api-keys", { method: "POST", headers, body: JSON.stringify({ name: "Axe" }) });
    await fetch("/api/generate/preset", { method: "POST", headers, body: JSON.stringify({ voice_id: "voice_af_heart", text: "Something to find in the history.", language: "en" }) });
  });
  await first.context.close();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function problems(page) {
  // Evaluated by the debugger, so the page's content policy does not stop it, and does not have to be weakened.
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return found.violations
    .filter((violation) => violation.impact === "serious" || violation.impact === "critical" || violation.impact === "moderate")
    .map((violation) => `${violation.impact} ${violation.id}: ${violation.nodes.map((node) => node.target.join(" ")).slice(0, 4).join(" | ")} ${violation.nodes[0]?.any[0]?.message ?? ""}`);
}

for (const theme of ["dark", "light"]) {
  for (const language of ["en", "ko"]) {
    test(`all pages, ${theme}, ${language}`, { timeout: 180_000 }, async () => {
      const { context, page, errors } = await signedIn(browser, server, { theme, language, storageState: cookie });
      const found = [];
      for (const path of PAGES) {
        await page.goto(`${server.base}/${path}`);
        await page.waitForSelector("h1, h2");
        await page.waitForTimeout(700);
        found.push(...(await problems(page)).map((text) => `${path}: ${text}`));
        if (pictures) await page.screenshot({ path: join(pictures, `${path.replace(/\W+/g, "-")}-${theme}-${language}.png`) });
      }
      await page.goto(`${server.base}/keys`);
      await page.getByRole("button", { name: language === "ko" ? "키 만들기" : "Create a key" }).first().click();
      await page.waitForSelector("dialog input");
      await page.waitForTimeout(400);
      found.push(...(await problems(page)).map((text) => `key dialog: ${text}`));
      if (pictures) await page.screenshot({ path: join(pictures, `key-dialog-${theme}-${language}.png`) });
      assert.deepEqual(found, []);
      assert.deepEqual(errors, []);
      await context.close();
    });
  }
}

test("the page to sign in", async () => {
  const { context, page } = await signedIn(browser, server);
  await page.goto(server.base);
  await page.waitForSelector("h1");
  assert.deepEqual(await problems(page), []);
  await context.close();
});
