// The timeline in a real browser: effects of tracks.
import assert from "node:assert/strict";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import { ALLOWED, ask, FAILURES, opened, PICTURES } from "./opening.mjs";

const { page, wav, errors } = await opened({ sound: true, ...ALLOWED, viewport: { width: 1280, height: 800 } });
page.setDefaultTimeout(20_000);

afterEach(async (scope) => {
  if (scope.passed !== false) return;
  if (FAILURES) await page.screenshot({ path: join(FAILURES, `${scope.name.replace(/\W+/g, "-").slice(0, 60)}.png`) }).catch(() => undefined);
});

const picture = async (name, on = page) => {
  if (PICTURES) await on.screenshot({ path: join(PICTURES, `${name}.png`) });
};
const projectId = () => new URL(page.url()).pathname.split("/").at(-1);
const documentNow = () => ask(page, `/api/projects/${projectId()}`);
const until = async (read, holds, what, seconds = 30) => {
  for (let n = 0; n < seconds * 10; n++) {
    const value = await read();
    if (holds(value)) return value;
    await page.waitForTimeout(100);
  }
  assert.fail(what);
};
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
    [projectId(), from, to],
  );

test("a track's effects are added, set, bypassed, reordered and undone, and the mix has them", async () => {
  await page.getByRole("navigation").getByRole("link", { name: "Projects", exact: true }).click();
  await page.getByRole("button", { name: "New project" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("The Hall");
  await page.getByRole("button", { name: "Create project" }).click();
  await page.getByRole("button", { name: "Timeline" }).click();
  await page.getByLabel("Settings").locator("input[type=file]:not(.input)").setInputFiles(wav);
  await page.getByRole("button", { name: /Put .* on the timeline/ }).click();
  const dry = await until(documentNow, (it) => it.duration > 0, "a clip");
  await page.getByRole("button", { name: /^Settings of/ }).last().click();
  const effects = page.getByRole("group", { name: "Effects" });
  const add = async (name) => {
    await effects.getByRole("button", { name: "Add effect" }).click();
    await page.getByRole("menuitem", { name }).click();
  };
  const kept = async () => (await documentNow()).tracks.at(-1).effects ?? [];
  await add("Reverb");
  await effects.getByLabel("Decay (s)").fill("2");
  await until(kept, ([it]) => it?.decay_s === 2, "a reverb of 2 s");
  const wet = await until(documentNow, (it) => it.duration > dry.duration, "the room is heard to its end");
  assert.ok(Math.abs(wet.duration - dry.duration - 2.02) < 0.001, `${wet.duration} ${dry.duration}`);
  const heard = await mixed(dry.duration + 0.1, dry.duration + 1);
  assert.ok(Math.abs(heard.seconds - wet.duration) < 0.001 && heard.power > 1e-4, JSON.stringify(heard));
  await add("Equaliser");
  await add("Compressor");
  await until(kept, (all) => all.map((one) => one.type).join() === "reverb,eq,compressor", "three in a row");
  await effects.getByRole("group", { name: "Band 3" }).getByLabel("Gain (dB)").fill("6");
  await until(kept, (all) => all[1].bands[2].gain_db === 6, "a band is set");
  await effects.getByRole("button", { name: "Move Equaliser up" }).click();
  await until(kept, (all) => all[0].type === "eq", "before the reverb");
  await picture("timeline-effects");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForTimeout(400);
  await picture("timeline-effects-phone");
  await page.setViewportSize({ width: 1280, height: 800 });
  await effects.getByRole("checkbox", { name: "Reverb" }).uncheck();
  await until(documentNow, (it) => Math.abs(it.duration - dry.duration) < 0.001, "bypassed");
  await effects.getByRole("button", { name: "Remove Compressor" }).click();
  await until(kept, (all) => all.length === 2 && all[1].bypass === true, "removed");
  await page.locator("body").click({ position: { x: 5, y: 5 } });
  for (let n = 0; n < 2; n++) await page.keyboard.press("Control+KeyZ");
  await until(kept, (all) => all.length === 3 && !all[1].bypass, "undone");
  await page.reload();
  assert.deepEqual((await kept()).map((one) => one.type), ["eq", "reverb", "compressor"]);
});

test("nothing went wrong unseen", () => {
  assert.deepEqual(errors, []);
});
