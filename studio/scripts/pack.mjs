// Puts a .gz beside every text file of the build that gains by it; the server sends it to who can read it.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist", import.meta.url).pathname;
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (!entry.isFile() || !/\.(js|css|html|svg|json)$/.test(entry.name)) continue;
  const plain = readFileSync(path);
  const packed = gzipSync(plain, { level: 9 });
  if (plain.length > 1024 && packed.length < plain.length * 0.9) writeFileSync(`${path}.gz`, packed);
}
