import type { Asset, ProjectDocument } from "@/api/projects";
import { isPictured } from "../pictured";
import { clipLength, soundLengths } from "./blocks";

/** The video that is to be seen at a second of the project, and the second of it; null where none is. */
export function picturedAt(document: ProjectDocument, seconds: number): { asset: Asset; at: number } | null {
  const assets = new Map(document.assets.filter(isPictured).map((asset) => [asset.id, asset]));
  if (assets.size === 0) return null;
  const sounds = soundLengths(document);
  for (const clip of document.clips) {
    const asset = clip.asset_id === undefined ? undefined : assets.get(clip.asset_id);
    const into = seconds - clip.begins;
    if (asset && into >= 0 && into < clipLength(clip, sounds)) return { asset, at: (clip.trim_start ?? 0) + into / (clip.stretch ?? 1) };
  }
  return null;
}
