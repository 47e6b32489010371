// Records what the page plays of a project, behind the page's own audio graph, and prints JSON: what benchmarks/mix_in_browser.py compares with the export.
//   node e2e/mix-recording.mjs --home FOLDER --project ID --out FOLDER --seconds 20 --starts 0,31.5
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launchBrowser, signedIn, startServer } from "./server.mjs";

const { values } = parseArgs({
  options: { home: { type: "string" }, project: { type: "string" }, out: { type: "string" }, seconds: { type: "string", default: "20" }, starts: { type: "string", default: "0" } },
});

const server = await startServer({ home: values.home });
const browser = await launchBrowser();

/** The recorder, in the thread that renders: a ScriptProcessorNode leaves out what comes while the page's thread copies its buffer. */
const worklet = `registerProcessor("loopback", class extends AudioWorkletProcessor {
  block = new Float32Array(2 * 4096);
  filled = 0;
  process([input]) {
    const [left, right] = [input[0] ?? new Float32Array(128), input[1] ?? input[0] ?? new Float32Array(128)];
    for (let n = 0; n < left.length; n++) {
      this.block[this.filled++] = left[n];
      this.block[this.filled++] = right[n];
    }
    if (this.filled === this.block.length) {
      this.port.postMessage(this.block.slice());
      this.filled = 0;
    }
    return true;
  }
});`;

/** Runs before the page's own code: whatever it connects to its destination is recorded, too, at the context's rate. */
const loopback = (code) => {
  const connect = AudioNode.prototype.connect;
  window.recorded = null;
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode && !window.recorded) {
      const { context } = this;
      const tape = { rate: context.sampleRate, blocks: [], ready: false };
      window.recorded = tape;
      // Nothing sounds until the recorder is there.
      void context.suspend();
      const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
      void context.audioWorklet.addModule(url).then(() => {
        const recorder = new AudioWorkletNode(context, "loopback", { channelCount: 2, channelCountMode: "explicit" });
        recorder.port.onmessage = ({ data }) => tape.blocks.push(data);
        connect.call(this, recorder);
        connect.call(recorder, target);
        tape.ready = true;
        return context.resume();
      }, (error) => (tape.failed = String(error)));
    }
    return connect.call(this, target, ...rest);
  };
};

try {
  // The page's policy allows scripts of its own origin only, and the recorder is not one of them.
  const { page, context, errors } = await signedIn(browser, server, { link: server.link, bypassCSP: true });
  await context.addInitScript(loopback, worklet);
  const found = [];
  for (const [number, start] of values.starts.split(",").entries()) {
    await page.goto(`${server.base}/projects/${values.project}?view=timeline`);
    await page.locator(".lanes .lane canvas").first().waitFor();
    let asked = "";
    page.on("request", (request) => {
      if (request.url().includes("/mix?")) asked = request.url();
    });
    await page.getByRole("button", { name: "Play", exact: true }).first().click();
    await page.waitForFunction(() => window.recorded?.ready || window.recorded?.failed);
    const failed = await page.evaluate(() => window.recorded.failed);
    if (failed) throw new Error(failed);
    if (Number(start) > 0) {
      // On from there, by the one bar for the whole.
      const bar = page.locator(".transport").getByRole("slider").first();
      const box = await bar.boundingBox();
      const length = await page.evaluate(async (id) => (await (await fetch(`/api/projects/${id}`)).json()).duration, values.project);
      await page.locator(".transport").getByRole("button", { name: "Pause", exact: true }).click();
      await page.waitForTimeout(300);
      await page.evaluate(() => (window.recorded.blocks.length = 0));
      await page.mouse.click(box.x + (box.width * Number(start)) / length, box.y + box.height / 2);
    }
    await page.waitForTimeout(1000 * (Number(values.seconds) + 1));
    const tape = await page.evaluate(() => {
      const all = new Uint8Array(window.recorded.blocks.reduce((sum, block) => sum + block.byteLength, 0));
      let at = 0;
      for (const block of window.recorded.blocks) {
        all.set(new Uint8Array(block.buffer), at);
        at += block.byteLength;
      }
      let text = "";
      for (let n = 0; n < all.length; n += 32768) text += String.fromCharCode(...all.subarray(n, n + 32768));
      return { rate: window.recorded.rate, samples: btoa(text) };
    });
    const file = join(values.out, `${number}.f32`);
    writeFileSync(file, Buffer.from(tape.samples, "base64"));
    found.push({ file, rate: tape.rate, start: Number(new URL(asked).searchParams.get("start")) });
  }
  console.log(JSON.stringify({ found, errors: errors.filter((text) => /page:|Content Security/.test(text)) }));
} finally {
  await browser.close();
  await server.stop({ keep: true });
}
