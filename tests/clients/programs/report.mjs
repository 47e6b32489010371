// One line of JSON for each call: what was called, and whether it did what its client expects.
import assert from "node:assert/strict";

export const url = process.env.CLONYVOICE_URL;
export const key = process.env.CLONYVOICE_KEY;
export const SAID = "The old clock on the wall strikes seven.";

// At most one word may be heard otherwise: deliveries differ, and the recogniser is small.
export function heard(text) {
  const words = (said) => said.toLowerCase().replace("7", "seven").replace(/[^a-z ]/g, "").trim().split(/ +/);
  const [found, wanted] = [words(text), words(SAID)];
  assert.equal(found.length, wanted.length, text);
  assert.ok(found.filter((word, index) => word !== wanted[index]).length <= 1, text);
}

export async function call(name, work) {
  let problem = null;
  try {
    await work();
  } catch (error) {
    problem = `${error?.name}: ${error?.message}`.slice(0, 500);
  }
  console.log(JSON.stringify({ call: name, problem }));
}

export async function bytes(stream) {
  const parts = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
