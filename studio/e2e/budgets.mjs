// Measures the studio in a real browser against a real server, and prints JSON: what benchmarks/studio.py makes a table of.
//   node e2e/budgets.mjs --home FOLDER [--rounds 50]     FOLDER holds the seeded database
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sizes } from "../scripts/sizes.mjs";
import { launchBrowser, signedIn, startServer } from "./server.mjs";
import { spokenWav } from "./sounds.mjs";

const { values } = parseArgs({ options: { home: { type: "string" }, rounds: { type: "string", default: "50" } } });
const rounds = Number(values.rounds);
const PAGES = ["Clone", "Design", "Generate", "Transcribe", "API", "System", "Voices"];
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0;
const share = (list, part) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))] ?? 0;

const server = await startServer(values.home ? { home: values.home } : {});
const folder = mkdtempSync(join(tmpdir(), "clonyvoice-sounds-"));
const browser = await launchBrowser({ microphone: spokenWav(folder) });
const out = { sizes };

/** What is alive in the page, counted from its first line on. The browser itself counts contexts, sound nodes and listeners. */
const WATCH = () => {
  const alive = { intervals: new Set(), tracks: new Set(), sounds: 0 };
  const { setInterval: every, clearInterval: clear } = window;
  window.setInterval = (...args) => {
    const id = every(...args);
    alive.intervals.add(id);
    return id;
  };
  window.clearInterval = (id) => {
    alive.intervals.delete(id);
    clear(id);
  };
  const devices = navigator.mediaDevices;
  const open = devices?.getUserMedia.bind(devices);
  if (open)
    devices.getUserMedia = async (...args) => {
      const stream = await open(...args);
      for (const track of stream.getTracks()) alive.tracks.add(track);
      return stream;
    };
  document.addEventListener("DOMContentLoaded", () => {
    const start = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function (...args) {
      this.addEventListener("playing", () => (alive.sounds += 1), { once: true });
      return start.apply(this, args);
    };
  });
  window.aliveProbe = alive;
};

/** What has grown by more than chance. A leak of one thing a round, or of one thing a recording, is found. */
function leaks(before, after, rounds) {
  const found = [];
  const grown = (what, most) => after[what] - before[what] > most && found.push(`${what}: ${before[what]} → ${after[what]} in ${rounds} rounds`);
  grown("listeners", rounds / 10);
  grown("nodes", rounds);
  grown("intervals", 0);
  grown("contexts", 0);
  // Chromium keeps the disconnected source node of every stream until its context goes, and a closed context until the page goes.
  grown("audio_nodes", after.opened - before.opened);
  grown("heap_mb", 15);
  if (after.contexts > 1) found.push(`contexts: ${after.contexts}, where one does for all`);
  if (after.contexts < 1 || after.sounds < rounds) found.push(`nothing was heard: ${after.contexts} contexts, ${after.sounds} sounds; the check is worth nothing`);
  if (after.microphones > 0) found.push(`microphones: ${after.microphones} left open of ${after.opened}`);
  return found;
}

/** The browser's own count of AudioContexts and their nodes: made less destroyed. */
async function soundCount(debug) {
  const contexts = new Set();
  const nodes = new Set();
  debug.on("WebAudio.contextCreated", ({ context }) => contexts.add(context.contextId));
  debug.on("WebAudio.contextWillBeDestroyed", ({ contextId }) => contexts.delete(contextId));
  debug.on("WebAudio.audioNodeCreated", ({ node }) => nodes.add(node.nodeId));
  debug.on("WebAudio.audioNodeWillBeDestroyed", ({ nodeId }) => nodes.delete(nodeId));
  await debug.send("WebAudio.enable");
  return () => ({ contexts: contexts.size, audio_nodes: nodes.size });
}

try {
  const { context, page, errors } = await signedIn(browser, server, { link: server.link, permissions: ["microphone"] });
  await context.addInitScript(WATCH);
  page.setDefaultTimeout(30_000);

  // First paint and when the page can be used, from a cold page with a warm server; the median of five.
  const paints = [];
  const ready = [];
  for (let n = 0; n < 5; n++) {
    await page.goto(`${server.base}/generate`);
    await page.locator(".line-row textarea").first().waitFor();
    const times = await page.evaluate(() => ({
      paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
      ready: performance.now(),
    }));
    paints.push(times.paint);
    ready.push(times.ready);
  }
  out.first_paint_ms = median(paints);
  out.interactive_ms = median(ready);

  // Route changes, from the click to the frame that shows the page; the second visit, as in use.
  const visit = (name) =>
    page.evaluate(
      ([label]) =>
        new Promise((resolve) => {
          const link = document.querySelector(`nav.rail a[aria-label="${label}"]`);
          const began = performance.now();
          const look = () => {
            if (document.querySelector("main h1")?.textContent === label && link.getAttribute("aria-current") === "page") {
              requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
            } else requestAnimationFrame(look);
          };
          link.click();
          look();
        }),
      [name],
    );
  for (const name of PAGES) await visit(name);
  const routes = [];
  for (let n = 0; n < 3; n++) for (const name of PAGES) routes.push(await visit(name));
  out.route_change_ms = { median: median(routes), p95: share(routes, 0.95) };

  // Interactions, as the browser times them (input to next paint).
  await page.locator(".voice-row:not(.head)").first().waitFor();
  await page.evaluate(() => {
    window.eventProbe = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.interactionId) window.eventProbe.push(entry.duration);
    }).observe({ type: "event", durationThreshold: 16, buffered: false });
  });
  for (let n = 0; n < 10; n++) {
    await page.locator(".voice-row:not(.head) input[type=checkbox]").nth(n).click();
    await page.keyboard.press("ArrowDown");
  }
  await page.getByRole("button", { name: "Clear selection" }).click();
  await page.waitForTimeout(300);
  const events = await page.evaluate(() => window.eventProbe);
  out.interaction_ms = { worst: Math.max(16, ...events), p95: events.length ? share(events, 0.95) : 16 };

  // From the click on play to sound: a preview that has been heard before.
  await page.getByRole("searchbox").fill("heart");
  await page.getByRole("button", { name: "Play Heart" }).waitFor();
  const sounds = [];
  for (let n = 0; n < 6; n++) {
    await page.getByRole("button", { name: /(Play|Pause) Heart/ }).hover();
    sounds.push(
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            const button = document.querySelector("[aria-label='Play Heart']");
            const proto = HTMLMediaElement.prototype;
            const play = proto.play;
            let began = 0;
            proto.play = function (...args) {
              this.addEventListener("playing", () => resolve(performance.now() - began), { once: true });
              proto.play = play;
              return play.apply(this, args);
            };
            began = performance.now();
            button.click();
          }),
      ),
    );
    await page.waitForTimeout(200);
    await page.getByRole("button", { name: "Pause Heart" }).click();
    await page.waitForTimeout(200);
  }
  out.play_to_sound_ms = median(sounds.slice(1));
  await page.getByRole("searchbox").fill("");

  // Scrolling and searching where there is much.
  const scroll = (selector) =>
    page.evaluate(
      (target) =>
        new Promise((resolve) => {
          const box = document.querySelector(target);
          const frames = [];
          let last = performance.now();
          let left = 240;
          const step = (now) => {
            frames.push(now - last);
            last = now;
            box.scrollTop += 160;
            if (--left > 0) requestAnimationFrame(step);
            else resolve(frames.slice(5));
          };
          requestAnimationFrame(step);
        }),
      selector,
    );
  const searched = async (field, rows, words) => {
    const times = [];
    for (const word of words) {
      const before = await page.locator(rows).first().textContent().catch(() => "");
      times.push(
        await page.evaluate(
          ([target, list, value, old]) =>
            new Promise((resolve) => {
              const input = document.querySelector(target);
              const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
              const began = performance.now();
              set.call(input, value);
              input.dispatchEvent(new Event("input", { bubbles: true }));
              const look = () => {
                const now = document.querySelector(list)?.textContent ?? "";
                if (now !== old && now.includes(value)) requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
                else if (performance.now() - began > 10_000) resolve(performance.now() - began);
                else requestAnimationFrame(look);
              };
              look();
            }),
          [field, rows, word, before],
        ),
      );
    }
    return { median: median(times), worst: Math.max(...times) };
  };
  // The same frames where nothing happens: what the machine itself makes of them.
  const still = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const frames = [];
        let last = performance.now();
        const step = (now) => {
          frames.push(now - last);
          last = now;
          if (frames.length < 240) requestAnimationFrame(step);
          else resolve(frames.slice(5));
        };
        requestAnimationFrame(step);
      }),
  );
  out.still_frame_p95_ms = share(still, 0.95);
  await visit("Voices");
  await page.locator(".voice-row:not(.head)").first().waitFor();
  const total = await page.evaluate(async () => (await (await fetch("/api/voices?limit=1")).json()).total);
  const voiceFrames = await scroll(".voice-scroll");
  out.voices = { count: total, frame_p95_ms: share(voiceFrames, 0.95), frame_median_ms: median(voiceFrames) };
  out.voices.search_ms = await searched("main input[type=search]", ".voice-row:not(.head)", total > 1000 ? ["1234", "7777", "4242", "9001", "5813"] : ["Heart", "Alloy", "Bella"]);
  await page.goto(`${server.base}/generate?view=history`);
  await page.locator(".history-row").first().waitFor();
  const said = await page.evaluate(async () => (await (await fetch("/api/generations?limit=1")).json()).total);
  const historyFrames = await scroll(".history-scroll");
  out.history = { count: said, frame_p95_ms: share(historyFrames, 0.95), frame_median_ms: median(historyFrames) };
  out.history.search_ms = await searched("main input[type=search]", ".history-row", said > 1000 ? ["4242", "9001", "1234", "7777"] : ["e"]);

  // Everything that could leak, before and after all pages have been visited many times: with a voice heard in every round, and
  // the microphone open in every fifth.
  const debug = await context.newCDPSession(page);
  const sound = await soundCount(debug);
  await debug.send("Performance.enable");
  await page.goto(`${server.base}/voices`);
  await page.locator(".voice-row:not(.head)").first().waitFor();
  const alive = async () => {
    await page.waitForTimeout(1500);
    for (let n = 0; n < 3; n++) await debug.send("HeapProfiler.collectGarbage");
    await page.waitForTimeout(500);
    const { metrics } = await debug.send("Performance.getMetrics");
    const of = (name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    const counted = await page.evaluate(() => {
      const { intervals, tracks, sounds } = window.aliveProbe;
      return { intervals: intervals.size, microphones: [...tracks].filter((track) => track.readyState === "live").length, opened: tracks.size, sounds };
    });
    return { listeners: of("JSEventListeners"), nodes: of("Nodes"), heap_mb: of("JSHeapUsedSize") / 1e6, ...sound(), ...counted };
  };
  /** Plays the sample of Heart until it is heard, and pauses. */
  const hear = async () => {
    await page.getByRole("searchbox").fill("heart");
    const before = await page.evaluate(() => window.aliveProbe.sounds);
    await page.getByRole("button", { name: "Play Heart" }).click();
    await page.waitForFunction((count) => window.aliveProbe.sounds > count, before);
    await page.getByRole("button", { name: "Pause Heart" }).click();
    await page.getByRole("searchbox").fill("");
  };
  /** Opens the microphone until its meter moves, and throws the take away. */
  const record = async () => {
    await page.getByRole("button", { name: "Record", exact: true }).click();
    await page.getByText("Please be silent for two seconds").waitFor();
    await page.waitForTimeout(200);
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("button", { name: "Record", exact: true }).waitFor();
  };
  const round = async (number) => {
    for (const name of PAGES) {
      await visit(name);
      if (name === "Clone" && number % 5 === 0) await record();
    }
    await page.locator(".voice-row:not(.head)").first().waitFor();
    await hear();
  };
  // Ten rounds first, until every cache is as full as it gets.
  for (let n = 0; n < 10; n++) await round(n);
  out.before = await alive();
  for (let n = 0; n < rounds; n++) await round(n);
  out.after = await alive();
  out.rounds = rounds;
  out.leaks = leaks(out.before, out.after, rounds);
  out.errors = errors;
  await context.close();
} finally {
  await browser.close();
  await server.stop({ keep: Boolean(values.home) });
  rmSync(folder, { recursive: true, force: true });
}
console.log(JSON.stringify(out, null, 2));
