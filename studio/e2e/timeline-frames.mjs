// Measures the timeline and the script of a long project in a real browser, and prints JSON: what benchmarks/timeline_page.py makes a table of.
//   node e2e/timeline-frames.mjs --home FOLDER --project ID --dense ID     FOLDER holds the filled database; the second project has its clips close together
import { parseArgs } from "node:util";
import { launchBrowser, signedIn, startServer } from "./server.mjs";

const { values } = parseArgs({ options: { home: { type: "string" }, project: { type: "string" }, dense: { type: "string" } } });
const share = (list, part) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))] ?? 0;

const server = await startServer({ home: values.home });
const browser = await launchBrowser();
const out = {};

/** Milliseconds of each of `count` frames, while the wheel turns once a frame: up and down by `by`, back after `turn` frames. */
const frames = (page, count, { by = 0, turn = 40, zoom = false } = {}) =>
  page.evaluate(
    ([most, delta, half, ctrl]) =>
      new Promise((resolve) => {
        const lanes = document.querySelector(".lanes");
        const times = [];
        let last = null;
        let n = 0;
        const step = (now) => {
          if (last !== null) times.push(now - last);
          last = now;
          if (n >= most) {
            resolve(times);
            return;
          }
          const deltaY = n % (2 * half) < half ? delta : -delta;
          if (delta) lanes.dispatchEvent(new WheelEvent("wheel", { bubbles: true, cancelable: true, clientX: 800, clientY: 400, ctrlKey: ctrl, shiftKey: !ctrl, deltaY }));
          n += 1;
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    [count, by, turn, zoom],
  );

try {
  const { page, errors } = await signedIn(browser, server, { link: server.link });
  page.setDefaultTimeout(60_000);
  const began = Date.now();
  await page.goto(`${server.base}/projects/${values.project}?view=timeline`);
  await page.locator(".lanes .lane canvas").first().waitFor();
  out.opened_ms = Date.now() - began;
  // All waveforms that are wanted have come, so that frames are measured and not their arrival.
  await page.waitForTimeout(4000);
  out.still = await frames(page, 60);
  // The whole project is shown, so all of its clips.
  const clipsOf = (id) => page.evaluate(async (one) => (await (await fetch(`/api/projects/${one}`)).json()).clips.length, id);
  out.clips = await clipsOf(values.project);
  out.zoom = await frames(page, 160, { by: -6, turn: 20, zoom: true });
  out.scroll = await frames(page, 160, { by: 4 });
  // Nearer: where single blocks are to be seen.
  for (let n = 0; n < 12; n++) await page.getByRole("button", { name: "Zoom in" }).click();
  await page.waitForTimeout(1500);
  out.near = await frames(page, 160, { by: 30 });
  // A keystroke, from the event to the next frame, in the middle of the script.
  await page.getByRole("button", { name: "Script" }).click();
  const first = page.locator(".project-script textarea").first();
  await first.waitFor();
  await page.locator(".project-script").evaluate((node) => (node.scrollTop = node.scrollHeight / 2));
  await page.waitForTimeout(500);
  await page.locator(".project-script textarea").nth(6).click();
  await page.evaluate(() => {
    window.keyProbe = [];
    document.addEventListener(
      "keydown",
      (event) => {
        const at = event.timeStamp;
        requestAnimationFrame(() => setTimeout(() => window.keyProbe.push(performance.now() - at)));
      },
      { capture: true },
    );
  });
  for (const letter of "The old ferry leaves the harbour just before noon") {
    await page.keyboard.press(letter === " " ? "Space" : letter);
    await page.waitForTimeout(40);
  }
  await page.waitForTimeout(300);
  out.keys = await page.evaluate(() => window.keyProbe);
  await page.goto(`${server.base}/projects/${values.dense}?view=timeline`);
  await page.locator(".lanes .lane canvas").first().waitFor();
  await page.waitForTimeout(4000);
  out.dense_clips = await clipsOf(values.dense);
  out.dense_zoom = await frames(page, 160, { by: -6, turn: 20, zoom: true });
  out.dense_scroll = await frames(page, 160, { by: 4 });
  out.errors = errors;
} finally {
  await browser.close();
  await server.stop({ keep: true });
}
const spread = (list) => ({ median: share(list, 0.5), p95: share(list, 0.95), worst: Math.max(...list), count: list.length });
console.log(JSON.stringify({ opened_ms: out.opened_ms, clips: out.clips, dense_clips: out.dense_clips, errors: out.errors, ...Object.fromEntries(["still", "zoom", "scroll", "near", "keys", "dense_zoom", "dense_scroll"].map((name) => [name, spread(out[name])])) }));
