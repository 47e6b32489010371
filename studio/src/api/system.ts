import { json } from "./http";
import type { ApiKey, Job, Model, NewApiKey, Stats } from "./types";
import { pageOf } from "./voices";

export interface Session {
  signed_in: boolean;
  expires_at: string | null;
  csrf: string;
}

export const getSession = () => json<Session>("GET", "/api/session");
export const signOut = () => json<unknown>("DELETE", "/api/session");

export const getStats = () => json<Stats>("GET", "/api/system/stats");
export interface EngineInfo {
  id: string;
  title?: string;
  licence?: string;
  languages?: string[];
  capabilities?: string[] | Record<string, boolean>;
  installed?: boolean;
  loaded?: boolean;
  weights?: unknown;
  memory?: number;
  [more: string]: unknown;
}

export interface Info {
  version: string;
  python: string;
  os: string;
  architecture: string;
  cpu: string;
  cores_physical: number;
  cores_logical: number;
  cores_usable: number;
  memory_total: number;
  gpus: unknown[];
  libraries: Record<string, string>;
  engines: EngineInfo[];
}

export const getInfo = () => json<Info>("GET", "/api/system/info");

export const listJobs = async () => pageOf<Job>(await json("GET", "/api/jobs"), "jobs").items;
export const cancelJob = (id: string) => json<unknown>("POST", `/api/jobs/${id}/cancel`);

export const listModels = async () => pageOf<Model>(await json("GET", "/api/models"), "models").items;
export const downloadModel = (id: string) => json<unknown>("POST", `/api/models/${id}/download`);
export const deleteModel = (id: string) => json<unknown>("DELETE", `/api/models/${id}`);

export interface KeyRequest {
  name: string;
  scopes?: string[];
  limits?: Record<string, number>;
  unlimited?: boolean;
}

export const listKeys = async () => pageOf<ApiKey>(await json("GET", "/api/api-keys"), "keys").items;
export const createKey = (body: KeyRequest) => json<NewApiKey>("POST", "/api/api-keys", { body });
export const updateKey = (id: string, body: Partial<KeyRequest>) => json<ApiKey>("PUT", `/api/api-keys/${id}`, { body });
export const deleteKey = (id: string) => json<unknown>("DELETE", `/api/api-keys/${id}`);
