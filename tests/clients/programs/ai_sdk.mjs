import assert from "node:assert/strict";
import * as ai from "ai";
import { createOpenAI } from "@ai-sdk/openai";
import { createElevenLabs } from "@ai-sdk/elevenlabs";
import { SAID, call, heard, key, url } from "./report.mjs";

const generateSpeech = ai.generateSpeech ?? ai.experimental_generateSpeech;
const transcribe = ai.transcribe ?? ai.experimental_transcribe;
const openai = createOpenAI({ baseURL: `${url}/v1`, apiKey: key });
// @ai-sdk/elevenlabs has one address for all: only a fetch of one's own leads elsewhere
const elevenlabs = createElevenLabs({
  apiKey: key,
  fetch: (target, init) => fetch(String(target).replace("https://api.elevenlabs.io", `${url}/elevenlabs`), init),
});
let mp3;

await call("generateSpeech, openai", async () => {
  const { audio } = await generateSpeech({ model: openai.speech("gpt-4o-mini-tts"), text: SAID, voice: "alloy", instructions: "Calm.", maxRetries: 0 });
  mp3 = audio.uint8Array;
  assert.ok(mp3.length > 10_000);
});
for (const model of ["whisper-1", "gpt-4o-transcribe"]) {
  await call(`transcribe, openai ${model}`, async () => {
    const found = await transcribe({ model: openai.transcription(model), audio: mp3, maxRetries: 0 });
    heard(found.text);
    if (model === "whisper-1") assert.equal(found.language, "en");
  });
}
await call("generateSpeech, elevenlabs", async () => {
  const { audio } = await generateSpeech({ model: elevenlabs.speech("eleven_multilingual_v2"), text: "One.", maxRetries: 0 });
  assert.ok(audio.uint8Array.length > 2000);
});
await call("transcribe, elevenlabs", async () => {
  const found = await transcribe({ model: elevenlabs.transcription("scribe_v1"), audio: mp3, maxRetries: 0, providerOptions: { elevenlabs: { diarize: false } } });
  heard(found.text);
});
