import { expect, it } from "vitest";
import { sortOf, unpacked, unzipped } from "./dropped-files";

const bytes = (text: string) => new TextEncoder().encode(text);

async function deflated(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([data]).stream().pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer());
}

/** A ZIP archive as APPNOTE describes it, without checksums, which nobody here reads. */
async function zip(files: { name: string; data: string; packed?: boolean }[], comment = ""): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const { name, data, packed = false } of files) {
    const plain = bytes(data);
    const stored = packed ? await deflated(plain) : plain;
    const title = bytes(name);
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, 0x04034b50, true);
    local.setUint16(26, title.length, true);
    const entry = new DataView(new ArrayBuffer(46));
    entry.setUint32(0, 0x02014b50, true);
    entry.setUint16(10, packed ? 8 : 0, true);
    entry.setUint32(20, stored.length, true);
    entry.setUint32(24, plain.length, true);
    entry.setUint16(28, title.length, true);
    entry.setUint32(42, at, true);
    parts.push(new Uint8Array(local.buffer), title, stored);
    directory.push(new Uint8Array(entry.buffer), title);
    at += 30 + title.length + stored.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint32(12, size, true);
  end.setUint32(16, at, true);
  end.setUint16(20, comment.length, true);
  return new Blob([...parts, ...directory, new Uint8Array(end.buffer), bytes(comment)]);
}

it("tells by name and type what a file is for", () => {
  const sort = (name: string, type = "") => sortOf({ name, type });
  expect(sort("shared.clonyvoice", "application/zip")).toBe("voices");
  expect(sort("film.clonyproject")).toBe("project");
  expect(sort("Cut 4.OTIO")).toBe("project");
  expect(sort("Kapitel 1.EPUB", "application/epub+zip")).toBe("script");
  expect(sort("cues.srt")).toBe("script");
  expect(sort("take.OPUS")).toBe("sound");
  expect(sort("clip", "video/mp4")).toBe("sound");
  expect(sort("holiday.png", "image/png")).toBe("other");
});

it("gives the files of an archive, stored or packed, without folders and hidden files", async () => {
  const archive = await zip(
    [
      { name: "voice/", data: "" },
      { name: "voice/one.wav", data: "RIFF one" },
      { name: "voice/하나.txt", data: "안녕하세요 ".repeat(500), packed: true },
      { name: "__MACOSX/voice/._one.wav", data: "x" },
      { name: "voice/.DS_Store", data: "x" },
    ],
    "a comment at the end",
  );
  const files = await unzipped(archive);
  expect(files.map((file) => [file.name, file.type])).toEqual([
    ["one.wav", "audio/wav"],
    ["하나.txt", "text/plain"],
  ]);
  expect(await files[0]!.text()).toBe("RIFF one");
  expect(await files[1]!.text()).toBe("안녕하세요 ".repeat(500));
});

it("leaves what is no archive as it is", async () => {
  const broken = new File(["PK and nothing more"], "recordings.zip");
  const plain = new File(["text"], "notes.txt");
  expect(await unpacked([broken, plain])).toEqual([broken, plain]);
});
