// What presets are like, in languages other than the server's English.
import i18next from "i18next";
import type { Voice } from "@/api/types";

/** What is said about a voice, in the studio's language where that is known. */
export function about(voice: Pick<Voice, "id" | "kind" | "description">, language: string): string {
  if (voice.kind !== "preset") return voice.description;
  const known: unknown = i18next.getResource(language, "presets", voice.id.replace(/^voice_/, ""));
  return typeof known === "string" ? known : voice.description;
}
