import { answer, client } from "./client";
import { json, request } from "./http";
import type { components } from "./schema";
import type { Category, Page, Refine, Voice, VoiceKind } from "./types";

export interface VoiceFilter {
  kind?: string;
  q?: string;
  language?: string;
  gender?: string;
  tag?: string;
  category_id?: string;
  favorite?: boolean;
  trashed?: boolean;
}

export async function listVoices(filter: VoiceFilter, cursor: string | null, limit: number, signal?: AbortSignal): Promise<Page<Voice>> {
  const { kind, favorite, trashed, ...words } = filter;
  const query = {
    ...Object.fromEntries(Object.entries(words).filter(([, value]) => value)),
    ...(kind ? { kind: kind as VoiceKind } : {}),
    ...(favorite ? { favorite } : {}),
    ...(trashed ? { trashed } : {}),
    ...(cursor ? { cursor } : {}),
    limit,
  };
  const page = await answer(client.GET("/api/voices", { params: { query }, ...(signal ? { signal } : {}) }));
  return { items: page.voices, next_cursor: page.next_cursor, total: page.total };
}

const path = (id: string) => ({ params: { path: { voice_id: id } } });

export const getVoice = (id: string): Promise<Voice> => answer(client.GET("/api/voices/{voice_id}", path(id)));
export const trashVoice = (id: string) => answer(client.DELETE("/api/voices/{voice_id}", path(id)));
export const destroyVoice = (id: string) => answer(client.DELETE("/api/voices/{voice_id}", { params: { path: { voice_id: id }, query: { permanent: true } } }));
export const restoreVoice = (id: string): Promise<Voice> => answer(client.POST("/api/voices/{voice_id}/restore", path(id)));
export const toggleFavorite = (id: string) => answer(client.POST("/api/favorites/{voice_id}", path(id)));
export const refineVoice = (id: string, refine: Refine, engine: string | null = null) => answer(client.POST("/api/voices/{voice_id}/refine", { ...path(id), body: { refine, engine } }));
export const activateVersion = (id: string, version: number): Promise<Voice> =>
  answer(client.POST("/api/voices/{voice_id}/versions/{version}/activate", { params: { path: { voice_id: id, version } } }));

export interface VoiceChange {
  name?: string;
  tags?: string[];
  category_id?: string | null;
  preferred_engine?: string | null;
  /** Ids of the keys besides its owner's that may use it; null for all. */
  allowed_keys?: string[] | null;
}

/** Changes a voice. With `seen`, only if nobody else changed it since it was read so. */
export const updateVoice = (id: string, change: VoiceChange, seen?: Voice): Promise<Voice> =>
  answer(client.PUT("/api/voices/{voice_id}", { ...path(id), body: { ...change, ...(seen?.updated_at ? { updated_at: seen.updated_at } : {}) } }));

export const listCategories = async (): Promise<Category[]> => (await answer(client.GET("/api/categories"))).categories;
export const createCategory = (name: string): Promise<Category> => answer(client.POST("/api/categories", { body: { name } }));

export async function exportVoices(ids: string[]): Promise<Blob> {
  const response = await request("POST", "/api/voices/export", { body: { voice_ids: ids }, accept: "*/*" });
  return response.blob();
}

export type ImportPreview = components["schemas"]["ImportPreviewBody"];

export type OnClash = "keep_both" | "replace" | "skip";

function packed(file: File, more: Record<string, string> = {}): FormData {
  const form = new FormData();
  form.append("file", file, file.name);
  for (const [name, value] of Object.entries(more)) form.append(name, value);
  return form;
}

export const previewImport = (file: File) => json<ImportPreview>("POST", "/api/voices/import/preview", { form: packed(file) });
export const importVoices = (file: File, on_clash: OnClash) =>
  json<components["schemas"]["ImportedBody"]>("POST", "/api/voices/import", { form: packed(file, { on_clash }) });

export const previewUrl = (voice: Pick<Voice, "id" | "preview_url">) => voice.preview_url ?? `/api/voices/${voice.id}/preview`;
export const sampleUrl = (voiceId: string, sampleId: string) => `/api/voices/${voiceId}/samples/${sampleId}/audio`;
