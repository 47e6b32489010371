import assert from "node:assert/strict";
import OpenAI, { toFile } from "openai";
import { SAID, call, heard, key, url } from "./report.mjs";

const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
let mp3;

await call("audio.speech.create", async () => {
  const answer = await client.audio.speech.create({
    model: "gpt-4o-mini-tts", voice: "coral", input: SAID, instructions: "Calm and clear.",
  });
  mp3 = Buffer.from(await answer.arrayBuffer());
  assert.ok(mp3.length > 10_000);
});
await call("audio.speech.create, server-sent events", async () => {
  const answer = await client.audio.speech.create({
    model: "gpt-4o-mini-tts", voice: "coral", input: "One.", response_format: "pcm", stream_format: "sse",
  });
  const types = (await answer.text()).split("\n").filter((line) => line.startsWith("data: ")).map((line) => JSON.parse(line.slice(6)).type);
  assert.equal(types.at(-1), "speech.audio.done");
  assert.ok(types.includes("speech.audio.delta"));
});
await call("audio.transcriptions.create", async () => {
  const found = await client.audio.transcriptions.create({ model: "gpt-transcribe", file: await toFile(mp3, "said.mp3"), temperature: 0.2 });
  heard(found.text);
});
await call("audio.transcriptions.create, verbose_json with words", async () => {
  const found = await client.audio.transcriptions.create({
    model: "whisper-1", file: await toFile(mp3, "said.mp3"), response_format: "verbose_json", timestamp_granularities: ["word"],
  });
  assert.equal(found.language, "english");
  assert.ok(found.words.length >= 7);
});
await call("audio.transcriptions.create, streamed", async () => {
  const stream = await client.audio.transcriptions.create({
    model: "gpt-4o-transcribe", file: await toFile(mp3, "said.mp3"), stream: true, include: ["logprobs"],
    chunking_strategy: { type: "server_vad", threshold: 0.5 },
  });
  const events = [];
  for await (const event of stream) events.push(event);
  assert.equal(events.at(-1).type, "transcript.text.done");
  assert.ok(events.at(-1).logprobs.length >= 7);
  heard(events.filter((event) => event.type === "transcript.text.delta").map((event) => event.delta).join(""));
});
await call("models.list", async () => {
  const names = [];
  for await (const model of client.models.list()) names.push(model.id);
  assert.ok(names.includes("tts-1"));
});
await call("errors", async () => {
  await assert.rejects(client.audio.speech.create({ model: "tts-1", voice: "nobody", input: "One." }), (error) => error.status === 404 && error.param === "voice");
});
