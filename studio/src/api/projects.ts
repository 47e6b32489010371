import type { HeardWord } from "@/audio/words";
import type { Heard } from "@/state/heard";
import { json, urlOf } from "./http";
import type { JobState } from "./job-state";
import { type Lasting, lasting, newWish } from "./lasting";
import type { components } from "./schema";

export type CheckedTake = components["schemas"]["CheckedTakeBody"];

export interface Speaker {
  id: string;
  name: string;
  color?: string;
  voice_id?: string;
  speed?: number;
  pitch?: number;
  volume_db?: number;
  pronunciations?: Record<string, string>;
}

export type LineState = "draft" | "stale" | "done" | "failed";

export interface Line {
  id: string;
  text: string;
  speaker_id?: string;
  voice_id?: string;
  language?: string;
  /** The engine that says it; the best for the language when missing. */
  engine?: string;
  speed?: number;
  pitch?: number;
  volume_db?: number;
  /** How it is said, in words. */
  direction?: string;
  /** Of its takes; another for every take when missing. */
  seed?: number;
  pause_after_ms?: number;
  slot_start?: number;
  slot_end?: number;
  track_id?: string;
  gain_db?: number;
  locked?: boolean;
  take_id?: string;
  takes: string[];
  /** Length of the take that is heard. */
  take_seconds?: number | null;
  position?: number;
  state: LineState;
  error?: { code: string; message: string };
  /** What the last check of its take heard, as the server told last. */
  heard?: Heard & { take_id: string };
  /** Seconds by which its take ends behind its slot, as the server told last. */
  slot_over?: number;
  start: number;
  end: number;
}

export type TrackKind = "speech" | "music" | "effect" | "original";

export interface EqBand {
  shape: "high_pass" | "low_shelf" | "peak" | "high_shelf" | "low_pass";
  frequency: number;
  gain_db?: number;
  q?: number;
}

/** An effect of a track; what is left out is what is usual. */
export type TrackEffect = { bypass?: boolean } & (
  | { type: "eq"; bands: EqBand[] }
  | { type: "compressor"; threshold_db?: number; ratio?: number; attack_ms?: number; release_ms?: number; makeup_db?: number }
  | { type: "reverb"; decay_s?: number; pre_delay_ms?: number; damping?: number; level_db?: number }
);

export interface ProjectTrack {
  id: string;
  kind: TrackKind;
  name?: string;
  gain_db?: number;
  pan?: number;
  mute?: boolean;
  solo?: boolean;
  duck_by?: string[];
  duck_db?: number;
  effects?: TrackEffect[];
}

export interface Clip {
  id: string;
  track_id: string;
  asset_id?: string;
  take_id?: string;
  start?: number;
  anchor?: { line_id: string; edge?: "begin" | "end" };
  trim_start?: number;
  duration?: number;
  gain_db?: number;
  fade_in_ms?: number;
  fade_out_ms?: number;
  loop?: boolean;
  /** How many times as long its sound is made. */
  stretch?: number;
  begins: number;
}

export interface Marker {
  id: string;
  name: string;
  kind?: "chapter" | "note";
  at?: number;
  anchor?: { line_id: string; edge?: "begin" | "end" };
  begins: number;
}

export interface Asset {
  id: string;
  name: string;
  credit: string;
  media_type: string;
  duration: number;
}

export type Loudness = "off" | "-14" | "-16" | "-23" | "acx";

export interface ExportPreset {
  format: string;
  loudness: Loudness;
  stems?: boolean;
  per_line?: boolean;
  file_name?: string | null;
  entry_names?: string | null;
}

export interface ProjectDocument {
  id: string;
  revision: number;
  name: string;
  language?: string;
  loudness?: Loudness;
  fps?: number | null;
  default_gap_ms?: number;
  /** Words that the project says another way. */
  pronunciations?: Record<string, string>;
  /** Exports that are kept under a name. */
  export_presets?: Record<string, ExportPreset>;
  duration: number;
  /** Lines that are generated now, or wait for it. */
  generated?: Record<string, "queued" | "speaking">;
  speakers: Speaker[];
  lines: Line[];
  tracks: ProjectTrack[];
  clips: Clip[];
  markers: Marker[];
  assets: Asset[];
}

export interface ProjectSummary {
  id: string;
  name: string;
  language: string;
  revision: number;
  duration: number;
  lines: number;
  updated_at: string;
  deleted_at: string | null;
}

/** One change of a document, as docs/projects.md lists them. */
export type Operation = { op: string; id?: string; set?: Record<string, unknown>; after?: string | null } & Record<string, unknown>;

export interface Applied {
  revision: number;
  applied: number;
  ids: (string | null)[];
  changed: Record<string, { kind: string; position: number; data: Record<string, unknown> } | null> | null;
  lines: Record<string, { state: LineState; takes: string[]; take_seconds: number | null }> | null;
}

/** Characters of a line's text as the server counts them: an emoji is one. */
export interface Words {
  start_char: number;
  end_char: number;
}

export interface Take {
  id: string;
  number: number;
  text: string;
  duration: number;
  words: HeardWord[];
  seed: number | null;
  voice_id: string | null;
  voice_name: string;
  engine: string | null;
  created_at: string;
  /** Words that were said again and cut into another take. */
  retake: (Words & { take_id: string }) | null;
  /** None of an attempt that failed. */
  audio_url: string | null;
}

/** A take in the history of all projects. */
export interface ListedTake {
  id: string;
  project_id: string;
  project_name: string;
  line_id: string;
  text: string;
  duration: number;
  seed: number | null;
  voice_id: string | null;
  voice_name: string;
  engine: string | null;
  created_at: string;
  audio_url: string;
}

export interface Render {
  id: string;
  status: JobState;
  duration: number | null;
  measured: Record<string, number>;
  error: { code: string; message: string } | null;
  job_id: string | null;
  audio_url: string | null;
  file_name: string;
}

/** The picture of a video as a file that every browser plays. */
export interface Proxy {
  status: JobState | "missing";
  progress: number;
  job_id: string | null;
  error: { code: string; message: string } | null;
  url: string | null;
}

export type VoiceSource = "cast" | "clone" | "none";

export interface DubSettings {
  asset_id: string;
  spoken: string;
  language: string;
  subtitles?: string;
  translate?: boolean;
  voice_source: VoiceSource;
  consent?: boolean;
  consent_person?: string;
  consent_statement?: string;
  max_speakers?: number;
  video: boolean;
}

export interface DubStep {
  step: "transcription" | "voices" | "lines" | "speech" | "render";
  state: JobState;
  /** From 0 to 1. */
  progress: number;
  error: { code: string; message: string } | null;
}

export interface DubList {
  dubs: Dub[];
  translator: boolean;
}

export interface Dub {
  id: string;
  asset_id: string;
  status: JobState;
  /** The steps that it was asked for, in their order. */
  steps: DubStep[];
  spoken: string;
  utterances: { start: number; end: number; speaker: string; text: string }[];
  voices: Record<string, string>;
  lines: string[];
  made: number;
  failed: number;
  over: number;
  notes: { code: string; message: string; speaker: string | null }[];
  render_id: string | null;
  job_id: string | null;
  error: { code: string; message: string } | null;
  finished_at: string | null;
}

/** A change of the project, as its history has it. */
export interface Revision {
  revision: number;
  author: string;
  kind: "create" | "edit" | "take" | "undo" | "redo" | "restore";
  label: string;
  operations: Operation[];
  undone: boolean;
  created_at: string;
}

export interface ScriptFound {
  format: string;
  lines: number;
  characters: number;
  speakers: string[];
  chapters: string[];
  /** What most of the text is in. */
  language: string;
  timed: boolean;
  warnings: string[];
}

export interface RenderSettings extends Partial<ExportPreset> {
  preset?: string;
  video?: string;
  subtitles?: boolean;
  /** Seconds, of a part of the project. */
  begin?: number;
  end?: number;
}

const at = (id: string, tail = "") => `/api/projects/${encodeURIComponent(id)}${tail}`;

export const listProjects = (q: string, trash: boolean, cursor: string | null, signal?: AbortSignal) =>
  json<{ projects: ProjectSummary[]; next_cursor: string | null }>("GET", "/api/projects", { query: { q, trash: trash || null, cursor, limit: 100 }, ...(signal ? { signal } : {}) });
export const createProject = (body: { name: string; language?: string; default_gap_ms?: number; script?: string; speakers?: Record<string, string> }, wish = newWish()) =>
  json<ProjectSummary>("POST", "/api/projects", { body, wish });
export const getProject = async (id: string, signal?: AbortSignal): Promise<ProjectDocument> => {
  const found = await json<Omit<ProjectDocument, "lines"> & { lines: (Line & { take_state: LineState })[] }>("GET", at(id), signal ? { signal } : {});
  const generated: Record<string, "queued" | "speaking"> = {};
  // Here a line's state is that of its take or its failure: what is generated, and what was heard of it, is kept beside it.
  const lines = found.lines.map((line) => {
    const told: string = line.state;
    if (told === "queued" || told === "speaking") generated[line.id] = told;
    return told === "failed" ? line : { ...line, state: line.take_state };
  });
  return { ...found, lines, generated };
};
export const updateProject = (id: string, body: Record<string, unknown>) => json<ProjectSummary>("PUT", at(id), { body });
export const deleteProject = (id: string, permanent = false) => json<null>("DELETE", at(id), { query: { permanent: permanent || null } });
export const restoreProject = (id: string) => json<ProjectSummary>("POST", at(id, "/restore"));
export const duplicateProject = (id: string, name: string | null) => json<ProjectSummary>("POST", at(id, "/duplicate"), { body: name === null ? {} : { name }, wish: newWish() });
export const applyOperations = (id: string, base: number, operations: Operation[], wish: string) =>
  json<Applied>("POST", at(id, "/operations"), { body: { operations }, wish, headers: { "If-Match": String(base) } });
export const projectHistory = async (id: string, limit: number, before: number | null) =>
  (await json<{ history: Revision[] }>("GET", at(id, "/history"), { query: { limit, before } })).history;
/** Makes a revision a restore point: the present one, or an earlier one. */
export const nameRevision = (id: string, label: string, revision?: number) => json<Revision>("POST", at(id, "/history"), { body: revision === undefined ? { label } : { label, revision } });
export const deleteRestorePoint = (id: string, revision: number) => json<null>("DELETE", at(id, `/history/${revision}`));
export const restoreRevision = (id: string, revision: number) => json<Applied>("POST", at(id, `/history/${revision}/restore`));
export const undoProject = (id: string) => json<Applied>("POST", at(id, "/undo"), { wish: newWish() });
export const redoProject = (id: string) => json<Applied>("POST", at(id, "/redo"), { wish: newWish() });
export const speakLines = (id: string, lines: string[], variants: number, wish: string, words?: Words) =>
  json<{ id: string }>("POST", at(id, "/speak"), { body: { lines, variants, ...(words ? { words } : {}) }, wish });
export const adoptGeneration = (id: string, line: string, generation: string, wish: string) => json<{ id: string }>("POST", at(id, `/lines/${line}/takes`), { body: { generation_id: generation }, wish });
/** Takes of all projects, the last made first; `q` is a part of the text or of the voice's name. */
export const listAllTakes = (q: string, cursor: string | null, limit: number, signal?: AbortSignal) =>
  json<{ takes: ListedTake[]; next_cursor: string | null }>("GET", urlOf("/api/takes", { ...(q ? { q } : {}), ...(cursor ? { cursor } : {}), limit: String(limit) }), signal ? { signal } : {});
export const listTakes = async (id: string, line: string) => (await json<{ takes: Take[] }>("GET", at(id, `/lines/${line}/takes`))).takes;
export const startRender = (id: string, body: RenderSettings, how: Lasting = {}) => lasting((wish) => json<Render>("POST", at(id, "/renders"), { body, wish, ...(how.signal ? { signal: how.signal } : {}) }), how);
export const getRender = (id: string, render: string) => json<Render>("GET", at(id, `/renders/${render}`));
export const getProxy = (id: string, asset: string) => json<Proxy>("GET", at(id, `/assets/${asset}/proxy`));
export const startProxy = (id: string, asset: string, wish = newWish()) => json<Proxy>("POST", at(id, `/assets/${asset}/proxy`), { wish });
export const startDub = (id: string, body: DubSettings) => json<Dub>("POST", at(id, "/dubs"), { body, wish: newWish() });
export const listDubs = (id: string) => json<DubList>("GET", at(id, "/dubs"));
export const translateLines = (id: string, body: { texts?: string[]; subtitles?: string; language?: string }) =>
  json<Applied & { kept: string[]; unplaced: number }>("POST", at(id, "/translation"), { body, wish: newWish() });
export const previewScript = (file: File) => json<ScriptFound>("POST", "/api/projects/import/preview", { form: formOf({ file }) });
/** What most of a text is in. */
export const scriptLanguage = async (text: string) => (await previewScript(new File([text], "script.txt"))).language;
export const importScript = (file: File, language: string) => json<ProjectSummary>("POST", "/api/projects/import", { form: formOf({ file, language }), wish: newWish() });
/** Adds the lines of a script to a project, behind one of its lines or at its end; new speakers get voices. */
export const addScript = (id: string, file: File, after = "") => json<ProjectSummary>("POST", "/api/projects/import", { form: formOf({ file, project_id: id, after }), wish: newWish() });
export const addAsset = (id: string, file: File, uploaded: (share: number) => void) =>
  json<Asset>("POST", at(id, "/assets"), { form: formOf({ audio: file }), wish: newWish(), uploaded });
export const checkTake = (id: string, take: string) => json<CheckedTake>("POST", at(id, `/takes/${take}/check`));
export const takePeaks = (id: string, take: string) => json<{ per_second: number; peaks: number[] }>("GET", at(id, `/takes/${take}/peaks`));
export const assetPeaks = (id: string, asset: string) => json<{ per_second: number; peaks: number[] }>("GET", at(id, `/assets/${asset}/peaks`));

/** The mix from `start` seconds on, as the server streams it. */
export const mixUrl = (id: string, start: number) => urlOf(at(id, "/mix"), { start: Math.max(0, start).toFixed(3), format: "wav" });
/** The file of an asset as it was uploaded: a video with its picture. */
export const assetFileUrl = (id: string, asset: string) => at(id, `/assets/${asset}/file`);
export const takeUrl = (id: string, take: string) => at(id, `/takes/${take}/audio`);
export const exportUrl = (id: string, format: string) => urlOf(at(id, "/export"), { format });

function formOf(fields: Record<string, string | File>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
