// Walks a newcomer's first three minutes in a real browser, times them, and takes a picture of each step for the docs.
//   npm run pictures            writes docs/pictures/studio-*.png and docs/pictures/studio-minutes.json
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, launchBrowser, signedIn, startServer } from "./server.mjs";
import { spokenWav } from "./sounds.mjs";

const folder = join(ROOT, "docs", "pictures");
mkdirSync(folder, { recursive: true });
const server = await startServer();
const wav = spokenWav(process.env.CLONYVOICE_E2E_SOUNDS ?? join(server.home, "sounds"));
const browser = await launchBrowser({ microphone: wav });
const steps = [];

try {
  const began = performance.now();
  const { page, context, errors } = await signedIn(browser, server, { link: server.link, viewport: { width: 1280, height: 800 }, permissions: ["microphone", "clipboard-read", "clipboard-write"] });
  page.setDefaultTimeout(180_000);
  const step = async (name, what) => {
    const seconds = (performance.now() - began) / 1000;
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(folder, `studio-${name}.png`) });
    steps.push({ picture: `studio-${name}.png`, what, seconds: Math.round(seconds * 10) / 10 });
    console.log(`${seconds.toFixed(1).padStart(6)} s  ${what}`);
  };
  const visit = (name) => page.getByRole("navigation").getByRole("link", { name, exact: true }).click();

  await page.getByRole("row", { name: /Heart/ }).waitFor();
  await step("1-open", "The link of clonyvoice serve opens the studio, signed in");
  await page.getByRole("link", { name: "Clone a voice" }).click();
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await page.getByText("Read now").waitFor();
  await page.waitForTimeout(9000);
  await step("2-record", "Recording: the room first, then the text; level, noise and hints while it runs");
  await page.waitForTimeout(10_000);
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText(/of speech$/).first().waitFor();
  await step("3-trim", "The recording, trimmed, with what the server heard in it");
  await page.getByLabel("Name", { exact: true }).fill("Ferry reader");
  await page.getByLabel("I am this person").check();
  await page.getByRole("button", { name: "Create voice" }).click();
  await page.getByRole("heading", { name: "Ferry reader" }).waitFor();
  await page.getByLabel("Try the voice").fill("Nobody has ever heard me say this before.");
  await page.getByRole("button", { name: "Try it" }).click();
  await page.waitForSelector(".transport button[aria-label='Pause']");
  await page.waitForTimeout(600);
  await step("4-speak", "The instant voice says a new sentence while better ones are searched");
  await page.getByRole("link", { name: "Use it through the API" }).click();
  await page.getByRole("button", { name: "Create a key" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill("My first key");
  await page.getByRole("dialog").getByRole("button", { name: "Create a key" }).click();
  await page.getByRole("button", { name: "Copy the code" }).click();
  await page.getByText("Copied").first().waitFor();
  await step("5-key", "The key, shown once, and a cURL line that works, copied");
  const curl = await page.evaluate(() => navigator.clipboard.readText());
  const reply = JSON.parse(execFileSync("bash", ["-c", `${curl} -s`], { encoding: "utf8" }));
  if (!reply.audio_url) throw new Error(`the cURL line did not work: ${JSON.stringify(reply)}`);
  steps.push({ what: "The copied line, run in a shell, answers with the sound's address", seconds: Math.round((performance.now() - began) / 100) / 10 });
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  the copied cURL line works`);
  await page.getByRole("button", { name: "Done" }).click();

  // Beyond the first minutes: the pages at work.
  await visit("Generate");
  await page.getByRole("textbox", { name: "Line 1", exact: true }).click();
  await page.evaluate(() =>
    navigator.clipboard.writeText("FERRY READER: Good morning. The boat leaves at noon, as it has for forty years.\nHEART: And who still takes it, in this weather?\nFERRY READER: Oranges, mostly. Oranges, newspapers, and the two of us."),
  );
  await page.keyboard.press("Control+KeyV");
  await page.getByRole("button", { name: "Generate 3 lines" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".line-row.done").length === 3);
  await page.getByRole("button", { name: "Play line 1" }).click();
  await page.waitForSelector(".line-glow mark", { state: "attached" });
  await page.waitForTimeout(900);
  await step("generate", "A script of lines; the word that sounds is lit");
  await visit("Design");
  await page.getByRole("button", { name: "Use an example" }).click();
  await page.getByRole("button", { name: "Design", exact: true }).click();
  await page.getByRole("heading", { name: "Candidates" }).waitFor();
  await step("design", "Candidates for a description, side by side");
  await visit("Transcribe");
  await page.getByRole("heading", { name: "Transcribe", level: 1 }).waitFor(); // the page before takes files, too
  await page.locator("input[type=file]:not(.input)").setInputFiles(wav);
  await page.getByRole("button", { name: "Find and replace" }).waitFor();
  await step("transcribe", "A transcript, to be mended in place");
  await visit("System");
  await page.waitForTimeout(4000);
  await step("system", "Load, weights and engines");
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("menuitemradio", { name: "Light" }).click();
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByRole("menuitemradio", { name: "한국어" }).click();
  await page.getByRole("link", { name: "음성", exact: true }).click();
  await page.getByText("Ferry reader").first().click();
  await page.waitForTimeout(800);
  await step("voices-ko", "The same in Korean and light");
  await context.close();
  const trouble = errors.filter((text) => /page:|Content Security|Refused/.test(text));
  if (trouble.length) throw new Error(trouble.join("\n"));
  writeFileSync(join(folder, "studio-minutes.json"), `${JSON.stringify(steps, null, 2)}\n`);
} finally {
  await browser.close();
  await server.stop();
}
