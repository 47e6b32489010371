// Projects in a real browser: script, speech, timeline, undo, two windows, export.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ALLOWED, ask, opened, pictured, projectDocument, projectId, until } from "./opening.mjs";

const { page, wav, context, errors } = await opened({ sound: true, ...ALLOWED });
page.setDefaultTimeout(20_000);

const picture = (name) => pictured(page, name);
const line = (n, on = page) => on.getByRole("textbox", { name: `Line ${n}`, exact: true });
const documentNow = () => projectDocument(page);
const texts = (document) => document.lines.map((one) => one.text);

test("a project is made from a script, its speakers get voices", async () => {
  await page.getByRole("navigation").getByRole("link", { name: "Projects", exact: true }).click();
  await page.getByText("A project keeps the script").waitFor();
  await picture("projects-empty");
  await page.getByRole("button", { name: "New project" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("The Garden");
  await page.getByLabel("Script", { exact: true }).fill("ADA: Where were you?\nBEN: In the garden.");
  await page.getByRole("button", { name: "Create project" }).click();
  await line(2).waitFor();
  assert.equal(await line(1).inputValue(), "Where were you?");
  const voices = async (ids) => Promise.all(ids.map((id) => ask(page, `/api/voices/${id}`)));
  const chosen = (await documentNow()).speakers.map((one) => one.voice_id);
  assert.deepEqual((await voices(chosen)).map((one) => [one.gender, one.language]), [["female", "en"], ["male", "en"]]);
  // A script that is pasted brings its own people; ADA keeps her voice.
  await line(2).focus();
  await page.evaluate(() => navigator.clipboard.writeText("ADA: All day?\n민수: 비가 많이 왔어요.\nPierre: Il a plu toute la journée."));
  await page.keyboard.press("Control+KeyV");
  const pasted = await until(page, documentNow, (it) => it.lines.length === 5, "three more lines");
  assert.deepEqual(pasted.lines.map((one) => pasted.speakers.find((who) => who.id === one.speaker_id).name), ["ADA", "BEN", "ADA", "민수", "Pierre"]);
  const everybody = pasted.speakers.map((one) => one.voice_id);
  assert.deepEqual(everybody.slice(0, 2), chosen);
  assert.equal(new Set(everybody).size, 4);
  assert.deepEqual((await voices(everybody.slice(2))).map((one) => one.gender), ["male", "male"]);
  await page.getByRole("button", { name: "Voice of Pierre" }).waitFor();
  await picture("projects-pasted");
  await page.locator("body").click({ position: { x: 5, y: 5 } });
  await page.keyboard.press("Control+KeyZ");
  await until(page, documentNow, (it) => it.lines.length === 2 && it.speakers.length === 2, "undone as one");
  for (const [name, voice] of [["ADA", "Heart"], ["BEN", "George"]]) {
    await page.getByRole("button", { name: new RegExp(`Voice of ${name}`) }).click();
    await page.getByRole("dialog").getByRole("combobox").fill(voice);
    await page.locator("[role=dialog] [role=row]").filter({ hasText: voice }).first().waitFor();
    await page.keyboard.press("Enter");
  }
  const found = await until(page, documentNow, (it) => it.speakers.every((one) => one.voice_id), "voices are kept");
  assert.deepEqual(found.speakers.map((one) => one.name), ["ADA", "BEN"]);
});

test("lines are typed, split, joined, moved by keyboard, and undone after a reload", async () => {
  await line(2).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await line(3).waitFor();
  await page.keyboard.type("It rained. All night.");
  await until(page, documentNow, (it) => texts(it)[2] === "It rained. All night.", "typed text arrives");
  for (let n = 0; n < 11; n++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await line(4).waitFor();
  await until(page, documentNow, (it) => texts(it).join("|").endsWith("It rained.|All night."), "split");
  await page.keyboard.press("Home");
  await page.keyboard.press("Backspace");
  await until(page, documentNow, (it) => texts(it)[2] === "It rained. All night.", "joined");
  // An emoji is one character where a line is cut, as it is for the server.
  await line(3).fill("🌧️😀😀 It rained. All night.");
  await page.keyboard.press("End");
  for (let n = 0; n < 11; n++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await until(page, documentNow, (it) => texts(it).slice(2).join("|") === "🌧️😀😀 It rained.|All night.", "split behind emoji");
  await page.keyboard.press("Home");
  await page.keyboard.press("Backspace");
  await until(page, documentNow, (it) => it.lines.length === 3, "joined again");
  await line(3).fill("It rained. All night.");
  await until(page, documentNow, (it) => texts(it)[2] === "It rained. All night.", "as before");
  await line(3).focus();
  await page.keyboard.press("Alt+ArrowUp");
  await until(page, documentNow, (it) => texts(it)[1].startsWith("It rained"), "moved");
  await page.reload();
  await line(3).waitFor();
  assert.equal(await line(2).inputValue(), "It rained. All night.");
  await page.locator("body").click({ position: { x: 5, y: 5 } });
  await page.keyboard.press("Control+KeyZ");
  await until(page, documentNow, (it) => texts(it)[2].startsWith("It rained"), "undone after the reload");
  await page.keyboard.press("Control+Shift+KeyZ");
  await until(page, documentNow, (it) => texts(it)[1].startsWith("It rained"), "made again");
});

test("the project is named as it is, changed, and brought back to that", async () => {
  const before = texts(await documentNow());
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Restore points" }).click();
  await dialog.getByLabel("Name for the current state").fill("First draft");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await dialog.getByText("First draft").waitFor();
  await picture("restore-points");
  await page.keyboard.press("Escape");
  await line(1).fill("Something else.");
  await until(page, documentNow, (it) => texts(it)[0] === "Something else.", "the change arrives");
  await page.getByRole("button", { name: "Restore points" }).click();
  await dialog.getByLabel("Only named ones").check();
  await dialog.getByRole("listitem").filter({ hasText: "First draft" }).getByRole("button", { name: /Restore revision/ }).click();
  await until(page, documentNow, (it) => texts(it).join() === before.join(), "the named state is back");
  await page.getByRole("button", { name: "Restore points" }).click();
  await dialog.getByRole("button", { name: "Delete restore point First draft" }).click();
  await dialog.getByText("First draft").waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  assert.equal(await line(1).inputValue(), before[0]);
});

test("all lines are generated, and the mix sounds", { timeout: 180_000 }, async () => {
  await page.getByRole("button", { name: "Generate 3 lines" }).click();
  await until(page, documentNow, (it) => it.lines.every((one) => one.state === "done"), "all lines have takes", 150);
  await page.getByText("Done").nth(2).waitFor();
  await picture("projects-script");
  await page.getByRole("button", { name: "Play", exact: true }).first().click();
  await page.waitForFunction(() => document.querySelector(".transport button[aria-label='Pause']"));
  const heard = await page.evaluate(async (id) => {
    const offline = new OfflineAudioContext(1, 1, 48000);
    const buffer = await offline.decodeAudioData(await (await fetch(`/api/projects/${id}/mix?format=wav`)).arrayBuffer());
    let peak = 0;
    for (const value of buffer.getChannelData(0)) peak = Math.max(peak, Math.abs(value));
    return { peak, seconds: buffer.duration };
  }, projectId(page));
  const { duration } = await documentNow();
  assert.ok(heard.peak > 0.05 && Math.abs(heard.seconds - duration) < 0.05, JSON.stringify({ ...heard, duration }));
});

test("pauses and emphasis are marks in a line, put in by the tools, taken out by press or key, and heard", { timeout: 180_000 }, async () => {
  const second = async () => (await documentNow()).lines[1];
  const before = await second();
  await line(2).focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+Shift+ArrowRight");
  const first = before.text.split(" ")[0];
  await page.getByRole("button", { name: "Strong emphasis" }).click();
  await until(page, second, (it) => it.text.startsWith(`[${first}](+2) `), "emphasis on the selected word");
  assert.equal(await line(2).evaluate((node) => node.value.slice(node.selectionStart, node.selectionEnd)), first, "the word stays selected");
  assert.equal(await page.getByRole("button", { name: "Strong emphasis" }).getAttribute("aria-pressed"), "true");
  await page.keyboard.press("ArrowRight");
  for (let n = 0; n < "](+2)".length; n++) await page.keyboard.press("ArrowRight");
  await page.locator("#word-tools").getByRole("button", { name: "Insert pause" }).click();
  await until(page, second, (it) => it.text.startsWith(`[${first}](+2) [pause:0.5s] `), "a pause at the cursor");
  const chips = page.getByRole("list", { name: "Marks in this line" }).getByRole("listitem");
  assert.deepEqual(await chips.allTextContents(), [`${first}: strong`, "Pause 0.5 s"]);
  await picture("projects-marks");
  await page.getByRole("button", { name: "Generate line 2" }).click();
  const after = await until(page, second, (it) => it.state === "done" && it.take_id !== before.take_id, "said with its marks", 90);
  assert.ok(after.take_seconds > before.take_seconds + 0.4, JSON.stringify([before.take_seconds, after.take_seconds]));
  await page.getByRole("button", { name: "Remove mark: Pause 0.5 s" }).click();
  await until(page, second, (it) => it.text.startsWith(`[${first}](+2) `) && !it.text.includes("pause"), "the pause is gone");
  // Backspace behind a mark takes it out as one; what is typed by an input method in a line with marks arrives whole.
  await line(2).focus();
  await page.keyboard.press("Control+Home");
  for (let n = 0; n < `[${first}](+2)`.length; n++) await page.keyboard.press("ArrowRight");
  const keys = await context.newCDPSession(page);
  await keys.send("Input.imeSetComposition", { text: "하", selectionStart: 1, selectionEnd: 1 });
  await keys.send("Input.imeSetComposition", { text: "한", selectionStart: 1, selectionEnd: 1 });
  await keys.send("Input.insertText", { text: "한" });
  await until(page, second, (it) => it.text.startsWith(`[${first}](+2)한`), "composed");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await until(page, second, (it) => it.text === before.text, "plain text again");
  assert.equal(await chips.count(), 0);
  await page.getByRole("button", { name: "Previous take" }).click();
  await until(page, second, (it) => it.text === before.text && it.state === "done", "the earlier take fits again");
});

test("a direction is chosen, seen in the line, followed, and taken out again", { timeout: 120_000 }, async () => {
  const second = async () => (await documentNow()).lines[1];
  const before = await second();
  await line(2).focus();
  const slow = page.getByRole("button", { name: "slow", exact: true });
  await slow.click();
  await page.getByRole("button", { name: "whispering", exact: true }).click();
  await until(page, second, (it) => it.direction === "slow, whispering" && it.state === "stale", "kept");
  await page.locator(".line-row").nth(1).getByText("Direction: slow, whispering").waitFor();
  assert.equal(await slow.getAttribute("aria-pressed"), "true");
  await picture("projects-direction");
  await page.getByRole("button", { name: "Generate line 2" }).click();
  const after = await until(page, second, (it) => it.state === "done" && it.take_id !== before.take_id, "said as directed", 90);
  assert.ok(after.take_seconds > before.take_seconds * 1.05, JSON.stringify([before.take_seconds, after.take_seconds]));
  await slow.click();
  await page.getByRole("button", { name: "whispering", exact: true }).click();
  for (let n = after.takes.indexOf(after.take_id); n > after.takes.indexOf(before.take_id); n--) {
    await page.getByRole("button", { name: "Previous take" }).click();
    await until(page, second, (it) => it.take_id === after.takes[n - 1], "the take before");
  }
  await until(page, second, (it) => it.direction === undefined && it.take_id === before.take_id && it.state === "done", "as before");
});

test("music is added, dragged on the timeline and cut, by mouse and by keys", async () => {
  await page.getByRole("button", { name: "Timeline" }).click();
  await page.getByLabel("Settings").locator("input[type=file]:not(.input)").setInputFiles(wav);
  await page.getByRole("button", { name: /Put .* on the timeline/ }).click();
  const [clip] = await until(page, async () => (await documentNow()).clips, (clips) => clips.length === 1, "a clip");
  assert.equal(clip.start ?? 0, 0);
  const block = page.locator(".lane .block:not(.fixed)");
  await block.waitFor();
  const box = await block.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 120, box.y + 30, { steps: 6 });
  await page.mouse.up();
  const moved = await until(page, async () => (await documentNow()).clips[0], (it) => it.begins > 0.3, "dragged");
  await block.focus();
  await page.keyboard.press("Shift+ArrowRight");
  await until(page, async () => (await documentNow()).clips[0], (it) => Math.abs(it.begins - moved.begins - 1) < 0.001, "nudged by a second");
  await picture("projects-timeline");
  await page.getByRole("button", { name: "Whole project" }).click();
  const shown = await block.boundingBox();
  await page.keyboard.down("Shift");
  await page.mouse.move(shown.x + shown.width - 2, shown.y + 30);
  await page.mouse.down();
  await page.mouse.move(shown.x + shown.width * 0.8, shown.y + 30, { steps: 6 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  const shorter = await until(page, async () => (await documentNow()).clips[0], (it) => it.stretch < 0.95, "stretched");
  assert.ok(shorter.stretch >= 0.5 && shorter.trim_start === undefined, JSON.stringify(shorter));
  // A mix that is paused elsewhere does not hold the playhead.
  const pause = page.locator(".transport button[aria-label='Pause']");
  if (await pause.isVisible()) await pause.click();
  const now = await block.boundingBox();
  const ruler = await page.locator(".ruler").boundingBox();
  const clips = async () => (await documentNow()).clips;
  await block.click({ position: { x: now.width / 2, y: 30 } });
  await page.mouse.click(now.x + now.width / 2, ruler.y + 20);
  await page.keyboard.press("BracketRight");
  const [cut] = await until(page, clips, ([it]) => it.duration > 0, "trimmed at the playhead");
  await page.mouse.click(now.x + now.width / 4, ruler.y + 20);
  await page.keyboard.press("KeyS");
  const [one, two] = await until(page, clips, (all) => all.length === 2, "split at the playhead");
  assert.ok(Math.abs(one.duration + two.duration - cut.duration) < 0.001 && two.stretch === cut.stretch, JSON.stringify([cut, one, two]));
  await page.keyboard.press("Control+KeyZ");
  await until(page, clips, (all) => all.length === 1, "undone");
});

test("clips are copied, selected together, moved, faded and tied to lines", async () => {
  const block = page.locator(".lane .block:not(.fixed)");
  const clips = async () => (await documentNow()).clips;
  await page.getByRole("button", { name: "Whole project" }).click();
  await block.click({ position: { x: 40, y: 30 } });
  await page.keyboard.press("Control+KeyD");
  const [first, second] = await until(page, clips, (all) => all.length === 2, "duplicated");
  assert.ok(Math.abs(second.begins - first.begins - first.duration) < 0.001, JSON.stringify([first, second]));
  await page.keyboard.press("Control+KeyC");
  await page.keyboard.press("Home");
  await page.keyboard.press("Control+KeyV");
  await until(page, clips, (all) => all.length === 3 && all.some((one) => one.begins === 0), "pasted at the playhead");
  await page.keyboard.press("Control+KeyA");
  await page.getByText("6 selected").waitFor();
  await page.keyboard.press("Shift+Delete");
  await until(page, documentNow, (it) => it.clips.length === 0 && it.lines.length === 0, "all deleted as one");
  await page.keyboard.press("Control+KeyZ");
  await until(page, documentNow, (it) => it.clips.length === 3 && it.lines.length === 3, "undone as one");
  // The fade's handle is at the corner of a clip that is selected.
  await page.getByRole("button", { name: "Whole project" }).click();
  await block.first().click({ position: { x: 40, y: 30 } });
  const box = await block.first().boundingBox();
  await page.mouse.move(box.x + 2, box.y + 4);
  await page.mouse.down();
  await page.mouse.move(box.x + 32, box.y + 4, { steps: 4 });
  await page.mouse.up();
  await until(page, clips, (all) => all.some((one) => one.fade_in_ms > 20), "faded in");
  const tied = page.getByRole("checkbox", { name: /Moves with the line/ });
  const { id, begins } = (await clips()).find((one) => one.fade_in_ms > 20);
  await tied.check();
  const now = await until(page, clips, (all) => all.some((one) => one.id === id && one.anchor), "tied to a line");
  assert.ok(Math.abs(now.find((one) => one.id === id).begins - begins) < 0.001);
  await picture("projects-timeline-edited");
  // The same in words: a list.
  await page.getByRole("button", { name: "Show as a list" }).click();
  const rows = page.getByRole("list", { name: "On the timeline" }).getByRole("button");
  assert.equal(await rows.count(), 6);
  await rows.filter({ hasText: ".wav" }).first().click();
  await page.keyboard.press("Delete");
  await until(page, clips, (all) => all.length === 2, "deleted from the list");
  await page.getByRole("button", { name: "Show as a list" }).click();
  // A drag over the empty timeline selects what it touches.
  await page.keyboard.press("Shift+KeyZ");
  const lanes = await page.locator(".lane").last().boundingBox();
  await page.mouse.move(lanes.x + lanes.width - 2, lanes.y + lanes.height - 2);
  await page.mouse.down();
  await page.mouse.move(lanes.x + 2, lanes.y + 10, { steps: 4 });
  await page.mouse.up();
  await page.getByText("2 selected").waitFor();
  await page.keyboard.press("Delete");
  await until(page, clips, (all) => all.length === 0, "both deleted");
  for (let n = 0; n < 2; n++) await page.keyboard.press("Control+KeyZ");
  await until(page, clips, (all) => all.length > 0, "undone");
  // Keys, and what they do.
  await page.locator("body").press("Shift+Slash");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).getByText("Split at the playhead").waitFor();
  await picture("projects-shortcuts");
  await page.keyboard.press("Escape");
});

test("files and sounds are dropped on tracks; tracks and markers have settings", async () => {
  const lane = page.locator(".lane").last();
  const track = await lane.getAttribute("data-track");
  const before = (await documentNow()).clips.length;
  const asset = page.locator(".asset-row").first();
  await asset.dragTo(lane, { targetPosition: { x: 300, y: 20 } });
  const clips = await until(page, async () => (await documentNow()).clips, (all) => all.length === before + 1, "placed where it fell");
  assert.ok(clips.at(-1).track_id === track && clips.at(-1).begins > 0, JSON.stringify(clips.at(-1)));
  await page.keyboard.press("KeyM");
  await page.getByRole("region", { name: "Marker" }).getByLabel("Name").fill("In the garden");
  await page.keyboard.press("Enter");
  await until(page, documentNow, (it) => it.markers.some((one) => one.name === "In the garden"), "a chapter with a name");
  await page.getByRole("region", { name: "Marker" }).getByRole("button", { name: "Delete marker" }).click();
  await until(page, documentNow, (it) => it.markers.length === 0, "deleted");
  await page.getByRole("button", { name: /^Settings of/ }).last().click();
  const settings = page.getByRole("region", { name: "Track" });
  await settings.getByLabel("Name").fill("Rain");
  await settings.getByLabel(/^Pan/).fill("-0.5");
  await until(page, documentNow, (it) => it.tracks.some((one) => one.name === "Rain" && one.pan === -0.5), "named and panned");
  await settings.getByLabel("Name").fill("Music");
  await until(page, documentNow, (it) => it.tracks.some((one) => one.name === "Music"), "named back");
  await page.getByRole("button", { name: "Mute Music" }).or(page.getByRole("button", { name: /^Mute .*wav/ })).click();
  await until(page, documentNow, (it) => it.tracks.some((one) => one.mute), "muted");
  await page.locator(".lane .block:not(.fixed)").first().focus();
  await page.keyboard.press("Control+KeyA");
  await page.locator(".lane .block.fixed").first().waitFor();
  for (const one of await page.locator(".lane .block.fixed").all()) await one.click({ modifiers: ["Control"], position: { x: 6, y: 30 } });
  await page.keyboard.press("Delete");
  await until(page, documentNow, (it) => it.clips.length === 0 && it.lines.length === 3, "clips alone are deleted");
});

test("a word is played from, and said another way for the project", { timeout: 120_000 }, async () => {
  await page.getByRole("button", { name: "Script" }).click();
  await line(1).dblclick({ position: { x: 80, y: 14 } });
  await page.getByRole("button", { name: "Play from here" }).click();
  await page.locator(".line-row mark").first().waitFor();
  await line(2).click({ modifiers: ["Alt"], position: { x: 60, y: 14 } });
  const second = (await documentNow()).lines[1];
  await line(2).dblclick({ position: { x: 12, y: 14 } });
  await page.getByRole("button", { name: "Regenerate these words" }).click();
  const again = await until(page, documentNow, (it) => it.lines[1].takes.length > second.takes.length && it.lines[1].state === "done", "a take with the word said again");
  const made = (await ask(page, `/api/projects/${projectId(page)}/lines/${second.id}/takes`)).takes.at(-1);
  assert.deepEqual([made.retake.take_id, made.retake.start_char, made.id], [second.take_id, 0, again.lines[1].take_id]);
  await page.locator("body").click({ position: { x: 5, y: 5 } });
  await page.keyboard.press("Control+KeyZ");
  await until(page, documentNow, (it) => it.lines[1].take_id === second.take_id, "the take before is heard again");
  await line(2).click({ modifiers: ["Alt"], position: { x: 60, y: 14 } });
  const asked = page.locator(".transport input[type=range]").first();
  await until(page, async () => Number(await asked.inputValue()), (at) => at >= second.start && at < second.end + 2, "the second line sounds");
  await line(1).dblclick({ position: { x: 12, y: 14 } });
  await page.getByRole("button", { name: "Pronunciation of “Where”" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio").first().waitFor();
  await dialog.getByRole("textbox", { name: "Another pronunciation" }).fill("wear");
  await dialog.getByRole("button", { name: "Play wear" }).click();
  await page.waitForFunction(() => document.querySelector(".transport")?.textContent?.includes("Where"));
  await picture("projects-pronunciation");
  await dialog.getByRole("button", { name: "Use this pronunciation" }).click();
  const found = await until(page, documentNow, (it) => it.pronunciations.Where === "wear", "kept");
  assert.deepEqual(found.lines.map((one) => one.state), ["stale", "done", "done"]);
  await until(page, async () => (await ask(page, "/api/generations?q=Where")).generations, (list) => list.every((one) => one.text !== "Where"), "what was only compared is gone");
  await page.locator("body").click({ position: { x: 5, y: 5 } });
  await page.keyboard.press("Control+KeyZ");
  await until(page, documentNow, (it) => it.pronunciations.Where === undefined, "undone");
  await page.getByRole("button", { name: /^Pronunciation of/ }).waitFor({ state: "detached" });
  // For all of one's projects: told as the current one where the word is opened again, and taken away there.
  const open = async () => {
    await line(1).dblclick({ position: { x: 12, y: 14 } });
    await page.getByRole("button", { name: "Pronunciation of “Where”" }).click();
    await dialog.getByRole("radio").first().waitFor();
  };
  const everywhere = async () => (await ask(page, "/api/pronunciations")).pronunciations.Where;
  await open();
  await dialog.getByRole("textbox", { name: "Another pronunciation" }).fill("wear");
  await dialog.getByLabel("Use it for").selectOption("key");
  await dialog.getByRole("button", { name: "Use this pronunciation" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.equal(await everywhere(), "wear");
  await open();
  assert.match(await dialog.locator("li").first().textContent(), /^wear current/);
  await picture("projects-pronunciation-everywhere");
  await dialog.getByRole("region", { name: "Pronunciations of all my projects and texts" }).getByRole("button").click();
  await until(page, everywhere, (it) => it === undefined, "taken away");
  await page.keyboard.press("Escape");
  // By keyboard the bar is reached from the line, and what it has goes when it is left.
  await line(1).focus();
  await page.keyboard.press("Control+KeyA");
  const fromHere = page.getByRole("button", { name: "Play from here" });
  await fromHere.focus();
  assert.equal(await fromHere.count(), 1);
  await line(2).focus();
  await fromHere.waitFor({ state: "detached" });
});

test("a slow press on a box is a click, also when the rows move meanwhile, and not when it is moved away", async () => {
  const box = page.getByRole("checkbox", { name: "Select line 2", exact: true });
  // Words that are selected show what can be done with them, and no row moves for it, nor when another is pressed.
  const { x, y } = await box.boundingBox();
  await line(1).dblclick({ position: { x: 12, y: 14 } });
  await page.getByRole("button", { name: /^Pronunciation of/ }).waitFor();
  const press = async ({ pushed = 0, away = 0 }) => {
    await page.mouse.move(x + 6, y + 6);
    await page.mouse.down();
    await page.waitForTimeout(300);
    await page.locator(".project-lines").evaluate((node, far) => (node.style.marginTop = far ? `${far}px` : ""), pushed);
    await page.waitForTimeout(100);
    if (away) await page.mouse.move(x + away, y + 6, { steps: 4 });
    await page.mouse.up();
    await page.locator(".project-lines").evaluate((node) => (node.style.marginTop = ""));
  };
  await press({});
  assert.ok(await box.isChecked(), "a press of 0.3 s selects");
  await page.getByText("1 line selected").waitFor();
  assert.deepEqual([(await box.boundingBox()).x, (await box.boundingBox()).y], [x, y], "nothing has moved");
  await press({ pushed: 60 });
  assert.ok(!(await box.isChecked()), "pushed away by 60 pixels");
  await page.getByText("1 line selected").waitFor({ state: "hidden" });
  assert.deepEqual([(await box.boundingBox()).x, (await box.boundingBox()).y], [x, y], "nor now");
  await press({ away: 200 });
  assert.ok(!(await box.isChecked()), "a press that is moved away is none");
});

test("lines are found, replaced, selected as a range, and dragged together", async () => {
  const before = texts(await documentNow());
  await page.keyboard.press("Control+KeyF");
  await page.keyboard.type("WERE you");
  await page.getByText("1 line", { exact: true }).waitFor();
  // Enter where one looks for something goes to it, and replaces nothing.
  await page.keyboard.press("Enter");
  await page.getByText("1 of 1", { exact: true }).waitFor();
  assert.equal(await page.locator(".line-row.current .line-glow mark").textContent(), "were you");
  assert.equal(texts(await documentNow())[0], before[0]);
  await picture("projects-found");
  await page.getByLabel("Replace with", { exact: true }).focus();
  await page.keyboard.type("had you $& been");
  await page.keyboard.press("Enter");
  await until(page, documentNow, (it) => texts(it)[0] === "Where had you $& been?", "replaced as it was typed");
  await page.getByRole("button", { name: "Undo" }).last().click();
  await until(page, documentNow, (it) => texts(it)[0] === before[0], "undone");
  await page.getByLabel("Find", { exact: true }).press("Escape");
  await page.getByRole("checkbox", { name: "Select line 2", exact: true }).click();
  await page.getByRole("checkbox", { name: "Select line 3", exact: true }).click({ modifiers: ["Shift"] });
  await page.getByText("2 lines selected").waitFor();
  const [from, to] = [await page.locator(".line-grip svg").nth(2).boundingBox(), await page.locator(".line-row").first().boundingBox()];
  await page.mouse.move(from.x + 4, from.y + 4);
  await page.mouse.down();
  await page.mouse.move(from.x + 4, from.y - 30, { steps: 4 });
  await page.mouse.move(to.x + 100, to.y + 4, { steps: 4 });
  await page.mouse.up();
  await until(page, documentNow, (it) => texts(it).join() === [before[1], before[2], before[0]].join(), "both are before the first");
  await page.getByRole("button", { name: "Clear selection" }).click();
  await page.locator("body").click({ position: { x: 5, y: 5 } });
  await page.keyboard.press("Control+KeyZ");
  await until(page, documentNow, (it) => texts(it).join() === before.join(), "undone as one");
});

test("two windows write into one project and agree", async () => {
  await page.getByRole("button", { name: "Script" }).click();
  const second = await context.newPage();
  await second.goto(page.url());
  await line(1, second).waitFor();
  await line(1).fill("Where were you all day?");
  await line(3, second).fill("In the old garden.");
  const found = await until(page, documentNow, (it) => texts(it)[0] === "Where were you all day?" && texts(it)[2] === "In the old garden.", "both changes are there");
  assert.equal(found.lines.length, 3);
  await until(page, () => line(3).inputValue(), (text) => text === "In the old garden.", "the first window shows the second's words");
  await until(page, () => line(1, second).inputValue(), (text) => text === "Where were you all day?", "and the other way round");
  await second.close();
});

test("what is written while the server is away is sent when it is back", { timeout: 120_000 }, async () => {
  await context.setOffline(true);
  await line(1).fill("Written without a server.");
  await page.getByText(/Offline: 1 change is waiting/).waitFor();
  await context.setOffline(false);
  await until(page, documentNow, (it) => texts(it)[0] === "Written without a server.", "sent later");
});

test("the project is exported, in Korean too, and lies in the trash at the end", { timeout: 120_000 }, async () => {
  await page.getByRole("button", { name: "Export" }).click();
  await picture("projects-export");
  const download = page.waitForEvent("download", { timeout: 60_000 });
  await page.getByLabel("Format", { exact: true }).selectOption("mp3");
  await page.getByRole("button", { name: "Export sound" }).click();
  assert.match((await download).suggestedFilename(), /^The Garden\.mp3$/);
  const preset = page.getByLabel("Preset", { exact: true });
  await preset.selectOption("podcast");
  assert.equal(await page.getByLabel("Loudness", { exact: true }).inputValue(), "-16");
  await page.getByLabel("Files", { exact: true }).selectOption("per_line");
  assert.equal(await preset.inputValue(), "", "no preset sets this");
  await page.getByLabel("Names in the ZIP", { exact: true }).fill("{number} {speaker}");
  await page.getByLabel("File name", { exact: true }).fill("a/b");
  await page.getByRole("button", { name: "Export sound" }).click();
  await page.getByText("The file name cannot be used").waitFor();
  await page.getByLabel("File name", { exact: true }).fill("{project} - takes");
  await page.getByRole("button", { name: "Save these settings as a preset" }).click();
  await page.keyboard.type("For the editor");
  await page.keyboard.press("Enter");
  const ownPresets = async () => (await ask(page, "/api/export-presets")).presets;
  await until(page, ownPresets, (it) => it[0]?.name === "For the editor" && it[0].settings.entry_names === "{number} {speaker}", "the preset is kept");
  await preset.selectOption("podcast");
  await preset.selectOption("For the editor");
  const zip = page.waitForEvent("download", { timeout: 60_000 });
  await page.getByRole("button", { name: "Export sound" }).click();
  assert.equal((await zip).suggestedFilename(), "The Garden - takes.zip");
  await picture("projects-export-preset");
  // It is there in another project, too; one that is only for this project is not.
  await preset.selectOption("podcast");
  await page.getByLabel("Loudness", { exact: true }).selectOption("-23");
  await page.getByRole("button", { name: "Save these settings as a preset" }).click();
  await page.keyboard.type("For the radio");
  await page.getByLabel("Only in this project").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await until(page, documentNow, (it) => it.export_presets["For the radio"]?.loudness === "-23", "the project's preset is kept");
  await page.keyboard.press("Escape");
  const garden = projectId(page);
  const goTo = async (name) => {
    await page.getByRole("link", { name: "All projects" }).click();
    await page.getByRole("link", { name }).first().click();
    await page.getByRole("button", { name: "Export" }).click();
  };
  await ask(page, "/api/projects", "POST", { name: "The Shed", script: "ADA: Hello." });
  await goTo("The Shed");
  assert.notEqual(projectId(page), garden);
  await preset.locator("option", { hasText: "For the editor" }).waitFor({ state: "attached" });
  assert.deepEqual((await preset.locator("option").allTextContents()).filter((one) => one.includes("For the")), ["For the editor"]);
  await preset.selectOption("For the editor");
  assert.equal(await page.getByLabel("Names in the ZIP", { exact: true }).inputValue(), "{number} {speaker}");
  await page.getByRole("button", { name: "Rename preset For the editor" }).click();
  await page.getByLabel("Name of the preset").fill("For Kim");
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  await until(page, ownPresets, (it) => it.length === 1 && it[0].name === "For Kim", "the preset has another name");
  await page.getByRole("button", { name: "Delete preset For Kim" }).click();
  await until(page, ownPresets, (it) => it.length === 0, "the preset is deleted");
  await page.getByRole("button", { name: "Save these settings as a preset" }).waitFor();
  await page.keyboard.press("Escape");
  await goTo("The Garden");
  await preset.locator("option", { hasText: "For the radio (this project only)" }).waitFor({ state: "attached" });
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByRole("menuitemradio", { name: "한국어" }).or(page.getByRole("menuitem", { name: "한국어" })).click();
  await page.getByRole("button", { name: "내보내기" }).waitFor();
  await picture("projects-korean");
  await page.setViewportSize({ width: 390, height: 844 });
  await picture("projects-phone");
  await page.getByRole("button", { name: "타임라인", exact: true }).click();
  await picture("projects-phone-timeline");
  await page.setViewportSize({ width: 1280, height: 800 });
  await picture("projects-korean-timeline");
  await page.getByRole("link", { name: "전체 프로젝트" }).click();
  await page.getByRole("button", { name: "휴지통으로 이동: The Garden" }).click();
  await page.getByRole("button", { name: "휴지통으로 이동: The Shed" }).click();
  await page.getByText("프로젝트에는 대본").waitFor();
  // The browser itself says that it was offline, and that a file name was refused; anything else is a fault.
  assert.deepEqual(errors.filter((text) => !text.includes("ERR_INTERNET_DISCONNECTED") && !/status of 422 .*\/renders$/.test(text)), []);
});
