import { answer, client } from "./client";
import { json } from "./http";
import type { components } from "./schema";

export type Consent = components["schemas"]["ConsentBody"];
export type Made = components["schemas"]["MadeBody"];
export type Revocation = components["schemas"]["RevocationBody"];

/** Who agreed, in which words, and the recording of it, as a form takes them. */
export interface Agreement {
  person: string;
  statement: string;
  recording: { blob: Blob; name: string } | null;
}

export const NO_AGREEMENT: Agreement = { person: "", statement: "", recording: null };

/** Puts into a form what was filled in. */
export function addAgreement(form: FormData, agreement: Agreement): void {
  if (agreement.person.trim()) form.append("consent_person", agreement.person.trim());
  if (agreement.statement.trim()) form.append("consent_statement", agreement.statement.trim());
  if (agreement.recording) form.append("consent_recording", agreement.recording.blob, agreement.recording.name);
}

/** What is to be said of a consent: the check of its recording counts only where it was made here. */
export function stateOf(consent: Pick<Consent, "withdrawn_at" | "imported" | "verified" | "check">): "withdrawn" | "imported" | "verified" | "not_verified" | "noted" {
  if (consent.withdrawn_at) return "withdrawn";
  if (consent.imported) return "imported";
  if (consent.verified) return "verified";
  return consent.check && consent.check["outcome"] === "not_verified" ? "not_verified" : "noted";
}

const REASONS = ["other_speaker", "other_words", "negation", "no_statement"] as const;
export type Reason = (typeof REASONS)[number];

/** Why a recording was not found to be a consent, as far as there are words for it. */
export function reasonsOf(consent: Pick<Consent, "check">): Reason[] {
  const told: unknown = consent.check?.["reasons"];
  return Array.isArray(told) ? REASONS.filter((reason) => told.includes(reason)) : [];
}

const path = (id: string) => ({ params: { path: { voice_id: id } } });

export function addConsent(id: string, agreement: Agreement): Promise<Consent> {
  const form = new FormData();
  addAgreement(form, agreement);
  return json<Consent>("POST", `/api/voices/${encodeURIComponent(id)}/consents`, { form });
}

export const revokeConsent = (id: string, reason: string): Promise<Revocation> => answer(client.POST("/api/voices/{voice_id}/revoke", { ...path(id), body: { reason } }));
export const madeWith = (id: string): Promise<Made> => answer(client.GET("/api/voices/{voice_id}/made", path(id)));
