import type { ExportPreset } from "@/api/projects";

/** Presets that every project has, as the server knows them. */
export const PRESETS = {
  podcast: { format: "mp3", loudness: "-16" },
  youtube: { format: "m4a", loudness: "-14" },
  streaming: { format: "wav", loudness: "-14" },
  broadcast: { format: "wav", loudness: "-23" },
  audiobook: { format: "mp3", loudness: "acx" },
  "audiobook-chapters": { format: "m4b", loudness: "-16" },
} as const satisfies Record<string, ExportPreset>;

export const isCommon = (name: string): name is keyof typeof PRESETS => name in PRESETS;

export const USUAL_NAME = "{project}";
/** The usual names of files in a ZIP: `null` where there is none. */
export const USUAL_NAMES = { whole: null, stems: "{number} {track}", per_line: "{number} {speaker} - {line}" } as const;
export const FILE_FIELDS = ["project", "date", "revision", "loudness"] as const;
export const ENTRY_FIELDS = { whole: [], stems: ["number", "track"], per_line: ["number", "speaker", "line"] } as const;

const parts = (one: ExportPreset) => [one.format, one.loudness, Boolean(one.stems), Boolean(one.per_line), one.file_name ?? "", one.entry_names ?? ""].join("\n");

/** The name of the preset that sets the same, if any; one that is kept comes before everybody's. */
export function presetOf(now: ExportPreset, kept: Readonly<Record<string, ExportPreset>>): string {
  const all: [string, ExportPreset][] = [...Object.entries(kept), ...Object.entries(PRESETS).filter(([name]) => !(name in kept))];
  return all.find(([, one]) => parts(one) === parts(now))?.[0] ?? "";
}
