// The server dies in the middle of every action: a clear message, nothing lost, and the page goes on when it is back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ALLOWED, ask, opened } from "./opening.mjs";
import { signedIn } from "./server.mjs";
import { measured } from "./sounds.mjs";

const { server, browser, wav, ...first } = await opened({ microphone: true, ...ALLOWED });
let { context } = first;
const errors = [];
const AWAY = "The server is not responding. This continues automatically when it is back, and nothing is lost.";

/** A window of its own: the pages keep their drafts by browser, and here many are at work at once. */
const open = async (path) => {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`${server.base}/${path}`);
  return page;
};

await ask(first.page, "/api/voices/blend", "POST", { name: "Old name", recipe: "0.6*af_heart + 0.4*bm_george" });
const { page: recorder } = await signedIn(browser, server, { storageState: await context.storageState(), permissions: ["microphone"] });
recorder.setDefaultTimeout(120_000);

test("requests that are under way when it dies", { timeout: 600_000 }, async (scope) => {
  const [clone, design, transcribe, voices, keys, generate] = await Promise.all(["clone", "design", "transcribe", "voices", "keys", "generate"].map(open));

  // Everything is brought to the point at which one more click asks the server.
  const row = generate.getByRole("textbox", { name: "Line 1", exact: true });
  await generate.getByRole("button", { name: /Voice of line 1: (?!Choose)/ }).waitFor();
  await row.fill("The ferry leaves at noon.");
  await generate.keyboard.press("Control+Enter");
  await generate.locator(".line-row.done").waitFor();
  await generate.waitForTimeout(600);
  const exporting = await open("generate");
  await exporting.locator(".line-row.done").waitFor();
  await exporting.getByRole("button", { name: "Export", exact: true }).click();
  await clone.getByRole("tab", { name: "Upload files" }).click();
  await clone.locator("input[type=file]:not(.input)").setInputFiles(wav);
  await clone.getByText(/of speech$/).first().waitFor();
  await clone.getByLabel("Name", { exact: true }).fill("Made once");
  await clone.getByLabel("Cloning quality").selectOption("instant");
  await clone.getByLabel("I am this person").check();
  await design.getByLabel("Describe the voice").fill("a calm elderly woman, low and warm");
  await design.getByLabel("Candidates").selectOption("1");
  await voices.getByRole("searchbox").fill("old name");
  await voices.getByRole("row", { name: /Old name/ }).click();
  await voices.getByRole("button", { name: "Rename", exact: true }).click();
  await voices.getByRole("textbox", { name: "Name" }).fill("New name");
  await keys.getByRole("button", { name: "Create a key" }).first().click();
  const form = keys.getByRole("dialog");
  await form.getByLabel("Name").fill("Survivor");
  await form.getByLabel("Limit of voices:read").fill("7");
  await recorder.goto(`${server.base}/clone`);
  await recorder.getByRole("button", { name: "Record", exact: true }).click();
  await recorder.getByText("Read now").waitFor();

  // The requests reach a server that stands still, and then is gone.
  server.pause();
  await clone.getByRole("button", { name: "Create voice" }).click();
  await design.getByRole("button", { name: "Design", exact: true }).click();
  await transcribe.locator("input[type=file]:not(.input)").setInputFiles(wav);
  await voices.keyboard.press("Enter");
  await form.getByRole("button", { name: "Create a key" }).click();
  await generate.getByRole("button", { name: "Generate line 1" }).click();
  const download = exporting.waitForEvent("download", { timeout: 200_000 });
  await exporting.getByRole("dialog").getByRole("button", { name: "Export sound" }).click();
  await generate.waitForTimeout(400);
  await server.kill();

  await scope.test("every page says what happened and keeps what was typed", async () => {
    for (const page of [clone, design, transcribe, exporting]) await page.getByText(AWAY).first().waitFor();
    for (const page of [generate, recorder]) await page.getByText("The server is not responding. Your input is kept", { exact: false }).waitFor();
    await voices.locator(".toast.bad").getByText("The server is not responding.", { exact: false }).waitFor();
    await form.getByText("The server is not responding.", { exact: false }).waitFor();
    assert.equal(await form.getByLabel("Name").inputValue(), "Survivor");
    assert.equal(await form.getByLabel("Limit of voices:read").inputValue(), "7");
    assert.equal(await clone.getByLabel("Name", { exact: true }).inputValue(), "Made once");
    assert.equal(await row.inputValue(), "The ferry leaves at noon.");
    await recorder.waitForTimeout(1500);
    await recorder.getByRole("button", { name: "Stop" }).click();
    await recorder.getByRole("slider", { name: "Start of the selection" }).waitFor();
  });

  await server.restart();
  await scope.test("the clone is made, once", async () => {
    // With a design, a transcript, a take and an export on a cold server it takes a minute on two idle cores.
    await clone.getByRole("heading", { name: "Made once" }).waitFor({ timeout: 240_000 }).catch(async (error) => {
      throw new Error(`${await clone.locator("main").innerText()}\n${server.log.slice(-2000)}`, { cause: error });
    });
    const found = await ask(clone, "/api/voices?q=Made%20once");
    assert.equal(found.total, 1);
  });
  await scope.test("the design is made", async () => {
    await design.getByRole("article", { name: "Candidate", exact: true }).waitFor();
  });
  await scope.test("the recording is transcribed", async () => {
    await transcribe.getByRole("button", { name: "Find and replace" }).waitFor();
    assert.match(await transcribe.getByRole("textbox", { name: /Line at/ }).first().inputValue(), /ferry/i);
  });
  await scope.test("the other take is there", () => generate.getByText("2/2").waitFor());
  await scope.test("the export arrives and sounds", async () => {
    const audio = measured(readFileSync(await (await download).path()));
    assert.ok(audio.peak > 0.05 && audio.seconds > 0.5, JSON.stringify(audio));
  });
  await scope.test("the new name is one click away", async () => {
    await voices.locator(".toast.bad").getByRole("button", { name: "Try again" }).first().click();
    await voices.getByText("Renamed to New name.").waitFor();
  });
  await scope.test("the key's form can be sent again", async () => {
    await form.getByRole("button", { name: "Create a key" }).click();
    await keys.getByText("This is the only time it is shown").waitFor();
    const { keys: list } = await ask(keys, "/api/api-keys");
    assert.equal(list.filter((key) => key.name === "Survivor").length, 1);
  });
  await scope.test("the recording that went on meanwhile is judged", async () => {
    await recorder.locator(".panel").getByText(/of speech$|too short|seconds/i).first().waitFor();
  });
  for (const page of [clone, design, transcribe, voices, keys, generate, exporting]) await page.close();
  assert.deepEqual(errors, []);
});

test("jobs that run when it dies go on where they were", { timeout: 400_000 }, async () => {
  // As another browser, with nothing in its drawers.
  ({ context } = await signedIn(browser, server, { storageState: { cookies: await context.cookies(), origins: [] } }));
  const [generate, transcribe, design] = await Promise.all(["generate", "transcribe", "design"].map(open));
  await generate.getByRole("button", { name: /Voice of line 1: (?!Choose)/ }).waitFor();
  const row = generate.getByRole("textbox", { name: "Line 1", exact: true });
  await row.fill("One morning the ferry did not come. Two gulls waited with me. Three boats passed us by. Four bells rang in the town. Five of us went home.");
  await generate.keyboard.press("Control+Enter");
  await design.getByLabel("Describe the voice").fill("a lively young man, bright and fast");
  await design.getByLabel("Candidates", { exact: true }).and(design.locator("select")).selectOption("2");
  await design.getByRole("button", { name: "Design", exact: true }).click();
  await transcribe.locator("input[type=file]:not(.input)").setInputFiles(wav);  // the shortest work, so the last to begin
  for (;;) {
    const { jobs } = await ask(generate, "/api/jobs?state=running&state=queued");
    if (new Set(jobs.map((job) => job.kind)).size >= 3) break;
    await generate.waitForTimeout(50);
  }
  await server.kill();
  await generate.getByText("The server is not responding.", { exact: false }).first().waitFor();
  await server.restart();
  await generate.locator(".line-row.done").waitFor();
  await transcribe.getByRole("button", { name: "Find and replace" }).waitFor();
  await design.getByRole("article", { name: "Candidate B", exact: true }).waitFor();
  assert.equal(await design.getByRole("article", { name: /^Candidate [AB]$/ }).count(), 2);
  assert.deepEqual(errors, []);
});
