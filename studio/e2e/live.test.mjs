// What runs says how far it is: every kind of job, in the tray and on its page, and the same after a reload.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ask, opened } from "./opening.mjs";

const { server, page, context, wav } = await opened({ sound: true, permissions: ["clipboard-read", "clipboard-write"] });
page.setDefaultTimeout(90_000);

const api = (...request) => ask(page, ...request);
const visit = (name) => page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
const tray = () => page.getByRole("region", { name: "Jobs" });
const openTray = async () => {
  if ((await tray().count()) === 0) await page.getByRole("button", { name: /^Jobs|job/ }).last().click();
  await tray().waitFor();
};
const running = async (kind) => (await api("/api/jobs?state=running&state=queued")).jobs.filter((job) => job.kind === kind);
const closeTray = () => tray().getByRole("button", { name: "Close" }).click();
/** The tray's line about the running job of a kind. */
const line = (kind) => tray().locator("li.job", { hasText: kind }).filter({ has: page.getByRole("button", { name: "Cancel" }) }).first();
const cancelAll = async () => {
  for (const job of (await api("/api/jobs?state=running&state=queued")).jobs) await api(`/api/jobs/${job.id}/cancel`, "POST");
};
/** The job shows a share that is a number, and is there again after a reload. */
const lasts = async (kind, shown) => {
  await openTray();
  await line(shown).waitFor();
  const before = await running(kind);
  assert.ok(before.length > 0, `no job of kind ${kind} runs`);
  await page.reload();
  await openTray();
  await line(shown).waitFor();
  await line(shown).getByRole("progressbar").and(page.locator("[aria-valuenow]")).waitFor();
  const again = await running(kind);
  assert.ok(again.some((job) => job.id === before[0].id), "another job took its place");
  await closeTray();
};

const LONG = Array.from({ length: 30 }, (_, n) => `This is sentence number ${n + 1}, and it takes a while to say.`).join(" ");

test("speech: share, part of how many, time left, and place in the queue", { timeout: 180_000 }, async () => {
  await visit("Generate");
  const row = page.getByRole("textbox", { name: "Line 1", exact: true });
  await page.getByRole("button", { name: /Voice of line 1: (?!Choose)/ }).waitFor();
  await row.click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), LONG.replaceAll(". ", ".\n"));
  await page.keyboard.press("Control+KeyV");
  await page.getByRole("button", { name: "Generate 30 lines" }).click();
  await page.locator(".line-row.speaking").waitFor();
  await openTray();
  await line("Lines of a project").getByText(/part \d+ of \d+/).waitFor();
  await line("Lines of a project").getByText(/left/).waitFor();
  await lasts("project-speak", "Lines of a project");
  await page.locator(".line-row.speaking").waitFor();
  // More than the server takes on at a time: the last ones wait, and say where.
  for (let n = 0; n < 14; n++) await api("/api/generate/preset", "POST", { voice_id: "voice_af_heart", text: LONG, language: "en", async: true });
  await openTray();
  await tray().getByText(/Position \d+ in the queue/).first().waitFor();
  await page.reload();
  await openTray();
  await tray().getByText(/Position \d+ in the queue/).first().waitFor();
  await cancelAll();
  await closeTray();
  await page.waitForFunction(() => document.querySelectorAll(".line-row.speaking, .line-row.queued").length === 0);
  await page.getByRole("button", { name: /Generate \d+ lines?$|All lines generated/ }).waitFor();
});

test("design: share and candidates, on the page and in the tray", { timeout: 120_000 }, async () => {
  await visit("Design");
  await page.getByLabel("Describe the voice").fill("a calm elderly woman, low and warm");
  await page.getByLabel("Candidates", { exact: true }).and(page.locator("select")).selectOption("4");
  await page.getByRole("button", { name: "Design", exact: true }).click();
  await page.locator("main").getByText(/Generating and measuring/).waitFor();
  await lasts("design", "Design");
  await page.locator("main").getByText(/Generating and measuring|in the queue|Waiting/).waitFor();
  await page.getByRole("button", { name: "Cancel" }).first().click();
  assert.equal(await page.getByLabel("Describe the voice").inputValue(), "a calm elderly woman, low and warm");
});

test("transcription: share and time left, and words as they come", { timeout: 180_000 }, async () => {
  const spoken = readFileSync(wav);
  const body = spoken.subarray(44);
  const long = Buffer.concat([spoken.subarray(0, 44), ...Array.from({ length: 24 }, () => body)]);
  long.writeUInt32LE(long.length - 8, 4);
  long.writeUInt32LE(long.length - 44, 40);
  const path = join(server.home, "long.wav");
  writeFileSync(path, long);
  await visit("Transcribe");
  await page.getByRole("heading", { name: "Transcribe", level: 1 }).waitFor(); // the page before takes files, too
  await page.locator("input[type=file]:not(.input)").setInputFiles(path);
  await page.locator(".transcript-line").first().waitFor();
  await page.locator(".transcript-progress").getByText(/left/).waitFor();
  await lasts("transcription", "Transcript");
  await page.locator(".transcript-line").first().waitFor();
  await page.locator(".transcript-progress").getByRole("button", { name: "Cancel" }).click();
  await page.getByText("The recording is still here.").or(page.locator(".transcript-line").first()).first().waitFor();
});

test("a clone that gets better: stage and share, on its page and in the tray", { timeout: 180_000 }, async () => {
  await visit("Clone");
  await page.getByRole("tab", { name: "Upload files" }).click();
  await page.locator("input[type=file]:not(.input)").setInputFiles(wav);
  await page.getByText(/of speech$/).first().waitFor();
  await page.getByLabel("Name", { exact: true }).fill("Getting better");
  await page.getByLabel("Cloning quality").selectOption("best");
  await page.getByLabel("I am this person").check();
  await page.getByRole("button", { name: "Create voice" }).click();
  await page.getByRole("heading", { name: "Getting better" }).waitFor();
  await lasts("clone", "Clone");
  await page.getByRole("heading", { name: "Getting better" }).waitFor();
  await page.locator("main").getByRole("progressbar").waitFor();
  await page.getByRole("button", { name: "Stop improving" }).click();
  await page.locator("main").getByRole("progressbar").waitFor({ state: "detached" });
});

test("a download that fails says why and can be tried again", { timeout: 120_000 }, async () => {
  // What a pull tells is told here in the server's own words: without a network there is nothing to fetch.
  const window = await context.newPage();
  await window.routeWebSocket(/\/ws/, (socket) => {
    const out = socket.connectToServer();
    out.onMessage((message) => socket.send(message));
    const tell = (type, more) => socket.send(JSON.stringify({ type, id: "kokoro", at: new Date().toISOString(), seq: 0, job_id: "job_pull", ...more }));
    setTimeout(() => tell("model.progress", { progress: 0.4, stage: "downloading", queue_position: 0, seconds_left: 42 }), 1500);
    setTimeout(() => tell("model.failed", { error: { code: "download_failed", message: "The server of the weights does not answer." } }), 4500);
  });
  await window.goto(`${server.base}/system`);
  const section = window.getByRole("region", { name: "Models" });
  await section.getByText("40%").waitFor();
  await section.getByRole("button", { name: "Cancel" }).waitFor();
  await section.getByText(/0:42 left/).waitFor();
  await window.getByRole("button", { name: /^Jobs|job/ }).last().click();
  await window.getByText("The server of the weights does not answer.").waitFor();
  await window.close();
});
