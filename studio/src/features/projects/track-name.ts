import type { TFunction } from "i18next";
import type { ProjectTrack } from "@/api/projects";

/** Names that the server gives to the tracks that it makes; they are shown in the reader's language until somebody changes them. */
const GIVEN: Readonly<Record<string, string>> = { speech: "Speech", original: "Original" };

export function trackName(track: Pick<ProjectTrack, "kind" | "name">, t: TFunction): string {
  return track.name && track.name !== GIVEN[track.kind] ? track.name : t(`projects.tracks.${track.kind}`);
}
