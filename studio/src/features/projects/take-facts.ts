import type { TFunction } from "i18next";
import type { Take } from "@/api/projects";
import { dateTime } from "@/i18n/format";

/** Where the sound of a take comes from: shown by the provenance button of the transport. */
export const takeFacts = (take: Pick<Take, "id" | "text" | "voice_id" | "voice_name" | "engine" | "seed" | "created_at">, t: TFunction, language: string) => [
  { label: t("about.text"), value: take.text },
  { label: t("about.voice"), value: take.voice_name || (take.voice_id ?? "–") },
  { label: t("about.engine"), value: take.engine ?? "–" },
  { label: t("about.seed"), value: take.seed === null ? "–" : String(take.seed) },
  { label: t("about.made"), value: dateTime(take.created_at, language) },
  { label: t("about.take"), value: take.id },
];
