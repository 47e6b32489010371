import type { TFunction } from "i18next";
import type { components } from "@/api/schema";
import { clockTime } from "@/i18n/format";

export type Verification = components["schemas"]["VerificationBody"];
export type Statement = components["schemas"]["StatementBody"];

const CODES = [
  "no_sound", "no_proof", "credentials_none", "credentials_not_examined", "credentials_unreadable", "credentials_whole", "credentials_changed",
  "credentials_cut", "credentials_altered", "credentials_expired", "credentials_no_length", "made_by", "not_synthetic", "signed_here", "signed_elsewhere", "signed_by",
  "time_in_past", "time_in_future", "earlier_credentials", "watermark_none", "watermark_too_short", "watermark_several", "watermark_here", "watermark_elsewhere",
] as const;
type Code = (typeof CODES)[number];

const VOICES = ["preset", "clone", "design"] as const;

/** A finding in the reader's language; in the server's own words where it is newer than this page. */
export function sentence(found: Statement, t: TFunction, language: string): string {
  const code = CODES.find((one) => one === found.code) as Code | undefined;
  if (!code) return found.text;
  const values = found.values as Record<string, unknown>;
  if (code === "made_by") return made(values, t, language);
  const seconds = (value: unknown) => clockTime(Number(value ?? 0), true);
  return t(`verify.statements.${code}`, {
    ...values,
    signed: seconds(values["signed"]),
    duration: seconds(values["duration"]),
    signer: String(values["signer"] || "") || t("verify.nobody"),
    software: String(values["software"] || "") || t("verify.a_program"),
  });
}

function made(values: Record<string, unknown>, t: TFunction, language: string): string {
  const listed = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  const kinds = listed(values["voices"]).map((kind) => {
    const known = VOICES.find((one) => one === kind);
    return known ? t(`verify.voices.${known}`) : t("verify.voices.unknown");
  });
  const when = values["made_at"] ? new Date(String(values["made_at"])).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" }) : t("verify.no_time");
  return t(values["mixed"] ? "verify.made_mixed" : "verify.made", {
    software: [String(values["software"] || t("verify.a_program")), ...listed(values["engines"])].join(", "),
    voices: kinds.join(", ") || t("verify.voices.unknown"),
    when,
  });
}
