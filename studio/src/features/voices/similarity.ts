import { useTranslation } from "react-i18next";
import { percentRange } from "@/i18n/format";

interface Measured {
  fidelity: number | null;
  fidelity_range: number[] | null;
}

/** From which fidelity on a word is used; chosen by hand, 1 being another recording of the person. */
const WORDS = [
  ["very", 0.8],
  ["mostly", 0.6],
  ["somewhat", 0.35],
  ["little", 0],
] as const;

/** Says how alike a clone is to its recordings, in a word and as a range: `very similar (76% – 100%)`. */
export function useSimilarity(): (of: Measured) => string | null {
  const { t, i18n } = useTranslation();
  return ({ fidelity, fidelity_range }) => {
    const [least, most] = fidelity_range ?? [];
    if (fidelity === null || least === undefined || most === undefined) return null;
    const [word] = WORDS.find(([, from]) => fidelity >= from) ?? WORDS[3];
    return t(`voices.alike.${word}`, { range: percentRange(least, most, i18n.language) });
  };
}
