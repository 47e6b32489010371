import type { i18n as I18n } from "i18next";

/** A text of the server's about one of its models or engines, in the reader's language where the studio has it. */
export function serverText(i18n: I18n, group: "models" | "engines", id: string, english: string): { text: string; lang: "en" | undefined } {
  if (i18n.exists(`system.texts.${group}.${id}`)) return { text: i18n.t(`system.texts.${group}.${id}` as "system.texts.models.kokoro"), lang: undefined };
  return { text: english, lang: i18n.language === "en" ? undefined : "en" };
}
