// A video is dropped on a project and dubbed: dialog, progress, lines in slots, a translation pasted, the file at the end.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { ALLOWED, opened, pictured, projectDocument, until } from "./opening.mjs";
import { PYTHON, ROOT } from "./server.mjs";
import { spokenWav } from "./sounds.mjs";

const { page, server, errors } = await opened({ ...ALLOWED });
page.setDefaultTimeout(20_000);
const TEXT = "The old ferry leaves the harbour just before noon. Would you believe it still runs on time?";

const picture = (name) => pictured(page, name);
const documentNow = () => projectDocument(page);

/** A small video whose sound is somebody who speaks. */
function spokenVideo() {
  const folder = process.env.CLONYVOICE_E2E_SOUNDS ?? join(server.home, "sounds");
  const wav = spokenWav(folder, { name: "dub.wav", text: TEXT, lead: 0.5 });
  const path = join(folder, "talk.mp4");
  const program = `import sys; sys.path.insert(0, ".")
from pathlib import Path
from clonyvoice.audio import decode
from tests.audio.videos import spoken_video
Path(sys.argv[2]).write_bytes(spoken_video(decode(Path(sys.argv[1]).read_bytes(), 24000)))`;
  execFileSync(PYTHON, ["-c", program, wav, path], { cwd: ROOT, stdio: "pipe" });
  return path;
}

test("a video is dropped and dubbed, its lines lie in their slots", { timeout: 240_000 }, async () => {
  const video = spokenVideo();
  await page.getByRole("navigation").getByRole("link", { name: "Projects", exact: true }).click();
  await page.getByRole("button", { name: "New project" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("The Ferry");
  await page.getByRole("button", { name: "Create project" }).click();
  // Nothing is said yet, so nothing is generated.
  assert.equal(await page.locator(".project-head").getByRole("button", { name: "Generate", exact: true }).getAttribute("aria-disabled"), "true");
  const input = page.getByLabel("Settings").locator("input[type=file]:not(.input)");
  await input.setInputFiles(video);
  await page.getByRole("button", { name: "Dub talk.mp4" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Language of the lines").waitFor();
  await dialog.getByLabel("Text of the lines").selectOption("translate");
  await dialog.getByText("No translator is set up").waitFor();
  assert.equal(await dialog.getByRole("button", { name: "Dub", exact: true }).getAttribute("aria-disabled"), "true");
  await dialog.getByLabel("Text of the lines").selectOption("said");
  await picture("dub-dialog");
  await dialog.getByRole("button", { name: "Dub", exact: true }).click();
  await dialog.getByRole("list", { name: "Steps" }).getByText("Transcribe and identify speakers").waitFor();
  await picture("dub-progress");
  await dialog.getByRole("button", { name: /Continue in the background|Close/ }).last().click();
  // What runs is on the project's page, also after a reload.
  const card = page.getByRole("region", { name: "Dub talk.mp4" });
  if (await card.count()) {
    await page.reload();
    await card.getByRole("listitem").nth(4).waitFor();
    await picture("dub-card");
    await until(page, () => card.getByText(/lines? (is|are) dubbed/).count(), (count) => count > 0, "the dub is completed", 200);
    assert.equal(await card.getByText("Done", { exact: true }).count(), 4);
    await card.getByText(/sentences? recognised/).waitFor();
    await card.getByRole("link", { name: "Download the video" }).waitFor();
    await picture("dub-done");
    await card.getByRole("button", { name: "Dismiss" }).click();
    await page.reload();
    await page.getByRole("button", { name: "Dub talk.mp4" }).waitFor();
  }
  assert.equal(await card.count(), 0);
  const found = await documentNow();
  assert.ok(found.lines.length >= 1 && found.lines.every((line) => line.state === "done" && line.slot_end > line.slot_start), JSON.stringify(found.lines));
  assert.ok(found.lines.every((line) => line.slot_over <= 0.08), JSON.stringify(found.lines.map((line) => line.slot_over)));
  assert.match(found.lines.map((line) => line.text).join(" "), /ferry/i);
  const [original] = found.tracks.filter((track) => track.kind === "original");
  assert.deepEqual(original.duck_by, [found.tracks.find((track) => track.kind === "speech").id]);
  await page.getByText(/^0:0\d\.\d to 0:0\d\.\d/).first().waitFor();
  await picture("dub-lines");
});

test("a translation is pasted over the lines, and undone", { timeout: 120_000 }, async () => {
  const before = await documentNow();
  await page.getByRole("button", { name: "Paste a translation" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Translation" }).fill(before.lines.map((_, n) => `Das ist Satz ${n + 1}.`).join("\n"));
  await dialog.getByLabel("Language of the lines").selectOption("de");
  await picture("dub-translation");
  await dialog.getByRole("button", { name: "Use these texts" }).click();
  const found = await until(page, documentNow, (it) => it.lines[0].text === "Das ist Satz 1.", "the texts are there", 200);
  assert.ok(found.lines.every((line) => line.language === "de" && line.state === "stale"));
  await page.locator("body").click({ position: { x: 5, y: 5 } });
  await page.keyboard.press("Control+KeyZ");
  await until(page, documentNow, (it) => it.lines[0].text === before.lines[0].text, "undone as one");
});

test("a dub is cancelled, and Korean says the same", { timeout: 120_000 }, async () => {
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByRole("menuitemradio", { name: "한국어" }).or(page.getByRole("menuitem", { name: "한국어" })).click();
  await page.getByRole("button", { name: "더빙: talk.mp4" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("음성", { exact: true }).selectOption("clone");
  await picture("dub-korean");
  assert.equal(await dialog.getByRole("button", { name: "더빙", exact: true }).getAttribute("aria-disabled"), "true");
  await dialog.getByLabel("음성", { exact: true }).selectOption("cast");
  await dialog.getByRole("button", { name: "더빙", exact: true }).click();
  await dialog.getByRole("button", { name: "취소" }).click();
  await dialog.getByText("취소했습니다").waitFor();
  assert.deepEqual(errors, []);
});
