// What people do with files, recordings and mistakes: drops anywhere, a reload while recording, deletions taken back, errors in words.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ask, opened, pictured } from "./opening.mjs";
import { spokenWav } from "./sounds.mjs";

const { server, page, context, errors, wav } = await opened({ sound: true, microphone: true, permissions: ["microphone"], viewport: { width: 1280, height: 800 } });
const ROUTES = /\b(GET|POST|PUT|PATCH|DELETE) \/|\/api\//;
const broken = () => errors.filter((text) => /page:|Content Security|Refused to/.test(text));
const picture = (name) => pictured(page, name);
const visit = async (name) => {
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
};
/** Drops real files and folders, by their paths, as a file manager does. */
const drop = async (paths, { x = 640, y = 400 } = {}) => {
  const session = await context.newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x, y, data });
    await page.waitForTimeout(200);
  }
  await session.detach();
};
const folder = join(server.home, "for-dropping");
mkdirSync(join(folder, "recordings", "more"), { recursive: true });
const put = (name, data) => {
  const path = join(folder, name);
  writeFileSync(path, data);
  return path;
};
const other = spokenWav(process.env.CLONYVOICE_E2E_SOUNDS ?? join(server.home, "sounds"), { voice: "af_bella", text: "Somebody else reads this sentence about the garden, the fountain and the old stone wall behind it.", lead: 0.2, name: "other.wav" });
put("recordings/one.wav", readFileSync(wav));
put("recordings/more/two.wav", readFileSync(wav));
put("recordings/.DS_Store", "hidden");

test("a recording that a reload interrupts is recovered", { timeout: 120_000 }, async () => {
  page.on("dialog", (dialog) => void dialog.accept());
  await visit("Clone");
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await page.getByText("Read now").waitFor({ timeout: 20_000 });
  await page.waitForTimeout(7000);
  const asked = page.waitForEvent("dialog");
  await page.reload();
  assert.equal((await asked).type(), "beforeunload");
  await page.getByText("An interrupted recording was recovered.").waitFor();
  const length = await page.locator("section.panel .small.soft").first().textContent();
  const [, whole] = /of 0:(\d+)/.exec(length) ?? [];
  assert.ok(Number(whole) >= 4, length);
  // It is there after another reload, too, and only once.
  await page.reload();
  await page.getByRole("button", { name: "Remove" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Remove" }).count(), 1);
});

test("leaving the page while recording keeps what was said", { timeout: 60_000 }, async () => {
  await page.getByRole("button", { name: "Start over" }).click();
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await page.getByText("Read now").waitFor({ timeout: 20_000 });
  await page.waitForTimeout(2500);
  await visit("Design");
  await visit("Clone");
  await page.getByRole("button", { name: "Remove" }).waitFor();
  await page.getByRole("button", { name: "Start over" }).click();
});

test("a folder is dropped on Clone: its recordings are judged together, and the voice says whose was left out", { timeout: 900_000 }, async () => {
  await drop([join(folder, "recordings")]);
  await page.getByText("two.wav").waitFor();
  await page.getByText("one.wav").waitFor();
  await page.locator("input[type=file]:not(.input)").setInputFiles(other);
  const together = page.getByRole("region", { name: "All recordings together" });
  await together.waitFor({ timeout: 400_000 });
  await together.getByText("3 of 3 recordings can be used").waitFor();
  await picture("handling-together");
  await page.getByLabel("Name", { exact: true }).fill("Three files");
  await page.getByLabel("Cloning quality").selectOption("instant");
  await page.getByLabel("I am this person").check();
  await page.getByRole("button", { name: "Create voice" }).click();
  await page.getByText("1 recording was not used:").waitFor({ timeout: 400_000 });
  await page.getByText("other.wav: Another person speaks in it.").waitFor();
  await picture("handling-left-out");
  await visit("Voices");
  await page.getByRole("row", { name: /Three files/ }).click();
  await page.getByText("other.wav: Another person speaks in it.").waitFor();
});

test("files that are dropped on any page go where they belong", { timeout: 120_000 }, async () => {
  // A script on the voices' page becomes a project.
  await visit("Voices");
  await drop([put("garden.md", "# One\n\nANNA: Where is the key?\n\nBEN: Under the stone.\n")]);
  const dialog = page.getByRole("dialog", { name: "Import a script" });
  await dialog.getByText("garden.md has 3 lines.").waitFor();
  await dialog.getByRole("button", { name: "Close" }).click();
  // One on Generate goes into the script that is open, or becomes a project of its own.
  await visit("Generate");
  await page.getByRole("textbox", { name: "Line 1", exact: true }).waitFor();
  await drop([put("hello.txt", "First line.\n\nSecond line.")]);
  await page.getByRole("dialog", { name: "Add a script" }).getByRole("button", { name: "Add to this project" }).click();
  const second = page.getByRole("textbox", { name: "Line 2", exact: true });
  await second.waitFor();
  assert.equal(await second.inputValue(), "Second line.");
  // A recording on Design asks what it is for.
  await visit("Design");
  await drop([wav], { y: 30 });
  await page.getByRole("dialog", { name: "What should be done with these recordings?" }).getByRole("button", { name: "Transcribe" }).click();
  await page.getByRole("heading", { name: "Transcribe", level: 1 }).waitFor();
  await page.getByRole("status").filter({ hasText: /Transcribing|in the queue|Waiting|Uploading/ }).or(page.getByText("Transcribing", { exact: true })).first().waitFor();
  await page.getByRole("button", { name: "Cancel" }).first().click();
  // A picture is no use anywhere, and the page stays.
  await visit("Design");
  await drop([put("holiday.png", "png")]);
  await page.getByText("The studio cannot open these files: holiday.png").waitFor();
  assert.match(page.url(), /\/design$/);
});

test("what was deleted is taken back where one looks for it", { timeout: 120_000 }, async () => {
  await ask(page, "/api/voices/blend", "POST", { name: "Blended", recipe: "0.5*af_heart + 0.5*am_adam" });
  await visit("Voices");
  const row = page.getByRole("row", { name: /Blended/ });
  await row.focus();
  await page.keyboard.press("Delete");
  await page.getByText(/moved to the trash/).waitFor();
  await page.getByRole("button", { name: "Trash", exact: true }).click();
  await page.getByRole("button", { name: "Restore Blended" }).waitFor();
  await picture("handling-trash");
  // A line that is said in it says so in words, and keeps its text.
  const { id } = (await ask(page, "/api/voices?trashed=true&limit=100")).voices.find((one) => one.name === "Blended");
  const { id: project } = await ask(page, "/api/projects", "POST", { name: "Trashed voice", language: "en" });
  await page.evaluate(
    async ([to, voice]) => {
      const { csrf } = await (await fetch("/api/session")).json();
      const { revision } = await (await fetch(`/api/projects/${to}`)).json();
      const operations = [{ op: "line.insert", line: { text: "A voice that was deleted.", voice_id: voice } }];
      await fetch(`/api/projects/${to}/operations`, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf, "If-Match": String(revision) }, body: JSON.stringify({ operations }) });
    },
    [project, id],
  );
  await visit("Generate");
  await page.getByRole("button", { name: "Generate 1 line" }).click();
  const said = page.getByRole("alert").filter({ hasText: "trash" });
  await said.waitFor({ timeout: 30_000 });
  assert.equal((await said.textContent()).trim(), "This voice is in the trash. Restore it first.");
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByRole("menuitemradio", { name: "한국어" }).or(page.getByRole("menuitem", { name: "한국어" })).click();
  await page.getByText("휴지통에 있는 음성입니다. 먼저 복원하세요.").waitFor();
  assert.doesNotMatch(await page.locator("body").innerText(), ROUTES);
  await picture("handling-row-error-ko");
  await page.getByRole("button", { name: "언어" }).click();
  await page.getByRole("menuitemradio", { name: "English" }).or(page.getByRole("menuitem", { name: "English" })).click();
  await visit("Voices");
  await page.getByRole("button", { name: "Trash", exact: true }).click();
  await page.getByRole("button", { name: "Restore Blended" }).click();
  await page.getByText("1 voice restored.").waitFor();
  await page.getByRole("button", { name: "Trash", exact: true }).click();
  await page.getByRole("row", { name: /Blended/ }).waitFor();
});

test("a deletion from the history is undone, and a project comes back from the trash", { timeout: 120_000 }, async () => {
  await visit("Generate");
  await page.getByRole("button", { name: "Generate 1 line" }).click();
  await page.waitForSelector(".line-row.done", { timeout: 60_000 });
  await ask(page, "/api/generate/preset", "POST", { voice_id: "voice_af_heart", text: "Something for the history.", language: "en" });
  await page.getByRole("button", { name: "History", exact: true }).click();
  const entries = page.locator(".history-row");
  await entries.first().waitFor();
  const before = await entries.count();
  await entries.first().getByRole("button", { name: "Delete" }).click();
  await page.waitForFunction((count) => document.querySelectorAll(".history-row").length === count - 1, before);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.waitForFunction((count) => document.querySelectorAll(".history-row").length === count, before);
  await visit("Projects");
  const made = await ask(page, "/api/projects", "POST", { name: "To and fro", language: "en" });
  await page.reload();
  await page.getByRole("button", { name: "Move To and fro to the trash" }).click();
  await page.getByText("To and fro is in the trash.").waitFor();
  await page.getByRole("button", { name: "Trash", exact: true }).click();
  await page.getByText("Projects stay in the trash until they are deleted permanently.").waitFor();
  await picture("handling-projects-trash");
  await page.getByRole("button", { name: "Restore To and fro" }).click();
  await page.getByText("Restored: To and fro").waitFor();
  assert.equal((await ask(page, `/api/projects/${made.id}`)).name, "To and fro");
});

test("nothing threw on the way", () => assert.deepEqual(broken(), []));
