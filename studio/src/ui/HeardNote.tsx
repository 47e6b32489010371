import { Ear, EarOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Heard } from "@/state/heard";

/** What a transcript check heard of a line: for every line that was checked, and which words were not heard. */
export function HeardNote({ heard }: { heard: Heard }) {
  const { t } = useTranslation();
  const Icon = heard.flagged ? EarOff : Ear;
  return (
    <p className={`row-note ${heard.flagged ? "amber" : "faint"}`}>
      <Icon size={12} aria-hidden="true" /> {heard.text ? t("check.heard", { text: heard.text }) : t("check.nothing")}
      {heard.missing?.length ? ` · ${t("check.missing", { words: heard.missing.join(", ") })}` : ""}
    </p>
  );
}
