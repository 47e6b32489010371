import { answer, client } from "./client";
import { type Lasting, lasting } from "./lasting";
import type { components } from "./schema";
import type { GenerateBody, Generation, Page, VoiceKind } from "./types";

type Asked = Omit<GenerateBody, "voice"> & { voice_id: string };

/** Presets have a route of their own; the clones' takes every stored voice. */
function generate(kind: VoiceKind, body: Asked, wish: string, signal?: AbortSignal): Promise<Generation> {
  const more = { headers: { "Idempotency-Key": wish }, ...(signal ? { signal } : {}) };
  if (kind === "preset") return answer(client.POST("/api/generate/preset", { body, ...more })) as Promise<Generation>;
  return answer(client.POST("/api/generate/clone", { body, ...more })) as Promise<Generation>;
}

/** Puts one text in the queue; the rest is told by events. */
export const startGeneration = (kind: VoiceKind, body: Asked, wish: string) => generate(kind, { ...body, async: true }, wish);

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

export type AudioFormat = NonNullable<components["schemas"]["MergeBody"]["format"]>;

/** The chunks of any generations, one after another, as one sound. */
export const mergeChunks = (chunkIds: string[], gapMs: number, format: AudioFormat, how: Lasting = {}): Promise<Generation> =>
  lasting(
    (wish) =>
      answer(
        client.POST("/api/generate/merge-chunks", {
          body: { chunk_ids: chunkIds, gap_ms: gapMs, format },
          headers: { "Idempotency-Key": wish },
          ...(how.signal ? { signal: how.signal } : {}),
        }),
      ) as Promise<Generation>,
    how,
  );

/** Transcribes a generation back and says in which chunks other words are heard. */
export const checkGeneration = (id: string, how: Lasting = {}) =>
  lasting(() => answer(client.POST("/api/generations/{generation_id}/check", { ...path(id), ...(how.signal ? { signal: how.signal } : {}) })), how);

export const audioUrl = (id: string, format?: string) => `/api/generations/${id}/audio${format ? `?format=${format}` : ""}`;
export const subtitlesUrl = (id: string, format: "srt" | "vtt") => `/api/generations/${id}/subtitles?format=${format}`;
