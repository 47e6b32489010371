import { create } from "zustand";
import type { DesignCandidate } from "@/api/types";
import { read, write } from "@/state/storage";

export interface Blend {
  id: string;
  name: string;
  share: number;
}

interface DesignDraft {
  description: string;
  chips: string[];
  preview: string;
  language: string;
  count: number;
  candidates: (DesignCandidate & { label: string; saved?: string })[];
  chosen: string | null;
  /** The words of the description that counted. */
  understood: string[];
  nudge: { older: number; brighter: number; calmer: number };
  blend: Blend[];
}

const KEY = "clonyvoice.design";
const START: DesignDraft = { description: "", chips: [], preview: "", language: "en", count: 3, candidates: [], chosen: null, understood: [], nudge: { older: 0, brighter: 0, calmer: 0 }, blend: [] };

/** What is being designed; survives a reload, as the candidates do for a day on the server. */
export const useDesign = create<DesignDraft>(() => ({ ...START, ...read<Partial<DesignDraft>>(KEY, {}) }));
useDesign.subscribe((state) => void write(KEY, state));

/** The words that the chips stand for, in the server's language. */
export const CHIPS: Record<string, string> = {
  female: "female",
  male: "male",
  young: "young",
  old: "elderly",
  deep: "deep",
  high: "high-pitched",
  warm: "warm",
  bright: "bright",
  calm: "calm",
  lively: "energetic",
  husky: "husky",
  clear: "clear",
  slow: "slow",
  fast: "fast",
};

/** Chips that cannot both be true. */
const AGAINST: [string, string][] = [
  ["female", "male"],
  ["young", "old"],
  ["deep", "high"],
  ["calm", "lively"],
  ["husky", "clear"],
  ["slow", "fast"],
];

export function toggleChip(chips: string[], chip: string): string[] {
  if (chips.includes(chip)) return chips.filter((one) => one !== chip);
  const against = AGAINST.find((pair) => pair.includes(chip))?.find((one) => one !== chip);
  return [...chips.filter((one) => one !== against), chip];
}

export function descriptionOf(draft: Pick<DesignDraft, "description" | "chips">): string {
  return [draft.description.trim(), ...draft.chips.map((chip) => CHIPS[chip] ?? chip)].filter(Boolean).join(", ");
}

/** `0.6*voice_a + 0.4*voice_b`: shares of one, two decimals, adding up. */
export function recipeOf(parts: Blend[]): string {
  const sum = parts.reduce((total, part) => total + part.share, 0) || 1;
  return parts.map((part) => `${(part.share / sum).toFixed(2)}*${part.id}`).join(" + ");
}
