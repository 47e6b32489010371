import { json, request } from "./http";
import type { Category, Page, Refine, Voice } from "./types";

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

/** Lists may come as `{items}` or `{voices}`; the studio knows them as a page. */
export function pageOf<T>(body: unknown, name: string): Page<T> {
  if (Array.isArray(body)) return { items: body as T[], next_cursor: null };
  const record = (body ?? {}) as Record<string, unknown>;
  const items = (record["items"] ?? record[name] ?? record["data"] ?? []) as T[];
  return { items, next_cursor: (record["next_cursor"] ?? null) as string | null, total: (record["total"] ?? null) as number | null };
}

export async function listVoices(filter: VoiceFilter, cursor: string | null, limit: number, signal?: AbortSignal): Promise<Page<Voice>> {
  const query = { ...filter, favorite: filter.favorite || undefined, trashed: filter.trashed || undefined, cursor, limit };
  return pageOf<Voice>(await json("GET", "/api/voices", { query, ...(signal ? { signal } : {}) }), "voices");
}

export const getVoice = (id: string) => json<Voice>("GET", `/api/voices/${id}`);
export const updateVoice = (id: string, change: Record<string, unknown>) => json<Voice>("PUT", `/api/voices/${id}`, { body: change });
export const trashVoice = (id: string) => json<unknown>("DELETE", `/api/voices/${id}`);
export const destroyVoice = (id: string) => json<unknown>("DELETE", `/api/voices/${id}`, { query: { permanent: true } });
export const restoreVoice = (id: string) => json<Voice>("POST", `/api/voices/${id}/restore`);
export const toggleFavorite = (id: string) => json<{ id: string; favorite: boolean }>("POST", `/api/favorites/${id}`);
export const refineVoice = (id: string, refine: Refine) => json<unknown>("POST", `/api/voices/${id}/refine`, { body: { refine } });
export const activateVersion = (id: string, version: number) => json<Voice>("POST", `/api/voices/${id}/versions/${version}/activate`);

export const listCategories = async () => pageOf<Category>(await json("GET", "/api/categories"), "categories").items;
export const createCategory = (name: string) => json<Category>("POST", "/api/categories", { body: { name } });
export const deleteCategory = (id: string) => json<unknown>("DELETE", `/api/categories/${id}`);

export async function exportVoices(ids: string[]): Promise<Blob> {
  const response = await request("POST", "/api/voices/export", { body: { voice_ids: ids }, accept: "*/*" });
  return response.blob();
}

export interface ImportPreview {
  voices: { id?: string; name: string; clash?: boolean | string | null; problem?: string | null }[];
  problems?: string[];
  [more: string]: unknown;
}

function packed(file: File, more: Record<string, string> = {}): FormData {
  const form = new FormData();
  form.append("file", file, file.name);
  for (const [name, value] of Object.entries(more)) form.append(name, value);
  return form;
}

export const previewImport = (file: File) => json<ImportPreview>("POST", "/api/voices/import/preview", { form: packed(file) });
export const importVoices = (file: File) => json<unknown>("POST", "/api/voices/import", { form: packed(file) });

export const previewUrl = (voice: Pick<Voice, "id" | "preview_url">) => voice.preview_url ?? `/api/voices/${voice.id}/preview`;
export const sampleUrl = (voiceId: string, sampleId: string) => `/api/voices/${voiceId}/samples/${sampleId}/audio`;
