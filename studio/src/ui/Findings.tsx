import { useTranslation } from "react-i18next";
import type { Quality } from "@/api/types";

/** What was noticed about a recording and what to do better, in the reader's language. */
export function Findings({ quality }: { quality: Quality | null | undefined }) {
  const { i18n } = useTranslation();
  const korean = i18n.language === "ko";
  const list = quality?.findings ?? [];
  if (list.length === 0) return null;
  return (
    <ul className="stack tight">
      {list.map((finding) => (
        <li key={finding.code} className="line findings">
          <span className={`dot ${finding.grade}`} aria-hidden="true" />
          <span className="small grow">
            {korean ? finding.message_ko : finding.message} <span className="faint">{korean ? finding.advice_ko : finding.advice}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
