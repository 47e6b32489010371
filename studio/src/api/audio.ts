import { answer, client } from "./client";
import { json } from "./http";
import type { components } from "./schema";
import type { Transcription } from "./types";

/** Puts a recording in the queue for transcription; events and polling tell the rest. */
export function transcribe(file: Blob, name: string, options: { language: string; task: string; speakers?: boolean }, uploaded: (share: number) => void, signal: AbortSignal, wish: string) {
  const form = new FormData();
  form.append("audio", file, name);
  form.append("language", options.language);
  form.append("task", options.task);
  if (options.speakers) form.append("diarize", "true");
  form.append("timestamps", "word");
  form.append("async", "true");
  return json<Transcription>("POST", "/api/transcribe", { form, uploaded, signal, wish });
}

const path = (id: string) => ({ path: { transcription_id: id } });

export const getTranscription = (id: string): Promise<Transcription> =>
  answer(client.GET("/api/transcriptions/{transcription_id}", { params: { ...path(id), query: { timestamps: "word" } } })) as Promise<Transcription>;
export const listTranscriptions = (signal?: AbortSignal): Promise<Transcription[]> =>
  answer(client.GET("/api/transcriptions", { params: { query: { limit: 100 } }, ...(signal ? { signal } : {}) })).then((page) => page.transcriptions);
export const deleteTranscription = (id: string) => answer(client.DELETE("/api/transcriptions/{transcription_id}", { params: path(id) }));
export const cancelTranscription = (id: string) => answer(client.POST("/api/transcriptions/{transcription_id}/cancel", { params: path(id) }));

/** Where a recording comes from, as far as its marks tell. */
export function verify(file: Blob, name: string, uploaded: (share: number) => void, signal: AbortSignal) {
  const form = new FormData();
  form.append("audio", file, name);
  return json<components["schemas"]["VerificationBody"]>("POST", "/api/verify", { form, uploaded, signal });
}
