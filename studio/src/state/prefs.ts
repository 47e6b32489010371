import { create } from "zustand";
import { read, write } from "./storage";

export type Theme = "system" | "dark" | "light";
export type UiLanguage = "en" | "ko";

interface Prefs {
  theme: Theme;
  language: UiLanguage;
  rail: "wide" | "narrow";
  volume: number;
  rate: number;
  microphone: string;
  set: (change: Partial<Omit<Prefs, "set">>) => void;
}

const KEY = "clonyvoice.prefs";

/** Korean for who reads Korean, else English, until somebody chooses. */
export function preferredLanguage(languages: readonly string[]): UiLanguage {
  const first = languages.find((tag) => /^(ko|en)\b/i.test(tag));
  return first?.toLowerCase().startsWith("ko") ? "ko" : "en";
}

const saved = read<Partial<Prefs>>(KEY, {});

export const usePrefs = create<Prefs>((set, get) => ({
  theme: saved.theme ?? "system",
  language: saved.language ?? preferredLanguage(typeof navigator === "undefined" ? [] : navigator.languages),
  rail: saved.rail ?? "wide",
  volume: saved.volume ?? 1,
  rate: saved.rate ?? 1,
  microphone: saved.microphone ?? "",
  set: (change) => {
    set(change);
    const { set: _, ...keep } = get();
    write(KEY, keep);
    applyPrefs();
  },
}));

/** Writes theme and rail to the root element, where tokens.css reads them. */
export function applyPrefs(): void {
  const { theme, rail, language } = usePrefs.getState();
  const root = document.documentElement;
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
  root.dataset["rail"] = rail;
  root.lang = language;
}
