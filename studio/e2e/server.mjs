// A real server with a home of its own, and a browser that is signed in to it.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const ROOT = new URL("../..", import.meta.url).pathname;
const venv = join(ROOT, ".venv/bin/python");
export const PYTHON = process.env.CLONYVOICE_PYTHON ?? (existsSync(venv) ? venv : "python3");

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Starts `clonyvoice serve`; `stop` ends it, `restart` starts it again on the same port and home. */
export async function startServer({ home = mkdtempSync(join(tmpdir(), "clonyvoice-e2e-")), env = {} } = {}) {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  let child = null;
  let log = "";
  const begin = async () => {
    child = spawn(PYTHON, ["-m", "clonyvoice", "serve", "--port", String(port), "--no-browser", "--data-dir", home], {
      cwd: ROOT,
      env: { ...process.env, PYTHONUNBUFFERED: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const lines = [];
    const take = (data) => {
      log += data;
      lines.push(String(data));
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    const until = Date.now() + 180_000;
    for (;;) {
      const link = /https?:\/\/\S*\/auth\/link\?token=[\w-]+/.exec(lines.join(""));
      if (link) {
        const ok = await fetch(`${base}/health`).then((r) => r.ok, () => false);
        if (ok) return link[0];
      }
      if (child.exitCode !== null || Date.now() > until) {
        child.kill("SIGKILL");
        throw new Error(`the server did not start:\n${log}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const end = () =>
    new Promise((resolve) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) {
        resolve();
        return;
      }
      const hard = setTimeout(() => child.kill("SIGKILL"), 15_000);
      child.once("exit", () => {
        clearTimeout(hard);
        resolve();
      });
      child.kill("SIGTERM");
    });
  const link = await begin();
  return {
    base,
    home,
    link,
    get pid() {
      return child.pid;
    },
    get log() {
      return log;
    },
    pause: () => child.kill("SIGSTOP"),
    resume: () => child.kill("SIGCONT"),
    end,
    /** Ends it as a power cut would. */
    kill: () =>
      new Promise((resolve) => {
        child.once("exit", resolve);
        child.kill("SIGKILL");
      }),
    restart: begin,
    async stop({ keep = false } = {}) {
      await end();
      if (!keep) rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Debian's Chromium. `microphone` is a WAV file that the fake microphone plays, over and over. */
export function launchBrowser({ microphone, args = [] } = {}) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-timer-throttling",
      "--disable-renderer-backgrounding",
      "--disable-backgrounding-occluded-windows",
      "--autoplay-policy=no-user-gesture-required",
      ...(microphone ? ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-audio-capture=${microphone}`] : []),
      ...args,
    ],
  });
}

/** A window that is signed in, and that remembers every error it saw. */
export async function signedIn(browser, server, options = {}) {
  const { link, theme = "dark", language = "en", ...rest } = options;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: theme, locale: language === "ko" ? "ko-KR" : "en-GB", ...rest });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(`page: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`console: ${message.text()} ${message.location().url ?? ""}`);
  });
  if (link) {
    await page.goto(link);
    await page.waitForSelector("nav.rail");
  }
  return { context, page, errors };
}
