import { expect, it } from "vitest";
import { encodeWav } from "./wav";

it("writes a header that tells the truth and limits what is too loud", async () => {
  const blob = encodeWav(Float32Array.from([0, 0.5, -0.5, 3, -3]), 44_100);
  const data = new DataView(await blob.arrayBuffer());
  expect(blob.size).toBe(44 + 10);
  expect(data.getUint32(4, true)).toBe(blob.size - 8);
  expect(data.getUint32(24, true)).toBe(44_100);
  expect(data.getUint32(40, true)).toBe(10);
  expect([0, 1, 2, 3, 4].map((i) => data.getInt16(44 + i * 2, true))).toEqual([0, 16_384, -16_383, 32_767, -32_767]);
});
