import { json } from "./http";
import type { GenerateBody, Generation, HeardBack, Page, VoiceKind } from "./types";
import { pageOf } from "./voices";

/** Presets have a route of their own; the clones' takes every stored voice. */
const routeFor = (kind: VoiceKind) => (kind === "preset" ? "/api/generate/preset" : "/api/generate/clone");

/** Puts one text in the queue; the rest is told by events. */
export const startGeneration = (kind: VoiceKind, body: GenerateBody) =>
  json<Generation>("POST", routeFor(kind), { body: { ...body, async: true } });

/** Says a short text now and answers when the sound is there. */
export const speak = (kind: VoiceKind, body: GenerateBody, signal?: AbortSignal) =>
  json<Generation>("POST", routeFor(kind), { body, ...(signal ? { signal } : {}) });

export const getGeneration = (id: string, signal?: AbortSignal) => json<Generation>("GET", `/api/generations/${id}`, signal ? { signal } : {});
export const cancelGeneration = (id: string) => json<unknown>("POST", "/api/generation/cancel", { body: { generation_id: id } });
export const deleteGeneration = (id: string) => json<unknown>("DELETE", `/api/generations/${id}`);

export async function listGenerations(q: string, cursor: string | null, limit: number, signal?: AbortSignal): Promise<Page<Generation>> {
  return pageOf<Generation>(await json("GET", "/api/generations", { query: { q, cursor, limit }, ...(signal ? { signal } : {}) }), "generations");
}

export const mergeChunks = (chunkIds: string[], gapMs: number, format: string) =>
  json<Generation>("POST", "/api/generate/merge-chunks", { body: { chunk_ids: chunkIds, gap_ms: gapMs, format } });

export const checkGeneration = (id: string) => json<HeardBack>("POST", `/api/generations/${id}/check`);

export const audioUrl = (id: string, format?: string) => `/api/generations/${id}/audio${format ? `?format=${format}` : ""}`;
export const subtitlesUrl = (id: string, format: "srt" | "vtt") => `/api/generations/${id}/subtitles?format=${format}`;

export interface SplitSentence {
  text: string;
  start: number;
  end: number;
}

export const splitText = async (text: string, language: string) =>
  pageOf<SplitSentence>(await json("POST", "/api/text/split", { body: { text, language } }), "sentences").items;
