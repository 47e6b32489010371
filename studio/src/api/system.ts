import { answer, client } from "./client";
import type { components } from "./schema";
import type { ApiKey, Job, Model, NewApiKey, Stats } from "./types";

export const getSession = () => answer(client.GET("/api/session"));
export const SESSION_CHANNEL = "clonyvoice-session";

/** Ends the sign-in in all windows of this browser. */
export async function signOut(): Promise<void> {
  await answer(client.DELETE("/api/session"));
  const channel = new BroadcastChannel(SESSION_CHANNEL);
  channel.postMessage("signed out");
  channel.close();
}

export const getStats = async () => (await answer(client.GET("/api/system/stats"))) as unknown as Stats;

/** An engine as the server describes it; its schema leaves it open. */
export interface EngineInfo {
  id: string;
  title: string;
  licence: string;
  languages: string[];
  abilities: string[];
  memory_mb: number;
  /** Its weights are here. */
  available: boolean;
  /** It is in memory. */
  loaded: boolean;
}

export interface Info {
  version: string;
  os: string;
  architecture: string;
  cpu: string;
  cores_usable: number;
  memory_total: number;
  libraries: Record<string, string>;
  engines: EngineInfo[];
}

export const getInfo = async () => (await answer(client.GET("/api/system/info"))) as unknown as Info;

export const listJobs = async (): Promise<Job[]> => (await answer(client.GET("/api/jobs", { params: { query: { state: ["queued", "running"], limit: 500 } } }))).jobs;
export const getJob = (id: string): Promise<Job> => answer(client.GET("/api/jobs/{job_id}", { params: { path: { job_id: id } } }));
export const cancelJob = (id: string) => answer(client.POST("/api/jobs/{job_id}/cancel", { params: { path: { job_id: id } } }));

export const listModels = async (): Promise<Model[]> => (await answer(client.GET("/api/models"))).models;
export const downloadModel = (id: string) => answer(client.POST("/api/models/{model_id}/download", { params: { path: { model_id: id } } }));
export const deleteModel = (id: string) => answer(client.DELETE("/api/models/{model_id}", { params: { path: { model_id: id } } }));

export type InstallableEngine = components["schemas"]["InstallableEngineBody"];

export const listEngines = async (): Promise<InstallableEngine[]> => (await answer(client.GET("/api/engines"))).engines;
const engine = (id: string) => ({ params: { path: { engine_id: id } } });
export const installEngine = (id: string, accept_licence: boolean) => answer(client.POST("/api/engines/{engine_id}/install", { ...engine(id), body: { accept_licence } }));
export const verifyEngine = (id: string): Promise<Job> => answer(client.POST("/api/engines/{engine_id}/verify", engine(id)));
export const deleteEngine = (id: string) => answer(client.DELETE("/api/engines/{engine_id}", engine(id)));

export interface KeyRequest {
  name: string;
  scopes: string[];
  limits: Record<string, number>;
  credentials?: ApiKey["credentials"];
}

export const listKeys = async (): Promise<ApiKey[]> => (await answer(client.GET("/api/api-keys"))).keys;
export const createKey = (body: KeyRequest): Promise<NewApiKey> => answer(client.POST("/api/api-keys", { body }));
export const updateKey = (id: string, body: KeyRequest): Promise<ApiKey> => answer(client.PUT("/api/api-keys/{key_id}", { params: { path: { key_id: id } }, body }));
export const deleteKey = (id: string) => answer(client.DELETE("/api/api-keys/{key_id}", { params: { path: { key_id: id } } }));
