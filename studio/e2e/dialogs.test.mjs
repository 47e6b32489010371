// Every page and every dialog of projects, in both languages, on a screen and on a phone: nothing cut, nothing unnamed,
// nothing untranslated, the focus where one types.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { PICTURES, ask, opened } from "./opening.mjs";
import { signedIn } from "./server.mjs";
import { spokenWav } from "./sounds.mjs";

const { server, browser, page: first, context: firstContext, errors: firstErrors } = await opened({ viewport: { width: 1280, height: 800 } });
const wav = spokenWav(process.env.CLONYVOICE_E2E_SOUNDS ?? join(server.home, "sounds"));
const TEXTS = Object.fromEntries(["en", "ko"].map((code) => [code, JSON.parse(readFileSync(new URL(`../src/i18n/${code}.json`, import.meta.url), "utf8"))]));
const words = (language, key, values = {}) => key.split(".").reduce((node, part) => node[part], TEXTS[language]).replaceAll(/\{\{(\w+)\}\}/g, (_, name) => values[name]);

const SRT = "1\n00:00:00,500 --> 00:00:03,000\nANNA: Where is the key to the garden?\n\n2\n00:00:04,000 --> 00:00:07,500\nBEN: Under the stone, as always.\n";
const form = { name: "garden.srt", mimeType: "application/x-subrip", buffer: Buffer.from(SRT) };

/** What a reader of the page would stumble over, below `root`. */
const faults = (page, root, language) =>
  page.evaluate(
    ([selector, korean]) => {
      const found = [];
      const base = document.querySelector(selector);
      if (!base) return [`${selector} is not there`];
      const seen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !node.closest(".sr-only, [aria-hidden=true]");
      const named = (node) => (node.getAttribute("aria-label") ?? node.textContent ?? "").trim().slice(0, 60);
      if (document.documentElement.scrollWidth > innerWidth + 1) found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
      const box = base.getBoundingClientRect();
      if (selector === "dialog[open]" && (box.left < 0 || box.right > innerWidth + 1 || box.top < 0 || box.bottom > innerHeight + 1)) found.push("the dialog is larger than the window");
      for (const node of base.querySelectorAll("*")) {
        if (!(node instanceof HTMLElement) || !seen(node)) continue;
        const style = getComputedStyle(node);
        const own = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent.trim());
        const clips = style.overflowX !== "visible" && style.overflowX !== "auto" && style.overflowX !== "scroll";
        if (own && clips && !node.matches(".clip, .clip *, textarea, input, select") && node.scrollWidth > node.clientWidth + 1) found.push(`cut: ${named(node)}`);
        if (node.matches("button, .button, label, h1, h2, h3") && own && node.scrollWidth > node.clientWidth + 1 && style.display !== "inline") found.push(`too narrow: ${named(node)}`);
        if (node.matches("input:not([type=hidden]), select, textarea") && !node.labels?.length && !node.getAttribute("aria-label") && !node.getAttribute("aria-labelledby")) found.push(`no name: ${node.outerHTML.slice(0, 80)}`);
        if (node.matches("button, a") && !named(node) && !node.getAttribute("aria-labelledby")) found.push(`no name: ${node.outerHTML.slice(0, 80)}`);
        if (!korean || !own || node.closest("[lang=en], code, .kbd, kbd, textarea, option, .clip, .row-text")) continue;
        const text = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE).map((child) => child.textContent).join("").trim();
        // Names, formats, units and numbers are the same in Korean; names of tracks and two plain English words are not.
        if (!/[가-힣]/.test(text) && (node.matches(".track-name") || /\b[a-z]{3,} [a-z]{2,}/i.test(text))) found.push(`not Korean: ${text.slice(0, 60)}`);
      }
      return [...new Set(found)];
    },
    [root, language === "ko"],
  );

const problems = [];
const look = async (page, name, language, root = "dialog[open]") => {
  if (root === "dialog[open]") await page.locator(root).waitFor(); // some are loaded when they are first opened
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(200);
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `dialogs-${name}-${language}-${page.viewportSize().width}.png`) });
  for (const fault of await faults(page, root, language)) problems.push(`${name}, ${language}, ${page.viewportSize().width}: ${fault}`);
  if (root === "dialog[open]" && !(await page.evaluate(() => document.querySelector("dialog[open]")?.contains(document.activeElement)))) problems.push(`${name}, ${language}: the focus is outside`);
};

const made = await ask(first, "/api/projects", "POST", { name: "Empty garden", language: "en" });
await ask(first, `/api/projects/${(await ask(first, "/api/projects", "POST", { name: "Old garden", language: "en" })).id}`, "DELETE");
const cookie = await firstContext.storageState();
await firstContext.close();
after(() => browser.close());

for (const language of ["en", "ko"])
  for (const [width, height] of [
    [1280, 800],
    [390, 844],
  ])
    test(`${language} at ${width} x ${height}`, { timeout: 300_000 }, async () => {
      problems.length = 0;
      const t = (key, values) => words(language, key, values);
      const { page, context, errors } = await signedIn(browser, server, { storageState: cookie, language, theme: width === 1280 ? "dark" : "light", viewport: { width, height } });
      page.setDefaultTimeout(30_000);
      const go = (path) => page.goto(`${server.base}${path}`);
      const settled = () => page.waitForFunction(() => document.querySelector("main h1") && !document.querySelector("main .spinner"));
      for (const path of ["voices", "clone", "design", "generate", "projects", "transcribe", "keys", "system"]) {
        await go(`/${path}`);
        await settled();
        await look(page, `page-${path}`, language, "body");
      }
      await go("/projects");
      await settled();
      await page.getByRole("button", { name: t("projects.new") }).first().click();
      await look(page, "new", language);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: t("projects.trash"), exact: true }).click();
      await page.getByRole("button", { name: t("projects.delete_for_good", { name: "Old garden" }) }).click();
      await look(page, "destroy", language);
      await page.keyboard.press("Escape");
      await look(page, "trash", language, "main");
      await page.locator("main input[type=file]").setInputFiles(form);
      await page.getByRole("dialog", { name: t("projects.import") }).waitFor();
      await look(page, "import", language);
      await page.getByRole("dialog").getByRole("button", { name: t("projects.import") }).click();
      await page.locator(".line-row").nth(1).waitFor();
      await look(page, "script", language, "main");
      await page.keyboard.press("Control+KeyF");
      await look(page, "find", language, "main");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: t("projects.export") }).first().click();
      await look(page, "export", language);
      await page.keyboard.press("Escape");
      await page.locator(".line-row textarea").first().dblclick({ position: { x: 50, y: 12 } });
      await page.getByRole("button", { name: new RegExp(t("pronunciation.open", { word: "Where" }).replaceAll(/[“”]/g, ".")) }).click();
      await page.getByRole("dialog").getByRole("radio").first().waitFor();
      await look(page, "pronunciation", language);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: t("dub.translation") }).first().click();
      await look(page, "translation", language);
      await page.keyboard.press("Escape");
      await page.locator(`aside input[type=file]`).first().setInputFiles(wav);
      await page.getByRole("button", { name: t("dub.title", { name: "speech.wav" }) }).click();
      await look(page, "dub", language);
      await page.getByRole("dialog").getByLabel(t("dub.texts")).selectOption("translate");
      await page.getByRole("dialog").getByLabel(t("dub.voices")).selectOption("clone");
      await look(page, "dub-more", language);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: t("projects.timeline"), exact: true }).click();
      await page.locator(".timeline").waitFor();
      await look(page, "timeline", language, "main");
      await page.getByRole("button", { name: t("projects.shortcuts") }).click();
      await look(page, "shortcuts", language);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: t("projects.as_list") }).click();
      await look(page, "list", language, "main");
      await context.close();
      assert.deepEqual(problems, []);
      assert.deepEqual(errors.filter((text) => /page:|Content Security|Refused/.test(text)), []);
    });

test("the windows before broke nothing", () => assert.deepEqual(firstErrors.filter((text) => /page:/.test(text)), []) ?? assert.ok(made.id));
