import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ProjectDocument, translateLines } from "@/api/projects";
import { SPEECH_LANGUAGES } from "@/features/clone/passages";
import { languageName } from "@/i18n/format";
import { useToasts } from "@/state/toasts";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field, Select } from "@/ui/Field";
import { Failure } from "@/ui/Notice";
import { readProject } from "./store";
import { SubtitlesField } from "./SubtitlesField";

/** Subtitles have times; anything else is a line of text for each line of the script. */
export const isTimed = (text: string) => /\d{1,2}:\d{2}[.,]\d{1,3}\s*-->/.test(text);

/** A translation pasted over the lines of a dub: subtitles by their times, or a line of text for each. */
export function TranslationDialog({ document, onClose }: { document: ProjectDocument; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const slots = document.lines.filter((line) => line.slot_start !== undefined);
  const [text, setText] = useState("");
  const [language, setLanguage] = useState(slots[0]?.language ?? document.language ?? "en");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const rows = text.replace(/\n+$/, "").split("\n");
  const timed = isTimed(text);
  const fits = timed || rows.length === slots.length;
  const languages = SPEECH_LANGUAGES.map((code) => ({ value: code as string, label: languageName(code, i18n.language) }));
  const put = async () => {
    setBusy(true);
    setError(null);
    try {
      const done = await translateLines(document.id, { ...(timed ? { subtitles: text } : { texts: rows }), language });
      await readProject();
      if (done.kept.length > 0 || done.unplaced > 0) useToasts.getState().push({ kind: "bad", text: t("dub.kept", { count: done.kept.length, unplaced: done.unplaced }) });
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t("dub.translation")} onClose={onClose} wide>
      <SubtitlesField label={t("dub.translation_text")} hint={t("dub.translation_hint", { count: slots.length })} value={text} onChange={setText} />
      <Field label={t("dub.language")}>{() => <Select label={t("dub.language")} value={language} options={languages} onChange={setLanguage} />}</Field>
      {text.trim() && !fits ? <p className="small red" role="status">{t("dub.rows", { count: rows.length, lines: slots.length })}</p> : null}
      {error ? <Failure error={error} /> : null}
      <div className="line end">
        <Button kind="primary" busy={busy} unavailable={!text.trim() || !fits} onClick={() => void put()}>
          {t("dub.put")}
        </Button>
      </div>
    </Dialog>
  );
}
