// The timeline in a real browser: effects of tracks, pauses, the monitor, two windows that are offline.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { ALLOWED, ask, opened, pictured, projectDocument, projectId, until } from "./opening.mjs";
import { PYTHON, ROOT } from "./server.mjs";

const { page, context, server, wav, errors } = await opened({ sound: true, ...ALLOWED, viewport: { width: 1280, height: 800 } });
page.setDefaultTimeout(20_000);

const picture = (name, on = page) => pictured(on, name);
const documentNow = () => projectDocument(page);
/** The length of the mix in seconds, and the level of its part from `from` to `to`. */
const mixed = (from, to) =>
  page.evaluate(
    async ([id, begin, end]) => {
      const offline = new OfflineAudioContext(1, 1, 48000);
      const buffer = await offline.decodeAudioData(await (await fetch(`/api/projects/${id}/mix?format=wav`)).arrayBuffer());
      let power = 0;
      for (const value of buffer.getChannelData(0).subarray(begin * 48000, end * 48000)) power += value * value;
      return { seconds: buffer.duration, power };
    },
    [projectId(page), from, to],
  );

test("a track's effects are added, set, bypassed, reordered and undone, and the mix has them", async () => {
  await page.getByRole("navigation").getByRole("link", { name: "Projects", exact: true }).click();
  await page.getByRole("button", { name: "New project" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("The Hall");
  await page.getByRole("button", { name: "Create project" }).click();
  await page.getByRole("button", { name: "Timeline" }).click();
  await page.getByLabel("Settings").locator("input[type=file]:not(.input)").setInputFiles(wav);
  await page.getByRole("button", { name: /Put .* on the timeline/ }).click();
  const dry = await until(page, documentNow, (it) => it.duration > 0, "a clip");
  await page.getByRole("button", { name: /^Settings of/ }).last().click();
  const effects = page.getByRole("group", { name: "Effects" });
  const add = async (name) => {
    await effects.getByRole("button", { name: "Add effect" }).click();
    await page.getByRole("menuitem", { name }).click();
  };
  const kept = async () => (await documentNow()).tracks.at(-1).effects ?? [];
  await add("Reverb");
  await effects.getByLabel("Decay (s)").fill("2");
  await until(page, kept, ([it]) => it?.decay_s === 2, "a reverb of 2 s");
  const wet = await until(page, documentNow, (it) => it.duration > dry.duration, "the room is heard to its end");
  assert.ok(Math.abs(wet.duration - dry.duration - 2.02) < 0.001, `${wet.duration} ${dry.duration}`);
  const heard = await mixed(dry.duration + 0.1, dry.duration + 1);
  assert.ok(Math.abs(heard.seconds - wet.duration) < 0.001 && heard.power > 1e-4, JSON.stringify(heard));
  await add("Equaliser");
  await add("Compressor");
  await until(page, kept, (all) => all.map((one) => one.type).join() === "reverb,eq,compressor", "three in a row");
  await effects.getByRole("group", { name: "Band 3" }).getByLabel("Gain (dB)").fill("6");
  await until(page, kept, (all) => all[1].bands[2].gain_db === 6, "a band is set");
  await effects.getByRole("button", { name: "Move Equaliser up" }).click();
  await until(page, kept, (all) => all[0].type === "eq", "before the reverb");
  await picture("timeline-effects");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForTimeout(400);
  await picture("timeline-effects-phone");
  await page.setViewportSize({ width: 1280, height: 800 });
  await effects.getByRole("checkbox", { name: "Reverb" }).uncheck();
  await until(page, documentNow, (it) => Math.abs(it.duration - dry.duration) < 0.001, "bypassed");
  await effects.getByRole("button", { name: "Remove Compressor" }).click();
  await until(page, kept, (all) => all.length === 2 && all[1].bypass === true, "removed");
  await page.locator("body").click({ position: { x: 5, y: 5 } });
  for (let n = 0; n < 2; n++) await page.keyboard.press("Control+KeyZ");
  await until(page, kept, (all) => all.length === 3 && !all[1].bypass, "undone");
  await page.reload();
  assert.deepEqual((await kept()).map((one) => one.type), ["eq", "reverb", "compressor"]);
});

test("the pause between two lines is dragged, set by keys and taken out", { timeout: 180_000 }, async () => {
  const { id } = await ask(page, "/api/projects", "POST", { name: "The Pause", script: "ADA: Where were you?\nBEN: Outside.\nADA: Why?" });
  await page.goto(`${server.base}/projects/${id}`);
  await page.getByRole("button", { name: "Generate 3 lines" }).click();
  await until(page, documentNow, (it) => it.lines.every((one) => one.state === "done"), "all lines have takes", 150);
  // In the script, pauses are between the lines.
  const between = page.getByRole("slider", { name: /^Pause after/ });
  const held = between.first();
  assert.equal(await between.count(), 2);
  assert.equal(await held.getAttribute("aria-valuetext"), "0.25 s");
  const place = await held.boundingBox();
  await page.mouse.move(place.x + 20, place.y + place.height / 2);
  await page.mouse.down();
  await page.mouse.move(place.x + 60, place.y + place.height / 2, { steps: 4 });
  await picture("script-pause-held");
  await page.mouse.up();
  await until(page, documentNow, (it) => it.lines[0].pause_after_ms === 650, "dragged by 40 pixels");
  await held.focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await until(page, documentNow, (it) => it.lines[0].pause_after_ms === 150, "shorter by half a second");
  await page.keyboard.press("Enter");
  await until(page, documentNow, (it) => it.lines[0].pause_after_ms === undefined || it.lines[0].pause_after_ms === null, "as usual");
  await page.getByRole("button", { name: "Timeline" }).click();
  const gaps = page.getByRole("slider", { name: /^Pause after/ });
  const first = gaps.first();
  await first.waitFor();
  assert.equal(await gaps.count(), 2);
  assert.equal(await first.getAttribute("aria-valuetext"), "0.25 s");
  const before = await documentNow();
  const box = await first.boundingBox();
  await page.keyboard.down("Alt");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 6 });
  await picture("timeline-gap-held");
  await page.mouse.up();
  await page.keyboard.up("Alt");
  const longer = await until(page, documentNow, (it) => it.lines[0].pause_after_ms > 300, "dragged longer");
  assert.ok(Math.abs(longer.lines[1].start - before.lines[1].start - (longer.lines[0].pause_after_ms - 250) / 1000) < 0.002, "what follows comes along");
  assert.ok(Math.abs(longer.duration - before.duration - (longer.lines[0].pause_after_ms - 250) / 1000) < 0.002, "so does the end");
  const pause = async () => (await documentNow()).lines[0].pause_after_ms;
  await first.focus();
  await page.keyboard.press("ArrowRight");
  const more = await until(page, pause, (it) => it === longer.lines[0].pause_after_ms + 50, "a key adds 50 ms");
  await page.keyboard.press("Shift+ArrowRight");
  await until(page, pause, (it) => it === more + 500, "with Shift 500");
  await picture("timeline-gap");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForTimeout(400);
  await picture("timeline-gap-phone");
  await page.setViewportSize({ width: 1280, height: 800 });
  await first.dblclick();
  await until(page, pause, (it) => it === undefined, "as long as in the rest of the project");
  await first.focus();
  await page.keyboard.press("Delete");
  await until(page, pause, (it) => it === 0, "none");
  assert.equal((await documentNow()).lines.length, 3);
  await until(page, () => gaps.count(), (count) => count === 1, "no pause is no thing");
  await page.keyboard.press("Control+KeyZ");
  await until(page, pause, (it) => it === undefined, "undone");
});

test("the monitor shows the picture under the playhead, and how loud it is while it plays", { timeout: 120_000 }, async () => {
  const path = join(server.home, "talk.mp4");
  const program = `import sys; sys.path.insert(0, ".")
from pathlib import Path
from clonyvoice.audio import decode
from tests.audio.videos import spoken_video
Path(sys.argv[2]).write_bytes(spoken_video(decode(Path(sys.argv[1]).read_bytes(), 24000), "libvpx-vp9"))`;
  execFileSync(PYTHON, ["-c", program, wav, path], { cwd: ROOT, stdio: "pipe" });
  await page.getByLabel("Settings").locator("input[type=file]:not(.input)").setInputFiles(path);
  await page.getByRole("button", { name: /Put .* on the timeline/ }).click();
  await until(page, documentNow, (it) => it.clips.length === 1, "a clip");
  await page.waitForFunction(() => document.querySelector(".monitor-picture")?.videoWidth === 64);
  const figures = () => page.locator(".monitor-levels dd").allTextContents();
  assert.ok((await figures()).every((one) => one.startsWith("–")), "silence before it plays");
  await page.getByRole("button", { name: "Play", exact: true }).first().click();
  const heard = await until(page, figures, (all) => all.every((one) => /\d/.test(one)), "levels while it plays");
  assert.ok(heard.every((one) => Math.abs(Number.parseFloat(one.replace("−", "-"))) < 70), heard.join());
  await until(page, () => page.evaluate(() => document.querySelector(".monitor-picture").currentTime), (at) => at > 0.5, "the picture runs along");
  await picture("timeline-monitor");
  await page.getByRole("button", { name: "Pause", exact: true }).first().click();
});

test("a video that the browser cannot play is seen by a proxy", { timeout: 120_000 }, async () => {
  const path = join(server.home, "tape.avi");
  const program = `import sys; sys.path.insert(0, ".")
from pathlib import Path
from tests.audio.videos import rule_video
Path(sys.argv[1]).write_bytes(rule_video("mpeg2video", "avi", "yuv420p", seconds=30.0))`;
  execFileSync(PYTHON, ["-c", program, path], { cwd: ROOT, stdio: "pipe" });
  const before = page.url();
  await page.getByRole("navigation").getByRole("link", { name: "Projects", exact: true }).click();
  await page.getByRole("button", { name: "New project" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("Old tapes");
  await page.getByRole("button", { name: "Create project" }).click();
  await page.getByRole("button", { name: "Timeline" }).click();
  const said = [];
  await page.exposeFunction("monitorSays", (text) => said.push(text));
  await page.evaluate(() => {
    const look = () => {
      const text = document.querySelector("section[aria-label='Picture and loudness'] [role=status] p")?.textContent;
      if (text) window.monitorSays(text);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.getByLabel("Settings").locator("input[type=file]:not(.input)").setInputFiles(path);
  await page.getByRole("button", { name: /Put .* on the timeline/ }).click();
  await page.waitForFunction(() => document.querySelector(".monitor-picture")?.videoWidth === 160 && document.querySelector(".monitor-picture").src.endsWith("/proxy/file"), null, { timeout: 60_000 });
  assert.ok(said.some((text) => /This browser cannot play tape.avi\. A copy that it can play is being made: \d+%/.test(text)), JSON.stringify(said.slice(0, 3)));
  const moved = () => page.evaluate(() => document.querySelector(".monitor-picture").currentTime);
  await page.getByRole("button", { name: "Play", exact: true }).first().click();
  await until(page, moved, (at) => at > 0.5, "the picture runs along");
  await picture("timeline-proxy");
  await page.getByRole("button", { name: "Pause", exact: true }).first().click();
  await page.goto(before);
  await page.getByRole("button", { name: "Timeline", exact: true }).waitFor();
});

test("two windows that are offline keep their changes apart, and both arrive", { timeout: 120_000 }, async () => {
  await page.getByRole("button", { name: "Script" }).click();
  const line = (n, on) => on.getByRole("textbox", { name: `Line ${n}`, exact: true });
  const texts = async () => (await documentNow()).lines.map((one) => one.text);
  const second = await context.newPage();
  await second.goto(page.url());
  await line(3, second).waitFor();
  await line(1, page).waitFor();
  await context.setOffline(true);
  await line(1, page).fill("Written in the first window.");
  await line(3, second).fill("Written in the second window.");
  for (const one of [page, second]) await one.getByText(/Offline: 1 change is waiting/).waitFor();
  await picture("offline-first");
  const waiting = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("clonyvoice.outbox.")));
  assert.equal(waiting.length, 2, waiting.join());
  await context.setOffline(false);
  await until(page, texts, (all) => all[0] === "Written in the first window." && all[2] === "Written in the second window.", "both are there", 60);
  await until(page, () => line(3, page).inputValue(), (text) => text === "Written in the second window.", "each window shows the other's");
  await until(page, () => line(1, second).inputValue(), (text) => text === "Written in the first window.", "the other way round, too");
  // A window that is closed while it is offline leaves its changes to the next one that opens the project.
  await context.setOffline(true);
  await line(1, page).fill("Written before the end.");
  await line(3, second).fill("Left behind.");
  await second.getByText(/Offline: 1 change is waiting/).waitFor();
  await page.getByText(/Offline: 1 change is waiting/).waitFor();
  await second.close();
  await context.setOffline(false);
  await until(page, texts, (all) => all[0] === "Written before the end.", "the first window's own", 60);
  await page.reload();
  await until(page, texts, (all) => all[2] === "Left behind.", "what the closed one left", 60);
  await until(page, () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("clonyvoice.outbox.")).length), (count) => count === 0, "nothing waits any more");
});

test("nothing went wrong unseen", () => {
  // The browser itself says that it was offline; anything else is a fault.
  assert.deepEqual(errors.filter((text) => !text.includes("ERR_INTERNET_DISCONNECTED")), []);
});
