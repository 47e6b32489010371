import { answer, client } from "./client";
import { type Agreement, addAgreement } from "./consents";
import { json } from "./http";
import type { components } from "./schema";
import type { Job, Refine, Voice } from "./types";

export interface CloneRequest {
  files: { blob: Blob; name: string }[];
  name: string;
  language: string;
  transcript: string;
  refine: Refine;
  engine: string | null;
  agreement: Agreement;
}

/** The new voice, and the recordings that were left out by their number from 0. */
export type ClonedVoice = Voice & { left_out?: Record<string, string> };

export function createClone(request: CloneRequest, uploaded: (share: number) => void, signal: AbortSignal, wish: string): Promise<ClonedVoice> {
  const form = new FormData();
  for (const file of request.files) form.append("audio", file.blob, file.name);
  form.append("name", request.name);
  if (request.language !== "auto") form.append("language", request.language);
  if (request.transcript.trim()) form.append("transcript", request.transcript);
  form.append("consent", "true");
  addAgreement(form, request.agreement);
  form.append("refine", request.refine);
  if (request.engine) form.append("engine", request.engine);
  const path = request.files.length > 1 ? "/api/clone/create-multi" : "/api/clone/create";
  return json<ClonedVoice>("POST", path, { form, uploaded, signal, wish });
}

/** What a recording is worth before a voice is made of it. */
export type CloneCheck = components["schemas"]["RecordingCheckBody"];

export function checkRecording(blob: Blob, name: string, signal: AbortSignal): Promise<CloneCheck> {
  const form = new FormData();
  form.append("audio", blob, name);
  return json<CloneCheck>("POST", "/api/clone/check", { form, signal });
}

export interface DesignRequest {
  engine: string | null;
  description: string;
  language?: string;
  gender?: string;
  age?: string;
  seed?: number;
  preview_text?: string;
  candidates: number;
}

/** The job that makes voices for a description. Those that nobody names vanish after a day. */
export const designVoices = (body: DesignRequest, wish: string, signal: AbortSignal): Promise<Job> =>
  answer(client.POST("/api/design/create", { body: { ...body, save: false, async: true }, headers: { "Idempotency-Key": wish }, signal })) as Promise<Job>;

export interface Nudge {
  older: number;
  brighter: number;
  calmer: number;
}

export const nudgeVoice = (id: string, body: Nudge & { name: string }, signal: AbortSignal): Promise<Job> =>
  answer(client.POST("/api/voices/{voice_id}/nudge", { params: { path: { voice_id: id } }, body: { ...body, save: false, async: true }, signal })) as Promise<Job>;
export const blendVoices = (name: string, recipe: string, signal: AbortSignal) => answer(client.POST("/api/voices/blend", { body: { name, recipe }, signal }));
