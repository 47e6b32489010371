import type { Range } from "./trim";

/** Where the samples of a WAV file lie, and how they are written. */
export interface WavFile {
  rate: number;
  channels: number;
  bits: 16 | 24 | 32;
  float: boolean;
  /** The first byte of the samples, and the one behind the last. */
  from: number;
  to: number;
  duration: number;
}

const PIECE = 4_000_000;
const EXTENSIBLE = 0xfffe;

const mark = (view: DataView, at: number) => String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

/** What a file's head says, if it is a WAV of plain samples; a file of any length is read no further. */
export async function readWav(file: Blob): Promise<WavFile | null> {
  const view = new DataView(await file.slice(0, 65_536).arrayBuffer());
  if (view.byteLength < 44 || mark(view, 0) !== "RIFF" || mark(view, 8) !== "WAVE") return null;
  let form: Pick<WavFile, "rate" | "channels" | "bits" | "float"> | null = null;
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (mark(view, at) === "fmt " && body + 16 <= view.byteLength) {
      const tag = view.getUint16(body, true);
      const kind = tag === EXTENSIBLE && size >= 26 ? view.getUint16(body + 24, true) : tag;
      const bits = view.getUint16(body + 14, true);
      if ((kind !== 1 && kind !== 3) || (bits !== 16 && bits !== 24 && bits !== 32) || (kind === 3 && bits !== 32)) return null;
      form = { rate: view.getUint32(body + 4, true), channels: view.getUint16(body + 2, true), bits, float: kind === 3 };
    } else if (mark(view, at) === "data") {
      if (!form || form.rate === 0 || form.channels === 0) return null;
      const frame = form.channels * (form.bits / 8);
      const length = Math.max(0, Math.min(size, file.size - body));
      const to = body + length - (length % frame);
      return { ...form, from: body, to, duration: (to - body) / frame / form.rate };
    }
    at = body + size + (size % 2);
  }
  return null;
}

/** The lowest and highest sample of each of `columns` parts, over all channels, as `peaksOf`; a few megabytes at a time. */
export async function peaksOfWav(file: Blob, wav: WavFile, columns: number): Promise<Float32Array> {
  const peaks = new Float32Array(columns * 2);
  const width = wav.bits / 8;
  const frame = wav.channels * width;
  const frames = (wav.to - wav.from) / frame;
  const step = Math.max(frame, PIECE - (PIECE % frame));
  for (let at = wav.from; at < wav.to; at += step) {
    const view = new DataView(await file.slice(at, Math.min(wav.to, at + step)).arrayBuffer());
    const first = (at - wav.from) / frame;
    for (let byte = 0; byte < view.byteLength; byte += width) {
      const column = Math.min(columns - 1, Math.floor(((first + Math.floor(byte / frame)) * columns) / frames));
      const value = sampleAt(view, byte, wav);
      if (value < peaks[column * 2]!) peaks[column * 2] = value;
      if (value > peaks[column * 2 + 1]!) peaks[column * 2 + 1] = value;
    }
  }
  return peaks;
}

function sampleAt(view: DataView, byte: number, { bits, float }: WavFile): number {
  if (float) return view.getFloat32(byte, true);
  if (bits === 16) return view.getInt16(byte, true) / 32_768;
  if (bits === 24) return ((view.getInt8(byte + 2) << 16) | view.getUint16(byte, true)) / 8_388_608;
  return view.getInt32(byte, true) / 2_147_483_648;
}

/** The chosen part as a WAV file of the same kind. Nothing is read: the part is taken from the file when it is sent. */
export function partOfWav(file: Blob, wav: WavFile, range: Range): Blob {
  const frame = wav.channels * (wav.bits / 8);
  const byteAt = (seconds: number) => Math.min(wav.to, wav.from + Math.round(seconds * wav.rate) * frame);
  const [from, to] = [byteAt(range.start), byteAt(range.end)];
  const head = new DataView(new ArrayBuffer(44));
  const put = (at: number, text: string) => [...text].forEach((letter, index) => head.setUint8(at + index, letter.charCodeAt(0)));
  put(0, "RIFF");
  head.setUint32(4, 36 + to - from, true);
  put(8, "WAVEfmt ");
  head.setUint32(16, 16, true);
  head.setUint16(20, wav.float ? 3 : 1, true);
  head.setUint16(22, wav.channels, true);
  head.setUint32(24, wav.rate, true);
  head.setUint32(28, wav.rate * frame, true);
  head.setUint16(32, frame, true);
  head.setUint16(34, wav.bits, true);
  put(36, "data");
  head.setUint32(40, to - from, true);
  return new Blob([head.buffer, file.slice(from, to)], { type: "audio/wav" });
}
