import { answer, client } from "./client";
import { type Lasting, lasting } from "./lasting";
import type { GenerateBody, Generation, Page, VoiceKind } from "./types";

type Asked = Omit<GenerateBody, "voice"> & { voice_id: string };

/** Presets have a route of their own; the clones' takes every stored voice. */
function generate(kind: VoiceKind, body: Asked, wish: string, signal?: AbortSignal): Promise<Generation> {
  const more = { headers: { "Idempotency-Key": wish }, ...(signal ? { signal } : {}) };
  if (kind === "preset") return answer(client.POST("/api/generate/preset", { body, ...more })) as Promise<Generation>;
  return answer(client.POST("/api/generate/clone", { body, ...more })) as Promise<Generation>;
}

/** Says a short text now and answers when the sound is there, also when the server goes away meanwhile. */
export const speak = (kind: VoiceKind, body: Asked, how: Lasting = {}) => lasting((wish) => generate(kind, body, wish, how.signal), how);

const path = (id: string) => ({ params: { path: { generation_id: id } } });

export const getGeneration = (id: string): Promise<Generation> => answer(client.GET("/api/generations/{generation_id}", path(id)));
export const cancelGeneration = (id: string) => answer(client.POST("/api/generation/cancel", { body: { generation_id: id } }));
export const deleteGeneration = (id: string) => answer(client.DELETE("/api/generations/{generation_id}", path(id)));

export async function listGenerations(q: string, cursor: string | null, limit: number, signal?: AbortSignal): Promise<Page<Generation>> {
  const query = { ...(q ? { q } : {}), ...(cursor ? { cursor } : {}), limit };
  const page = await answer(client.GET("/api/generations", { params: { query }, ...(signal ? { signal } : {}) }));
  return { items: page.generations, next_cursor: page.next_cursor, total: page.total };
}

export const audioUrl = (id: string, format?: string) => `/api/generations/${id}/audio${format ? `?format=${format}` : ""}`;
