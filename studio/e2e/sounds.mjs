// Sounds for the tests, made by the product's own engine: a preset speaks into a WAV file.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PYTHON, ROOT } from "./server.mjs";

const TEXT = "Every Thursday the old ferry leaves the harbour just before noon, carrying oranges, newspapers and a few sleepy passengers. Would you believe it still runs on time?";

/** A WAV file with `lead` seconds of near silence and then somebody reading, for the fake microphone. */
export function spokenWav(folder, { voice = "am_michael", text = TEXT, lead = 2.6, name = "speech.wav" } = {}) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  if (existsSync(path)) return path;
  // Under names of this process until it is whole: another one may want it at the same time.
  const plain = join(folder, `plain-${process.pid}-${name}`);
  const made = join(folder, `made-${process.pid}-${name}`);
  execFileSync(PYTHON, ["-m", "clonyvoice", "say", text, "--voice", voice, "--out", plain], { cwd: ROOT, stdio: "pipe" });
  writeFileSync(made, withLead(readFileSync(plain), lead));
  renameSync(made, path);
  return path;
}

/** The WAV with a quiet hiss before it, as a room has. */
export function withLead(wav, seconds) {
  let at = 12;
  let rate = 24000;
  let format = null;
  for (;;) {
    const id = wav.toString("latin1", at, at + 4);
    const size = wav.readUInt32LE(at + 4);
    if (id === "fmt ") {
      format = wav.subarray(at + 8, at + 8 + size);
      rate = format.readUInt32LE(4);
    }
    if (id === "data") {
      const data = wav.subarray(at + 8, Math.min(at + 8 + size, wav.length));
      const quiet = Buffer.alloc(Math.round(rate * seconds) * 2);
      for (let i = 0; i < quiet.length; i += 2) quiet.writeInt16LE(Math.round((Math.random() - 0.5) * 8), i);
      const head = Buffer.alloc(44);
      head.write("RIFF", 0);
      head.writeUInt32LE(36 + quiet.length + data.length, 4);
      head.write("WAVEfmt ", 8);
      head.writeUInt32LE(16, 16);
      format.copy(head, 20, 0, 16);
      head.write("data", 36);
      head.writeUInt32LE(quiet.length + data.length, 40);
      return Buffer.concat([head, quiet, data]);
    }
    at += 8 + size + (size % 2);
  }
}

/** Peak and seconds of a 16-bit WAV. */
export function measured(wav) {
  let at = 12;
  let bytesPerSecond = 48000;
  while (at < wav.length - 8) {
    const id = wav.toString("latin1", at, at + 4);
    const size = wav.readUInt32LE(at + 4);
    if (id === "fmt ") bytesPerSecond = wav.readUInt32LE(at + 16);
    if (id === "data") {
      let peak = 0;
      const end = Math.min(at + 8 + size, wav.length - 1);
      for (let i = at + 8; i < end; i += 2) peak = Math.max(peak, Math.abs(wav.readInt16LE(i)));
      return { peak: peak / 32768, seconds: (end - at - 8) / bytesPerSecond };
    }
    at += 8 + size + (size % 2);
  }
  return { peak: 0, seconds: 0 };
}
