// The studio in a real browser, against a real server and the real engine, as a person would use it.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import { ALLOWED, ask, opened } from "./opening.mjs";
import { signedIn } from "./server.mjs";
import { measured } from "./sounds.mjs";

const { server, browser, page, wav, context, errors } = await opened({ microphone: true, ...ALLOWED });
page.setDefaultTimeout(15_000);

afterEach(async (scope) => {
  if (scope.passed !== false) return;
  for (let n = 0; n < 2; n++) await page.keyboard.press("Escape").catch(() => undefined);
});

const visit = (name) => page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
/** What the player sounds like right now, measured at its output. */
const playing = async () => {
  await page.waitForFunction(() => document.querySelector(".transport button[aria-label='Pause']"), null, { timeout: 20_000 });
};
/** Decodes what an address answers, in the browser, and says how loud and long it is. */
const decoded = (url) =>
  page.evaluate(async (address) => {
    const context = new OfflineAudioContext(1, 1, 24000);
    const buffer = await context.decodeAudioData(await (await fetch(address)).arrayBuffer());
    let peak = 0;
    for (const value of buffer.getChannelData(0)) peak = Math.max(peak, Math.abs(value));
    return { peak, seconds: buffer.duration };
  }, url);

test("a used link signs nobody in, and a visitor without a cookie sees how to", async () => {
  const stranger = await signedIn(browser, server);
  await stranger.page.goto(server.link);
  await stranger.page.getByRole("heading", { name: "Sign in to ClonyVoice" }).waitFor();
  await stranger.context.close();
});

test("voices are searched, played from the row and marked as favourites", async () => {
  await page.getByRole("searchbox").fill("heart");
  await page.getByRole("row", { name: /Heart/ }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll("[role=row]").length === 2);
  await page.getByRole("button", { name: "Play Heart" }).click();
  await playing();
  await page.getByRole("button", { name: "Favourite: Heart" }).click();
  await page.waitForFunction(() => document.querySelector("[aria-label='Favourite: Heart']")?.getAttribute("aria-pressed") === "true");
  await page.getByRole("searchbox").fill("");
});

test("a voice is recorded, trimmed and made, and says a new sentence", { timeout: 240_000 }, async () => {
  await visit("Clone");
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await page.getByText("Please be silent for two seconds").waitFor();
  await page.getByRole("button", { name: "Stop" }).waitFor();
  await page.getByText("Read now").waitFor({ timeout: 15_000 });
  await page.getByText("Sounds good").waitFor({ timeout: 30_000 });
  // Enough speech for a clone; the microphone plays its recording in true time.
  await page.waitForTimeout(8000);
  await page.getByText("Sounds good").waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  const start = page.getByRole("slider", { name: "Start of the selection" });
  await start.waitFor();
  await start.focus();
  const from = Number(await start.getAttribute("aria-valuenow"));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.ok(Number(await start.getAttribute("aria-valuenow")) > from);
  await page.getByText(/of speech$/).first().waitFor({ timeout: 120_000 });
  await page.getByRole("button", { name: "Create voice" }).click();
  await page.getByText("Please confirm that you may clone this voice.").waitFor();
  await page.getByLabel("I am this person").check();
  await page.getByLabel("Name", { exact: true }).fill("Ferry reader");
  await page.getByLabel("Cloning quality").selectOption("instant");
  await page.getByRole("button", { name: "Create voice" }).click();
  await page.getByRole("heading", { name: "Ferry reader" }).waitFor({ timeout: 120_000 });
  await page.getByLabel("Try the voice").fill("I never said this sentence before today.");
  const answered = page.waitForResponse((r) => r.url().includes("/api/generate/clone"), { timeout: 60_000 });
  await page.getByRole("button", { name: "Try it" }).click();
  const made = await (await answered).json();
  await playing();
  const sound = await decoded(made.audio_url);
  assert.ok(sound.peak > 0.05 && sound.seconds > 1, JSON.stringify(sound));
});

test("the blind test plays both sounds at equal loudness and length, and tells the score at the end only", { timeout: 120_000 }, async () => {
  await page.getByRole("button", { name: "Blind test" }).click();
  await page.getByRole("button", { name: "Sound 1" }).click({ timeout: 90_000 });
  await page.getByRole("button", { name: "Sound 2" }).click();
  await page.getByRole("button", { name: "This is the person" }).first().click();
  await page.getByText("Round 2 of 6").waitFor();
  // nothing tells which was right before the last round
  assert.equal(await page.getByText(/Correct\.|You chose the clone/).count(), 0);
  for (let round = 2; round <= 6; round++) {
    await page.getByRole("button", { name: "Sound 1" }).click();
    await page.getByRole("button", { name: "Sound 2" }).click();
    await page.getByRole("button", { name: "This is the person" }).first().click();
  }
  await page.getByText(/^\d of 6 correct\./).waitFor();
  await page.keyboard.press("Escape");
});

test("a script is pasted, spoken, retaken, split, merged and exported with SRT", { timeout: 240_000 }, async () => {
  await visit("Generate");
  const first = page.getByRole("textbox", { name: "Line 1", exact: true });
  await first.waitFor();
  // Looking makes nothing.
  assert.deepEqual((await ask(page, "/api/projects")).projects, []);
  await first.click();
  await page.evaluate(() => navigator.clipboard.writeText("HEART: Good morning, everyone.\nFERRY READER: The ferry leaves at noon.\nPlease be on time."));
  await page.keyboard.press("Control+KeyV");
  await page.getByRole("textbox", { name: "Line 3", exact: true }).waitFor();
  assert.equal(await first.inputValue(), "Good morning, everyone.");
  await page.getByRole("button", { name: "Voice of line 2: Ferry reader" }).waitFor();
  await page.getByRole("button", { name: "Generate 3 lines" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".line-row.done").length === 3, null, { timeout: 120_000 });
  assert.equal((await ask(page, "/api/projects")).projects.length, 1);

  await page.getByRole("button", { name: "Play line 1" }).click();
  await page.waitForSelector(".line-glow mark", { state: "attached", timeout: 20_000 });
  await page.getByRole("button", { name: "Generate line 1" }).click();
  await page.getByText("2/2").waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: "Previous take" }).click();
  await page.getByText("1/2").waitFor();

  const third = page.getByRole("textbox", { name: "Line 3", exact: true });
  await third.click();
  await third.evaluate((node) => node.setSelectionRange(9, 9));
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Line 4", exact: true }).waitFor();
  // Both halves have their sound, and so has the whole again.
  await page.waitForFunction(() => document.querySelectorAll(".line-row.done").length === 4, null, { timeout: 20_000 });
  await page.keyboard.press("Backspace");
  await page.waitForFunction(() => document.querySelectorAll(".line-row").length === 3);
  assert.equal(await third.inputValue(), "Please be on time.");
  await page.waitForFunction(() => document.querySelectorAll(".line-row.done").length === 3, null, { timeout: 60_000 });

  await page.getByRole("button", { name: "Export", exact: true }).first().click();
  const dialog = page.getByRole("dialog");
  const file = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export sound" }).click();
  const audio = measured(readFileSync(await (await file).path()));
  assert.ok(audio.peak > 0.05 && audio.seconds > 3, JSON.stringify(audio));
  const subtitles = page.waitForEvent("download");
  await dialog.getByRole("link", { name: "SRT" }).click();
  const srt = readFileSync(await (await subtitles).path(), "utf8");
  assert.match(srt, /00:00:0\d,\d{3} --> 00:00:0\d,\d{3}/);
  assert.match(srt, /ferry leaves at noon/i);
  await page.keyboard.press("Escape");
});

test("what was said is heard back, and the script survives a reload, also in another browser", { timeout: 180_000 }, async () => {
  await page.getByRole("button", { name: "Check against text" }).click();
  await page.getByText(/No differences were found|differs? from/).first().waitFor({ timeout: 150_000 });
  // What was heard is told for every line, right or wrong, and again after a reload.
  const heard = page.locator(".row-note").filter({ hasText: "Heard: " });
  await heard.nth(2).waitFor();
  await page.reload();
  await heard.nth(2).waitFor();
  const second = (on) => on.getByRole("textbox", { name: "Line 2", exact: true });
  await second(page).waitFor();
  assert.equal(await second(page).inputValue(), "The ferry leaves at noon.");
  assert.equal(await page.locator(".line-row.done").count(), 3);
  const elsewhere = await signedIn(browser, server, { storageState: { cookies: await context.cookies(), origins: [] } });
  await elsewhere.page.goto(`${server.base}/generate`);
  await second(elsewhere.page).waitFor();
  assert.equal(await elsewhere.page.locator(".line-row.done").count(), 3);
  // What is written there is here at once, and both kept.
  await second(elsewhere.page).fill("The ferry leaves at one.");
  await page.waitForFunction(() => document.querySelectorAll(".line-row textarea")[1]?.value === "The ferry leaves at one.");
  await elsewhere.page.keyboard.press("Control+KeyZ");
  await page.waitForFunction(() => document.querySelectorAll(".line-row textarea")[1]?.value === "The ferry leaves at noon.");
  await elsewhere.context.close();
});

test("something from the history is put into the script, and stays when the history forgets it", { timeout: 120_000 }, async () => {
  await page.getByRole("button", { name: "History", exact: true }).click();
  const entry = page.locator(".history-row", { hasText: "I never said this sentence before today." });
  await entry.getByRole("button", { name: "Add to the script" }).click();
  const fourth = page.getByRole("textbox", { name: "Line 4", exact: true });
  await fourth.waitFor();
  assert.equal(await fourth.inputValue(), "I never said this sentence before today.");
  await page.waitForFunction(() => document.querySelectorAll(".line-row.done").length === 4, null, { timeout: 20_000 });
  for (const { id } of (await ask(page, "/api/generations?q=never%20said")).generations) await ask(page, `/api/generations/${id}`, "DELETE");
  await page.reload();
  await fourth.waitFor();
  assert.equal(await page.locator(".line-row.done").count(), 4);
  await page.getByRole("button", { name: "Play line 4" }).click();
  await playing();
});

test("a recording is transcribed, mended and saved as SRT", { timeout: 180_000 }, async () => {
  await visit("Transcribe");
  await page.getByRole("heading", { name: "Transcribe", level: 1 }).waitFor(); // the page before takes files, too
  await page.locator("input[type=file]:not(.input)").setInputFiles(wav);
  await page.getByRole("textbox", { name: /Line at/ }).first().waitFor({ timeout: 150_000 });
  await page.getByRole("button", { name: "Find and replace" }).waitFor({ timeout: 150_000 });
  await page.getByRole("button", { name: "Find and replace" }).click();
  await page.getByRole("textbox", { name: "Find", exact: true }).fill("ferry");
  await page.getByRole("textbox", { name: "Replace with" }).fill("steamboat");
  await page.getByRole("button", { name: "Replace all" }).click();
  await page.getByRole("button", { name: "Save as" }).click();
  const file = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "SRT" }).click();
  assert.match(readFileSync(await (await file).path(), "utf8"), /steamboat/i);
  await page.getByRole("button", { name: "Another recording" }).click();
  await page.getByRole("region", { name: "Earlier transcripts" }).getByRole("button", { name: /ferry/i }).first().click();
  assert.match(await page.getByRole("textbox", { name: /Line at/ }).first().inputValue(), /ferry/i);
});

test("words are dictated: they appear as they are said, are kept at the end, and a cancel forgets them", { timeout: 180_000 }, async () => {
  await visit("Transcribe");
  await page.getByRole("button", { name: "Another recording" }).click();
  await page.getByRole("button", { name: "Dictate" }).click();
  await page.getByRole("log").getByText(/\w+ \w+/).first().waitFor({ timeout: 120_000 });
  await page.locator(".dictation").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Dictate" }).click();
  await page.getByRole("log").getByText(/\w+ \w+/).first().waitFor({ timeout: 60_000 });
  await page.locator(".dictation").getByRole("button", { name: "Stop" }).click();
  await page.getByRole("textbox", { name: /Line at/ }).first().waitFor({ timeout: 60_000 });
  assert.match(await page.getByRole("textbox", { name: /Line at/ }).first().inputValue(), /\w+ \w+/);
  await page.getByRole("button", { name: "Another recording" }).click();
});

test("a key is made, works with curl, and runs into its limit in the console", { timeout: 120_000 }, async () => {
  await visit("API");
  await page.getByRole("button", { name: "Create a key" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill("E2E");
  await form.getByLabel("Limit of voices:read").fill("3");
  await form.getByRole("button", { name: "Create a key" }).click();
  await page.getByText("This is the only time it is shown").waitFor();
  const secret = await page.locator("code.secret").textContent();
  assert.match(secret, /^cvk_/);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Copy the key");
  const reply = await fetch(`${server.base}/api/voices?limit=1`, { headers: { "X-API-Key": secret } });
  assert.equal(reply.status, 200);
  await page.getByRole("button", { name: "Copy the key" }).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), secret);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("tab", { name: "Console" }).click();
  await page.getByText(/Allowed: the key has voices:read/).waitFor();
  for (let n = 0; n < 3; n++) {
    await page.getByRole("button", { name: "Send" }).click();
    await page.waitForFunction((count) => performance.getEntriesByType("resource").filter((e) => e.name.includes("limit=3")).length > count, n);
    await page.waitForTimeout(150);
  }
  await page.getByText("429", { exact: true }).waitFor({ timeout: 10_000 });
  await page.locator(".chip.amber", { hasText: /again in \d+ s/ }).waitFor();
  await page.getByText("retry-after", { exact: false }).first().waitFor();
});

test("language and theme change at once and are kept", async () => {
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByRole("menuitemradio", { name: "한국어" }).click();
  await page.getByRole("heading", { name: "API" }).waitFor();
  await page.getByRole("link", { name: "음성", exact: true }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "ko");
  await page.getByRole("button", { name: "테마" }).click();
  await page.getByRole("menuitemradio", { name: "밝게" }).click();
  await page.reload();
  await page.getByRole("link", { name: "음성", exact: true }).waitFor();
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "light");
  await page.getByRole("button", { name: "언어" }).click();
  await page.getByRole("menuitemradio", { name: "English" }).click();
  await page.getByRole("link", { name: "Voices", exact: true }).waitFor();
});

test("the server goes away and comes back: the studio says so and goes on", { timeout: 120_000 }, async () => {
  await visit("Generate");
  const row = page.getByRole("textbox", { name: "Line 1", exact: true });
  await row.waitFor();
  await server.end();
  await page.getByText("The server is not responding.", { exact: false }).first().waitFor({ timeout: 15_000 });
  await row.fill("Said while the server was away.");
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector(".line-row.queued");
  errors.length = 0;
  await server.restart();
  await page.waitForFunction(() => document.querySelector(".line-row.done textarea")?.value === "Said while the server was away.", null, { timeout: 60_000 });
  assert.equal(await page.locator(".banner").count(), 0);
});

test("bad files are refused with a reason, and nothing is lost", async () => {
  await visit("Clone");
  await page.getByRole("button", { name: "Start over" }).click();
  await page.getByRole("tab", { name: "Upload files" }).click();
  const text = join(server.home, "notes.txt");
  writeFileSync(text, "not a voice");
  await page.locator("input[type=file]:not(.input)").setInputFiles(text);
  await page.getByText("notes.txt cannot be read as audio or video.").waitFor();
});

test("signing out ends all windows", async () => {
  const other = await context.newPage();
  await other.goto(`${server.base}/voices`);
  await other.getByRole("grid").waitFor();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in to ClonyVoice" }).waitFor();
  await other.getByRole("heading", { name: "Sign in to ClonyVoice" }).waitFor({ timeout: 20_000 });
  await other.close();
});

test("no page threw and nothing broke the content policy on the way", () => {
  const bad = errors.filter((text) => /page:|Content Security|Refused to/.test(text));
  assert.deepEqual(bad, []);
});
