import type { components } from "./schema";

/** The shapes that the server answers with, by the names that the studio uses. */
type Schemas = components["schemas"];

export type Voice = Schemas["VoiceBody"];
export type VoiceKind = Voice["kind"];
export type VoiceStatus = Voice["status"];
export type VoiceSample = Schemas["SampleBody"];
export type VoiceVersion = Schemas["VersionBody"];
export type Category = Schemas["CategoryBody"];
export type Generation = Schemas["GenerationBody"];
export type GenerationStatus = Generation["status"];
export type Chunk = Schemas["ChunkBody"];
export type SpokenWord = NonNullable<Generation["words"]>[number];
export type Transcription = Schemas["TranscriptionBody"];
export type TranscribedSegment = Transcription["segments"][number];
export type ApiKey = Schemas["KeyBody"];
export type NewApiKey = Schemas["NewKeyBody"];
export type Job = Schemas["JobBody"];
export type Model = Schemas["ModelBody"];
export type Refine = NonNullable<Schemas["RefineBody"]["refine"]>;
export type GenerateBody = Schemas["PresetBody"];

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
  total: number;
}

/** What was noticed about a recording, in both languages. */
export interface Finding {
  code: string;
  grade: "good" | "hint" | "warning";
  message: string;
  message_ko: string;
  advice: string;
  advice_ko: string;
}

/** A recording's quality report; the server's schema leaves it open. */
export interface Quality {
  speech_seconds?: number;
  snr_db?: number;
  clipping?: number;
  rt60?: number;
  findings?: Finding[];
  /** Of several recordings: those that are not used, by number from 0, with the code of why, and their names. */
  left_out?: Record<string, string>;
  left_out_names?: Record<string, string>;
}

export interface DesignCandidate {
  voice_id: string;
  preview_url: string;
  measured: Record<string, unknown>;
}

/** The load, by HTTP and as `system.stats`; the server's schema leaves it open. */
export interface Stats {
  cpu: { total: number; cores: number[] };
  memory: { used: number; total: number };
  gpus: { name: string; use?: number | null; memory_used?: number | null; memory_total?: number | null; temperature?: number | null }[];
  disk: { used: number; total: number; free?: number };
  process: { memory: number };
  models?: { name: string; leases: number; idle: number; memory: number; memory_loading: number }[];
  queue: { waiting: number; running: number };
}
