// Nothing serious for axe on any page, in either theme and language, and on the dialogs that matter.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { ask, opened, settling, PICTURES as pictures } from "./opening.mjs";
import { signedIn } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAGES = ["voices", "voices?voice=voice_af_heart", "clone", "design", "generate", "generate?view=history", "projects", "projects/PROJECT", "projects/PROJECT?view=timeline", "transcribe", "keys", "system"];

const { server, browser, ...first } = await opened();
const cookie = await first.context.storageState();
// Something to look at: a key, and something that was said.
await ask(first.page, "/api/api-keys", "POST", { name: "Axe" });
await ask(first.page, "/api/generate/preset", "POST", { voice_id: "voice_af_heart", text: "Something to find in the history.", language: "en" });
const { id: project } = await ask(first.page, "/api/projects", "POST", { name: "Axe", script: "ADA: One line.\nBEN: And another." });
await first.context.close();

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
    test(`all pages, ${theme}, ${language}`, { timeout: 300_000 }, async () => {
      const { context, page, errors } = await signedIn(browser, server, { theme, language, storageState: cookie });
      const settled = settling(page);
      const found = [];
      for (const path of PAGES) {
        await page.goto(`${server.base}/${path.replace("PROJECT", project)}`);
        await page.waitForSelector("h1, h2");
        await settled();
        found.push(...(await problems(page)).map((text) => `${path}: ${text}`));
        if (pictures) await page.screenshot({ path: join(pictures, `${path.replace(/\W+/g, "-")}-${theme}-${language}.png`) });
      }
      await page.goto(`${server.base}/keys`);
      await page.getByRole("button", { name: language === "ko" ? "키 만들기" : "Create a key" }).first().click();
      await page.waitForSelector("dialog input");
      await settled();
      found.push(...(await problems(page)).map((text) => `key dialog: ${text}`));
      if (pictures) await page.screenshot({ path: join(pictures, `key-dialog-${theme}-${language}.png`) });
      // The rest in each theme and each language once, for time's sake.
      if ((theme === "dark") !== (language === "en")) {
        assert.deepEqual(found, []);
        assert.deepEqual(errors, []);
        await context.close();
        return;
      }
      // What lies over the pages, with something in it: the secret of a new key, menus, the tray, messages, pickers, bad news.
      const look = async (what) => {
        await settled();
        found.push(...(await problems(page)).map((text) => `${what}: ${text}`));
        if (pictures) await page.screenshot({ path: join(pictures, `${what.replace(/\W+/g, "-")}-${theme}-${language}.png`) });
      };
      await page.locator("dialog input").first().fill("Axe");
      await page.locator("dialog button[type=submit]").click();
      await page.locator("dialog code.secret").waitFor();
      await look("key secret");
      // It does not go by Escape: the secret would be gone with it.
      await page.locator("dialog .line.end button").last().click();
      await page.locator(".keys-table .menu-host button").first().click();
      await look("key menu");
      await page.keyboard.press("Escape");
      await page.locator(".tabs button").nth(1).click();
      await look("console");
      await page.goto(`${server.base}/voices`);
      await page.locator(".voice-row:not(.head) input[type=checkbox]").first().check();
      await page.locator(".transport button").last().click();
      await page.locator(".tray").waitFor();
      await page.setInputFiles("main input[type=file]:not(.input)", { name: "broken.clonyvoice", mimeType: "application/zip", buffer: Buffer.from("no archive") });
      await page.locator("dialog [role=alert]").waitFor();
      await look("import, bulk bar and tray");
      await page.keyboard.press("Escape");
      await page.goto(`${server.base}/generate`);
      await page.locator(".line-row textarea").first().fill("안녕하세요. Something to say.");
      await page.keyboard.press("Control+KeyF");
      await page.locator(".find-bar input.input").first().fill("Something");
      await page.locator(".find-bar input.input").nth(1).fill("Anything");
      await page.locator(".find-bar button[type=submit]").click();
      await page.locator(".toast").first().waitFor();
      await page.locator(".line-row .voice-picker").first().click();
      await page.locator(".menu.picker .option").first().waitFor();
      await look("picker and message");
      await page.keyboard.press("Escape");
      await page.goto(`${server.base}/clone`);
      await page.locator(".tabs button").nth(1).click();
      await page.setInputFiles("main input[type=file]:not(.input)", { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no voice") });
      await page.locator("[role=alert]").first().waitFor();
      await page.locator("main .button.primary.large").click();
      await look("clone with what is missing");
      await page.setViewportSize({ width: 390, height: 844 });
      for (const path of ["voices", "generate", "design", "keys", "system"]) {
        await page.goto(`${server.base}/${path}`);
        await page.locator("h1").waitFor();
        await look(`narrow ${path}`);
      }
      assert.deepEqual(found, []);
      assert.deepEqual(
        errors.filter((text) => !text.includes("import/preview")),
        [],
      );
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
