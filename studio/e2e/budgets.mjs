// Measures the studio in a real browser against a real server, and prints JSON: what benchmarks/studio.py makes a table of.
//   node e2e/budgets.mjs --home FOLDER [--rounds 50]     FOLDER holds the seeded database
import { parseArgs } from "node:util";
import { sizes } from "../scripts/sizes.mjs";
import { launchBrowser, signedIn, startServer } from "./server.mjs";

const { values } = parseArgs({ options: { home: { type: "string" }, rounds: { type: "string", default: "50" } } });
const rounds = Number(values.rounds);
const PAGES = ["Clone", "Design", "Generate", "Transcribe", "API", "System", "Voices"];
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0;
const share = (list, part) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))] ?? 0;

const server = await startServer(values.home ? { home: values.home } : {});
const browser = await launchBrowser();
const out = { sizes };

/** What is alive in the page, counted from its first line on. */
const WATCH = () => {
  const alive = { contexts: 0, intervals: new Set() };
  const Context = window.AudioContext;
  window.AudioContext = class extends Context {
    constructor(...args) {
      super(...args);
      alive.contexts += 1;
    }
  };
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
  window.aliveProbe = alive;
};

try {
  const { context, page, errors } = await signedIn(browser, server, { link: server.link });
  await context.addInitScript(WATCH);
  page.setDefaultTimeout(30_000);

  // First paint and when the page can be used, from a cold page with a warm server; the median of five.
  const paints = [];
  const ready = [];
  for (let n = 0; n < 5; n++) {
    await page.goto(`${server.base}/generate`);
    await page.waitForSelector(".script-row textarea");
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
  await page.waitForSelector(".voice-row:not(.head)");
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
  await page.getByRole("button", { name: "Clear" }).click();
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
  await page.waitForSelector(".voice-row:not(.head)");
  const total = await page.evaluate(async () => (await (await fetch("/api/voices?limit=1")).json()).total);
  const voiceFrames = await scroll(".voice-scroll");
  out.voices = { count: total, frame_p95_ms: share(voiceFrames, 0.95), frame_median_ms: median(voiceFrames) };
  out.voices.search_ms = await searched("main input[type=search]", ".voice-row:not(.head)", total > 1000 ? ["1234", "7777", "4242", "9001", "5813"] : ["Heart", "Alloy", "Bella"]);
  await page.goto(`${server.base}/generate?view=history`);
  await page.waitForSelector(".history-row");
  const said = await page.evaluate(async () => (await (await fetch("/api/generations?limit=1")).json()).total);
  const historyFrames = await scroll(".history-scroll");
  out.history = { count: said, frame_p95_ms: share(historyFrames, 0.95), frame_median_ms: median(historyFrames) };
  out.history.search_ms = await searched("main input[type=search]", ".history-row", said > 1000 ? ["4242", "9001", "1234", "7777"] : ["e"]);

  // Everything that could leak, before and after all pages have been visited many times.
  await page.goto(`${server.base}/voices`);
  await page.waitForSelector(".voice-row:not(.head)");
  const debug = await context.newCDPSession(page);
  await debug.send("Performance.enable");
  const alive = async () => {
    await page.waitForTimeout(1500);
    await debug.send("HeapProfiler.collectGarbage");
    await debug.send("HeapProfiler.collectGarbage");
    const { metrics } = await debug.send("Performance.getMetrics");
    const of = (name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    const counted = await page.evaluate(() => ({ contexts: window.aliveProbe.contexts, intervals: window.aliveProbe.intervals.size }));
    return { listeners: of("JSEventListeners"), nodes: of("Nodes"), heap_mb: of("JSHeapUsedSize") / 1e6, ...counted };
  };
  for (let n = 0; n < 3; n++) for (const name of PAGES) await visit(name);
  out.before = await alive();
  for (let n = 0; n < rounds; n++) for (const name of PAGES) await visit(name);
  out.after = await alive();
  out.rounds = rounds;
  out.errors = errors;
  await context.close();
} finally {
  await browser.close();
  await server.stop({ keep: Boolean(values.home) });
}
console.log(JSON.stringify(out, null, 2));
