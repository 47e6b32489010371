import { Mic, Square } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/Button";
import { Failure, Notice } from "@/ui/Notice";
import { cancelDictation, dictate, endDictation, useDictation } from "./dictation";

/** Begins a dictation. */
export function DictateButton({ language }: { language: string }) {
  const { t } = useTranslation();
  return (
    <Button onClick={() => void dictate(language)}>
      <Mic size={14} aria-hidden="true" />
      {t("transcribe.dictation.begin")}
    </Button>
  );
}

/** The words of a dictation as they are said. */
export function Dictating() {
  const { t } = useTranslation();
  const { stage, lines, stable, rest } = useDictation();
  return (
    <div className="dictation stack">
      <div className="line wrap">
        <Button kind="record" size="large" busy={stage === "opening" || stage === "ending"} onClick={endDictation}>
          <Square size={14} fill="currentColor" aria-hidden="true" />
          {t("clone.stop")}
        </Button>
        <Button kind="quiet" onClick={cancelDictation}>
          {t("common.cancel")}
        </Button>
        <span className="small soft" role="status">
          {t(stage === "opening" ? "transcribe.dictation.opening" : stage === "ending" ? "transcribe.running" : "transcribe.dictation.on")}
        </span>
      </div>
      <div className="dictation-text" role="log" aria-label={t("transcribe.words")}>
        {lines.map((line) => (
          <p key={line.id}>{line.text}</p>
        ))}
        {stable || rest ? (
          <p aria-live="off">
            {stable}
            <span className="faint">{rest}</span>
          </p>
        ) : null}
      </div>
    </div>
  );
}

/** Why a dictation did not begin or did not go on. */
export function DictationTrouble() {
  const { t } = useTranslation();
  const { trouble, error } = useDictation();
  if (error) return <Failure error={error} />;
  if (!trouble) return null;
  return (
    <Notice kind="bad" role="alert">
      <span>{t(`clone.trouble.${trouble}`)}</span>
      <span className="soft">{t("clone.trouble_next")}</span>
    </Notice>
  );
}
