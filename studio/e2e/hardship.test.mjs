// What goes wrong for people: always a clear message, nothing lost, and the page goes on.
import assert from "node:assert/strict";
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ask, opened } from "./opening.mjs";
import { signedIn } from "./server.mjs";

const { server, browser, ...first } = await opened();
const cookie = await first.context.storageState();
await first.context.close();

const open = async (path, more = {}) => {
  const window = await signedIn(browser, server, { storageState: cookie, ...more });
  window.page.setDefaultTimeout(20_000);
  await window.page.goto(`${server.base}/${path}`);
  return window;
};
const broken = (errors) => errors.filter((text) => /page:|Content Security|Refused/.test(text));

test("a microphone that is refused or absent is explained, and files still work", async () => {
  const { page, context, errors } = await open("clone");
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await page.getByText(/The browser does not have permission to use the microphone|No microphone was found/).waitFor();
  await page.getByText("or drop a recording instead").waitFor();
  await page.getByRole("tab", { name: "Upload files" }).click();
  await page.getByRole("button", { name: "Choose files" }).waitFor();
  assert.deepEqual(broken(errors), []);
  await context.close();
});

test("a file of two gigabytes is refused at once, without being read", async () => {
  const path = join(server.home, "film.mp4");
  const file = openSync(path, "w");
  ftruncateSync(file, 2_000_000_000);
  closeSync(file);
  const { page, context } = await open("transcribe");
  await page.locator("input[type=file]:not(.input)").setInputFiles(path);
  await page.getByText("film.mp4 is larger than 200 MB.").waitFor({ timeout: 5000 });
  await context.close();
});

test("a long recording is drawn and cut piece by piece, and one that cannot be says why", { timeout: 120_000 }, async () => {
  const long = (name, head) => {
    const path = join(server.home, name);
    const file = openSync(path, "w");
    if (head) writeSync(file, head);
    ftruncateSync(file, 70_000_044);
    closeSync(file);
    return path;
  };
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(70_000_036, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(48_000, 24);
  head.writeUInt32LE(96_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(70_000_000, 40);
  const { page, context, errors } = await open("clone");
  // The server need not listen to twelve minutes of nothing.
  await page.route("**/api/clone/check", (route) => route.abort());
  await page.getByRole("tab", { name: "Upload files" }).click();
  await page.locator("input[type=file]:not(.input)").setInputFiles(long("lecture.wav", head));
  const start = page.getByRole("slider", { name: "Start of the selection" });
  await start.waitFor();
  assert.equal(Math.round(Number(await start.getAttribute("aria-valuemax"))), 729);
  await page.getByRole("slider", { name: "End of the selection" }).focus();
  for (let n = 0; n < 3; n++) await page.keyboard.press("Shift+ArrowLeft");
  await page.getByText(/12:06\.\d of 12:09/).waitFor();
  await page.locator("input[type=file]:not(.input)").setInputFiles(long("lecture.mp3"));
  await page.getByText("The waveform of this file cannot be shown", { exact: false }).waitFor();
  assert.deepEqual(broken(errors), []);
  await context.close();
});

test("a hundred thousand characters of emoji and mixed scripts become lines, and can be undone", async () => {
  const { page, context, errors } = await open("generate?project=new", { permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByRole("textbox", { name: "Line 1", exact: true }).click();
  const text = "Hello 안녕하세요 👩‍👩‍👧 мир、世界。 ".repeat(4000).slice(0, 100_000);
  await page.evaluate((value) => navigator.clipboard.writeText(value), text);
  const began = Date.now();
  await page.keyboard.press("Control+KeyV");
  await page.getByText(/\d{3} lines/).first().waitFor();
  assert.ok(Date.now() - began < 15_000, `${Date.now() - began} ms`);
  assert.ok((await page.locator(".line-row").count()) < 60, "only what is in sight exists");
  await page.keyboard.press("Control+KeyZ");
  await page.waitForFunction(() => document.querySelectorAll(".line-row").length === 1);
  assert.deepEqual(broken(errors), []);
  await context.close();
});

test("Enter that ends a Korean syllable does not split the line", async () => {
  const { page, context } = await open("generate?project=new");
  const row = page.getByRole("textbox", { name: "Line 1", exact: true });
  await row.click();
  const typing = await context.newCDPSession(page);
  await typing.send("Input.imeSetComposition", { text: "안녕", selectionStart: 2, selectionEnd: 2 });
  await row.evaluate((node) => node.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", isComposing: true, bubbles: true, cancelable: true })));
  assert.equal(await page.locator(".line-row").count(), 1);
  await typing.send("Input.insertText", { text: "안녕" });
  assert.equal(await row.inputValue(), "안녕");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll(".line-row").length === 2);
  await context.close();
});

test("Space on a focused button presses the button, and does not start the player", async () => {
  const { page, context } = await open("generate?project=new");
  await page.getByRole("button", { name: "Add line" }).focus();
  await page.keyboard.press("Space");
  await page.waitForFunction(() => document.querySelectorAll(".line-row").length >= 2);
  assert.equal(await page.locator(".transport button[aria-label='Pause']").count(), 0);
  await context.close();
});

test("two windows that change the same voice do not overwrite each other unseen", { timeout: 120_000 }, async () => {
  const one = await open("voices");
  const { id } = await ask(one.page, "/api/voices/blend", "POST", { name: "Shared", recipe: "0.6*af_heart + 0.4*bm_george" });
  assert.match(id, /^voice_/);
  await one.page.goto(`${server.base}/voices?voice=${id}`);
  await one.page.getByRole("heading", { name: "Shared" }).waitFor();
  const two = await one.context.newPage();
  await two.goto(`${server.base}/voices?voice=${id}`);
  await two.getByRole("heading", { name: "Shared" }).waitFor();
  const rename = async (page, name) => {
    await page.getByRole("button", { name: "Rename", exact: true }).click();
    await page.getByRole("textbox", { name: "Name" }).fill(name);
    await page.keyboard.press("Enter");
  };
  await rename(two, "Renamed there");
  await two.getByText("Renamed to Renamed there.").waitFor();
  await rename(one.page, "Renamed here");
  await one.page.getByText("The voice was changed in another window.", { exact: false }).waitFor();
  await one.page.getByRole("heading", { name: "Renamed there" }).waitFor();
  await one.context.close();
});

test("a voice is exported, imported beside itself, thrown away and brought back", { timeout: 120_000 }, async () => {
  const { page, context, errors } = await open("voices", { acceptDownloads: true });
  await page.getByRole("row", { name: /Renamed there/ }).getByRole("checkbox").check();
  const download = page.waitForEvent("download");
  await page.getByRole("region", { name: "Selected voices" }).getByRole("button", { name: "Export" }).click();
  const path = await (await download).path();
  await page.locator("input[type=file]:not(.input)").setInputFiles({ name: "shared.clonyvoice", mimeType: "application/zip", buffer: readFileSync(path) });
  const dialog = page.getByRole("dialog", { name: "Import voices" });
  await dialog.getByText("already in your library", { exact: true }).waitFor();
  await dialog.getByRole("button", { name: "Import" }).click();
  await page.getByText("1 voice imported.").waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll(".voice-row")].filter((row) => row.textContent.includes("Renamed there")).length === 2);
  await page.getByRole("row", { name: /Renamed there/ }).first().focus();
  await page.keyboard.press("Delete");
  await page.getByText(/moved to the trash/).waitFor();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.waitForFunction(() => [...document.querySelectorAll(".voice-row")].filter((row) => row.textContent.includes("Renamed there")).length === 2);
  await page.locator("input[type=file]:not(.input)").setInputFiles({ name: "broken.clonyvoice", mimeType: "application/zip", buffer: Buffer.from("no archive") });
  await page.getByText("This is not a .clonyvoice file.").waitFor();
  assert.deepEqual(broken(errors), []);
  await context.close();
});

test("a voice is designed, shaped and saved under a name", { timeout: 600_000 }, async () => {
  const { page, context, errors } = await open("design");
  page.setDefaultTimeout(280_000);
  await page.getByLabel("Describe the voice").fill("a calm elderly woman, low and warm");
  await page.getByLabel("Candidates").selectOption("1");
  await page.getByRole("button", { name: "Design", exact: true }).click();
  await page.getByRole("article", { name: "Candidate", exact: true }).getByRole("button", { name: "Play" }).click();
  await page.waitForSelector(".transport button[aria-label='Pause']");
  await page.getByRole("textbox", { name: "Brighter" }).fill("1");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Apply" }).click();
  const shaped = page.getByRole("article", { name: "Candidate ✎" });
  await shaped.waitFor();
  await shaped.getByRole("textbox").fill("Grandmother");
  await shaped.getByRole("button", { name: "Save" }).click();
  await page.getByText("Grandmother was saved to your voices.").waitFor();
  await page.getByLabel("Describe the voice").fill("xyzzy");
  await page.getByRole("button", { name: "Design", exact: true }).click();
  await page.getByText("The description does not say how a voice sounds.", { exact: false }).waitFor();
  assert.deepEqual(broken(errors), []);
  await context.close();
});

test("a stream that drops every second loses nothing", { timeout: 120_000 }, async () => {
  const window = await signedIn(browser, server, { storageState: cookie });
  const { page, context, errors } = window;
  page.setDefaultTimeout(60_000);
  let drops = 0;
  let enough;
  const dropped = new Promise((resolve) => {
    enough = resolve;
  });
  await page.routeWebSocket(/\/ws/, (socket) => {
    socket.connectToServer();
    setTimeout(() => {
      drops += 1;
      if (drops === 3) enough();
      void socket.close({ code: 1001 });
    }, 1000);
  });
  await page.goto(`${server.base}/generate?project=new`);
  const row = page.getByRole("textbox", { name: "Line 1", exact: true });
  await row.waitFor();
  await page.getByRole("button", { name: /Voice of line 1: (?!Choose)/ }).waitFor();
  await row.fill("This is said while the line keeps breaking.");
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector(".line-row.done");
  // How soon it comes back depends on how long the line held.
  await Promise.race([dropped, page.waitForTimeout(20_000)]);
  assert.ok(drops >= 3, `${drops} drops`);
  assert.deepEqual(broken(errors), []);
  await context.close();
});

test("the script that an older studio kept in this browser becomes a project, once, and says so", async () => {
  const { page, context } = await open("voices");
  const manner = { speed: 0.9, pitch: 0, volume_db: 0, seed: null };
  const rows = ["Kept in the browser.", "And so was this."].map((text, n) => ({ id: `row_${n}`, speaker: null, voice: { id: "voice_af_heart", name: "Heart", kind: "preset" }, text, manner, takes: [], take: 0, locked: false, pending: null, error: null }));
  await page.evaluate(
    (script) =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open("clonyvoice", 1);
        open.onupgradeneeded = () => open.result.createObjectStore("kept");
        open.onerror = reject;
        open.onsuccess = () => {
          open.result.transaction("kept", "readwrite").objectStore("kept").put(script, "script").onsuccess = () => (open.result.close(), resolve());
        };
      }),
    { rows, language: "auto", gapMs: 500 },
  );
  await page.getByRole("navigation").getByRole("link", { name: "Generate", exact: true }).click();
  await page.getByText("The script saved in this browser is now a project: Script from the Generate page").waitFor();
  const second = page.getByRole("textbox", { name: "Line 2", exact: true });
  await second.waitFor();
  assert.equal(await second.inputValue(), "And so was this.");
  const named = async () => (await ask(page, "/api/projects?q=Script%20from")).projects;
  const [project] = await named();
  const made = await ask(page, `/api/projects/${project.id}`);
  assert.deepEqual([made.default_gap_ms, made.lines.map((one) => one.speed)], [500, [0.9, 0.9]]);
  await page.goto(`${server.base}/generate`);
  await second.waitFor();
  assert.equal((await named()).length, 1);
  await context.close();
});

test("two windows with nothing in them, written in at once, share one project and lose nothing", async () => {
  const one = await open("voices");
  for (const { id } of (await ask(one.page, "/api/projects?limit=100")).projects) await ask(one.page, `/api/projects/${id}`, "DELETE");
  await one.page.goto(`${server.base}/generate`);
  const two = await one.context.newPage();
  await two.goto(`${server.base}/generate`);
  const row = (page) => page.getByRole("textbox", { name: "Line 1", exact: true });
  await Promise.all([row(one.page).waitFor(), row(two).waitFor()]);
  await Promise.all([row(one.page).fill("From the first window."), row(two).fill("From the second one.")]);
  await one.page.waitForFunction(async () => (await (await fetch("/api/projects")).json()).projects[0]?.lines === 2, null, { polling: 200 });
  await one.page.waitForTimeout(1000);
  const { projects } = await ask(one.page, "/api/projects");
  assert.equal(projects.length, 1);
  const texts = (await ask(one.page, `/api/projects/${projects[0].id}`)).lines.map((line) => line.text).sort();
  assert.deepEqual(texts, ["From the first window.", "From the second one."]);
  for (const page of [one.page, two]) await page.waitForFunction(() => document.querySelectorAll(".line-row").length === 2);
  await one.context.close();
});

test("an expired sign-in says how to go on, and keeps the script", async () => {
  const { page, context } = await open("generate?project=new");
  const row = page.getByRole("textbox", { name: "Line 1", exact: true });
  await row.fill("Kept over the sign-in.");
  await page.waitForTimeout(800);
  const cookies = await context.cookies();
  await context.clearCookies();
  await page.getByRole("navigation").getByRole("link", { name: "System", exact: true }).click();
  await page.getByRole("heading", { name: "Sign in to ClonyVoice" }).waitFor();
  await page.getByText("Your scripts and recordings are kept").waitFor();
  await context.addCookies(cookies);
  await page.getByRole("button", { name: "I have signed in" }).click();
  await page.getByRole("navigation").getByRole("link", { name: "Generate", exact: true }).click();
  await row.waitFor();
  assert.equal(await row.inputValue(), "Kept over the sign-in.");
  await context.close();
});
