import { SPEECH_LANGUAGES } from "@/features/clone/passages";
import { languageName } from "@/i18n/format";

/** The languages that can be spoken, to choose from, in words of the studio's language. */
export const languages = (studio: string) => SPEECH_LANGUAGES.map((code) => ({ value: code, label: languageName(code, studio) }));

/** The language of a project that has no words yet. */
export const usualLanguage = (studio: string) => (studio === "ko" ? "ko" : "en");
