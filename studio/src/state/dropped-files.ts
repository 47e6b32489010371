/** What a file is for, told by its name and type. */
export type Sort = "voices" | "project" | "script" | "sound" | "other";

const SCRIPTS = /\.(txt|md|markdown|srt|vtt|csv|docx|epub)$/i;
const SOUNDS = /\.(wav|wave|mp3|flac|ogg|oga|opus|m4a|m4b|aac|aif|aiff|caf|wma|amr|mp4|m4v|mov|mkv|webm|avi|3gp|mpg|mpeg)$/i;

export function sortOf(file: { name: string; type: string }): Sort {
  if (/\.clonyvoice$/i.test(file.name)) return "voices";
  if (/\.(clonyproject|otio)$/i.test(file.name)) return "project";
  if (SCRIPTS.test(file.name)) return "script";
  if (/^(audio|video)\//.test(file.type) || SOUNDS.test(file.name)) return "sound";
  return "other";
}

/** Files that are taken from one folder or archive at most, and their size together. */
export const MOST_FILES = 200;
export const MOST_BYTES = 1_000_000_000;

/** The files that were dropped; those of folders and ZIP archives instead of the folders and archives. */
export function filesOf(transfer: DataTransfer): Promise<File[]> {
  // Entries can be asked for only while the event is handled; their files come later.
  const items = [...transfer.items].filter((item) => item.kind === "file").map((item) => ({ entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() }));
  const plain = items.length === 0 ? [...transfer.files] : [];
  return (async () => {
    const found: File[] = [...plain];
    for (const { entry, file } of items) {
      if (entry?.isDirectory) await walk(entry as FileSystemDirectoryEntry, found);
      else if (file) found.push(file);
    }
    return unpacked(found);
  })();
}

async function walk(folder: FileSystemDirectoryEntry, found: File[]): Promise<void> {
  const reader = folder.createReader();
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return;
    for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))) {
      if (found.length >= MOST_FILES) return;
      if (hidden(entry.name)) continue;
      if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, found);
      else found.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)));
    }
  }
}

/** Files that operating systems put beside one's own. */
const hidden = (path: string) => path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX" || part === "Thumbs.db" || part === "desktop.ini");

/** The files, with those of ZIP archives in place of the archives; an archive that cannot be read stays what it is. */
export async function unpacked(files: File[]): Promise<File[]> {
  const found: File[] = [];
  for (const file of files) {
    if (!/\.zip$/i.test(file.name)) found.push(file);
    else found.push(...(await unzipped(file).catch(() => [file])));
  }
  return found;
}

const TYPES: Record<string, string> = { wav: "audio/wav", mp3: "audio/mpeg", flac: "audio/flac", ogg: "audio/ogg", opus: "audio/ogg", m4a: "audio/mp4", aac: "audio/aac", mp4: "video/mp4", mov: "video/quicktime", webm: "video/webm", txt: "text/plain", md: "text/markdown" };

/** The files of a ZIP archive (PKWARE APPNOTE 6.3: end record, directory, local headers; stored or deflated). Throws for others. */
export async function unzipped(archive: Blob): Promise<File[]> {
  const tailAt = Math.max(0, archive.size - 65_557);
  const tail = new DataView(await archive.slice(tailAt).arrayBuffer());
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) throw new Error("no archive");
  const [size, start] = [tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  const directory = new DataView(await archive.slice(start, start + size).arrayBuffer());
  const found: File[] = [];
  let room = MOST_BYTES;
  for (let at = 0; at + 46 <= directory.byteLength && found.length < MOST_FILES; ) {
    if (directory.getUint32(at, true) !== 0x02014b50) throw new Error("no directory");
    const [flags, method, packed] = [directory.getUint16(at + 8, true), directory.getUint16(at + 10, true), directory.getUint32(at + 20, true)];
    const nameLength = directory.getUint16(at + 28, true);
    const header = directory.getUint32(at + 42, true);
    const name = new TextDecoder().decode(new Uint8Array(directory.buffer, at + 46, nameLength));
    at += 46 + nameLength + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
    if (name.endsWith("/") || hidden(name) || (flags & 1) === 1 || (method !== 0 && method !== 8)) continue;
    const local = new DataView(await archive.slice(header, header + 30).arrayBuffer());
    const from = header + 30 + local.getUint16(26, true) + local.getUint16(28, true);
    const stream = archive.slice(from, from + packed).stream();
    const bytes = await upTo(method === 8 ? stream.pipeThrough(new DecompressionStream("deflate-raw")) : stream, room);
    room -= bytes.size;
    const short = name.split("/").at(-1)!;
    found.push(new File([bytes], short, { type: TYPES[short.split(".").at(-1)!.toLowerCase()] ?? "" }));
  }
  return found;
}

/** All of a stream; what unpacks to more than `most` bytes is refused, whatever its headers say. */
async function upTo(stream: ReadableStream<Uint8Array<ArrayBuffer>>, most: number): Promise<Blob> {
  const reader = stream.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts);
    size += value.byteLength;
    if (size > most) throw new Error("too large");
    parts.push(value);
  }
}
