/** The shapes that the studio reads from the server, as API.md describes them. */
export type VoiceKind = "clone" | "preset" | "design";
export type VoiceStatus = "ready" | "fitting" | "failed";
export type Refine = "instant" | "standard" | "best";

export interface Quality {
  speech_seconds?: number;
  snr_db?: number | null;
  clipping?: number | null;
  echo?: number | null;
  rt60?: number | null;
  other_speakers?: number | null;
  advice?: string[];
  [measure: string]: unknown;
}

export interface VoiceSample {
  id: string;
  filename?: string | null;
  duration?: number | null;
  transcript?: string | null;
  language?: string | null;
  quality?: Quality | null;
}

export interface VoiceVersion {
  version: number;
  refine: Refine;
  fidelity: number | null;
  created_at: string;
  active: boolean;
}

export interface Voice {
  id: string;
  name: string;
  kind: VoiceKind;
  engine: string;
  languages: string[];
  gender: string | null;
  description: string | null;
  tags: string[];
  category_id: string | null;
  favorite: boolean;
  status: VoiceStatus;
  fidelity: number | null;
  samples?: VoiceSample[];
  versions?: VoiceVersion[];
  quality?: Quality | null;
  avatar_color?: string | null;
  created_at: string;
  updated_at: string;
  preview_url: string | null;
  error?: string | null;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
  total?: number | null;
}

export interface Category {
  id: string;
  name: string;
  voices?: number;
}

export interface SpokenWord {
  word: string;
  start: number;
  end: number;
}

export interface ChunkTake {
  id?: string;
  take?: number;
  seed?: number | null;
  text?: string;
  audio_url?: string | null;
  duration?: number | null;
  active?: boolean;
}

export interface Chunk {
  index: number;
  id: string;
  text: string;
  start: number | null;
  end: number | null;
  audio_url: string | null;
  takes?: ChunkTake[];
}

export type GenerationStatus = "queued" | "running" | "completed" | "failed" | "cancelled";

export interface Generation {
  id: string;
  status: GenerationStatus;
  voice_id: string | null;
  engine: string | null;
  text: string;
  language: string | null;
  audio_url: string | null;
  format: string;
  sample_rate: number | null;
  duration: number | null;
  seed: number | null;
  chunks: Chunk[];
  words: SpokenWord[];
  timings?: { queued_ms?: number; first_audio_ms?: number; total_ms?: number; rtf?: number } | null;
  created_at: string;
  error?: { code?: string; message?: string } | string | null;
}

export interface GenerateBody {
  voice_id: string;
  text: string;
  language: string;
  speed?: number;
  pitch?: number;
  volume_db?: number;
  seed?: number;
  format?: string;
  normalize_text?: boolean;
  pause_ms?: number;
}

export interface HeardBack {
  chunks: { index: number; heard: string; wer?: number; flagged: boolean }[];
}

export interface DesignCandidate {
  voice_id: string;
  preview_url: string;
  measured?: Record<string, number | string | null>;
}

export interface TranscribedWord {
  word: string;
  start: number;
  end: number;
  probability: number;
}

export interface TranscribedSegment {
  id: number;
  start?: number | null;
  end?: number | null;
  text: string;
  confidence?: number;
  words?: TranscribedWord[] | null;
}

export interface Transcription {
  id: string;
  status: GenerationStatus;
  filename: string;
  language: string;
  duration: number;
  text: string;
  segments: TranscribedSegment[];
  error?: { code?: string; message?: string } | null;
  job_id?: string | null;
  created_at: string;
}

export interface ApiKey {
  id: string;
  name: string;
  prefix: string;
  last_four: string;
  scopes: string[];
  /** Requests a minute by scope; null is without limit. */
  limits: Record<string, number | null>;
  unlimited: boolean;
  created_at: string;
  last_used_at: string | null;
  status: "active" | "revoked";
  /** Requests of the last minute by scope. */
  usage: Record<string, number>;
}

export interface NewApiKey extends ApiKey {
  key: string;
}

export interface Job {
  id: string;
  kind: string;
  state: "queued" | "running" | "completed" | "failed" | "cancelled";
  progress: number | null;
  stage?: string | null;
  queue_position?: number | null;
  eta?: number | null;
  subject_id?: string | null;
  title?: string | null;
  error?: { code?: string; message?: string } | string | null;
  created_at?: string;
}

export interface Stats {
  cpu: { total: number; cores: number[] };
  memory: { used: number; total: number };
  swap?: { used: number; total: number } | null;
  gpus?: { name: string; use?: number; memory_used?: number; memory_total?: number; temperature?: number }[];
  disk?: { used: number; total: number; free?: number } | null;
  process?: { memory: number; cpu?: number; threads?: number } | null;
  queue?: { waiting: number; running: number } | null;
}

export interface Model {
  id: string;
  title?: string;
  size: number;
  licence?: string;
  state: string;
  progress?: number | null;
  job_id?: string | null;
  needed_by?: string[];
  fits_in_memory?: boolean;
  memory?: number;
}
