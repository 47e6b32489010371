import { json } from "./http";
import type { Transcription } from "./types";

/** Puts a recording in the queue for transcription; events and polling tell the rest. */
export function transcribe(file: Blob, name: string, options: { language: string; task: string }, uploaded: (share: number) => void, signal: AbortSignal) {
  const form = new FormData();
  form.append("audio", file, name);
  form.append("language", options.language);
  form.append("task", options.task);
  form.append("timestamps", "word");
  form.append("async", "true");
  return json<Transcription>("POST", "/api/transcribe", { form, uploaded, signal });
}

export const getTranscription = (id: string) => json<Transcription>("GET", `/api/transcriptions/${id}`, { query: { timestamps: "word" } });
export const cancelTranscription = (id: string) => json<Transcription>("POST", `/api/transcriptions/${id}/cancel`);
