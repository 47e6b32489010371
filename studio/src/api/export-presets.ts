import { answer, client } from "./client";
import { newWish } from "./lasting";
import type { ExportPreset } from "./projects";
import type { components } from "./schema";

/** A preset of exports that serves all projects. */
export interface OwnPreset {
  id: string;
  name: string;
  settings: ExportPreset;
}

const at = (id: string) => ({ params: { path: { preset_id: id } } });
const sent = (settings: ExportPreset) => settings as components["schemas"]["ExportPreset"];

export const listOwnPresets = async (signal?: AbortSignal) => (await answer(client.GET("/api/export-presets", signal ? { signal } : {}))).presets as OwnPreset[];
export const createOwnPreset = (name: string, settings: ExportPreset) => answer(client.POST("/api/export-presets", { body: { name, settings: sent(settings) }, headers: { "Idempotency-Key": newWish() } }));
export const renameOwnPreset = (id: string, name: string) => answer(client.PUT("/api/export-presets/{preset_id}", { ...at(id), body: { name } }));
export const replaceOwnPreset = (id: string, settings: ExportPreset) => answer(client.PUT("/api/export-presets/{preset_id}", { ...at(id), body: { settings: sent(settings) } }));
export const deleteOwnPreset = (id: string) => answer(client.DELETE("/api/export-presets/{preset_id}", at(id)));
