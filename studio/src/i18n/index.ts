import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { UiLanguage } from "@/state/prefs";
import type en from "./en.json";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

type Texts = { translation: object; presets: object };
const LOADERS: Record<UiLanguage, () => Promise<Texts>> = {
  en: async () => ({ translation: (await import("./en.json")).default, presets: {} }),
  ko: async () => {
    const [words, presets] = await Promise.all([import("./ko.json"), import("./presets.ko.json")]);
    return { translation: words.default, presets: presets.default };
  },
};

/** Loads only the language that is spoken. */
export async function startLanguage(language: UiLanguage): Promise<void> {
  const texts = await LOADERS[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: texts },
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0]);
}

export async function speakLanguage(language: UiLanguage): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    const texts = await LOADERS[language]();
    i18next.addResourceBundle(language, "translation", texts.translation);
    i18next.addResourceBundle(language, "presets", texts.presets);
  }
  await i18next.changeLanguage(language);
}
