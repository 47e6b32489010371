import assert from "node:assert/strict";
import { ElevenLabsClient } from "@elevenlabs/elevenlabs-js";
import { SAID, bytes, call, heard, key, url } from "./report.mjs";

const client = new ElevenLabsClient({ baseUrl: `${url}/elevenlabs`, apiKey: key, maxRetries: 0 });
const RACHEL = "21m00Tcm4TlvDq8ikWAM";
let mp3;

await call("textToSpeech.convert", async () => {
  mp3 = await bytes(await client.textToSpeech.convert(RACHEL, { text: SAID, modelId: "eleven_multilingual_v2", outputFormat: "mp3_44100_128" }));
  assert.ok(mp3.length > 20_000);
});
await call("textToSpeech.stream", async () => {
  const sound = await bytes(await client.textToSpeech.stream(RACHEL, { text: "One.", outputFormat: "ulaw_8000", optimizeStreamingLatency: 3 }));
  assert.ok(sound.length > 2000);
});
await call("textToSpeech.convertWithTimestamps", async () => {
  const told = await client.textToSpeech.convertWithTimestamps(RACHEL, { text: SAID });
  assert.equal(told.alignment.characters.join(""), SAID);
});
await call("textToSpeech.streamWithTimestamps", async () => {
  let text = "";
  for await (const piece of await client.textToSpeech.streamWithTimestamps(RACHEL, { text: SAID })) text += (piece.alignment?.characters ?? []).join("");
  assert.equal(text, SAID);
});
await call("textToDialogue.convert", async () => {
  const sound = await bytes(await client.textToDialogue.convert({ inputs: [{ text: "Shall we?", voiceId: RACHEL }, { text: "We shall.", voiceId: "am_adam" }] }));
  assert.ok(sound.length > 5000);
});
await call("speechToText.convert", async () => {
  const found = await client.speechToText.convert({ modelId: "scribe_v1", file: new Blob([mp3]), tagAudioEvents: true });
  heard(found.text);
  assert.equal(found.words.map((word) => word.text).join(""), found.text);
});
await call("voices.search and get", async () => {
  const page = await client.voices.search({ pageSize: 5 });
  assert.equal(page.voices.length, 5);
  assert.equal((await client.voices.get("af_heart")).voiceId, "voice_af_heart");
  assert.equal((await fetch(page.voices.at(-1).previewUrl)).status, 200);
});
await call("voices.settings.get", async () => {
  assert.equal((await client.voices.settings.get("af_heart")).speed, 1);
});
await call("history.list, user.get, models.list", async () => {
  assert.ok((await client.history.list({ pageSize: 2 })).history.length > 0);
  assert.equal((await client.user.get()).subscription.status, "active");
  assert.ok((await client.models.list()).length > 3);
});
await call("errors", async () => {
  await assert.rejects(client.textToSpeech.convert("nobody", { text: "One." }), (error) => error.statusCode === 404 && error.body.detail.message.includes("nobody"));
});
