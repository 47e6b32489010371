import { Pause, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { number as figure } from "@/i18n/format";
import { Button } from "@/ui/Button";
import { type Edited, levelName, type Mark, markAt, marksIn, stretches, withEmphasis, withPause, without } from "./marks";

/** The text of a line with its marks set off; it lies under the field, whose own letters are not drawn then. */
export function MarkedText({ text }: { text: string }) {
  return (
    <div className="line-marks" aria-hidden="true">
      {stretches(text).map((one, index) => (
        <span key={index} className={`mark-${one.kind}`}>
          {one.text}
        </span>
      ))}
      {"\u200b"}
    </div>
  );
}

interface ChipsProps {
  text: string;
  locked: boolean;
  onChange: (edited: Edited) => void;
  onSelect: (from: number, to: number) => void;
}

/** A line's marks as chips: a press selects the mark in the text, the cross (or Delete) takes it out. */
export function MarkChips({ text, locked, onChange, onSelect }: ChipsProps) {
  const { t, i18n } = useTranslation();
  const told = (mark: Mark) => {
    if (mark.kind === "pause") return t("marks.pause_of", { seconds: figure(mark.seconds, i18n.language, Number.isInteger(mark.seconds) ? 0 : Number.isInteger(mark.seconds * 10) ? 1 : 2) });
    const words = text.slice(mark.from, mark.to);
    return mark.kind === "said" ? t("marks.said_as", { words, as: mark.as }) : t(`marks.levels.${levelName(mark.level)}`, { words });
  };
  return (
    <ul className="mark-chips plain-list" aria-label={t("marks.all")}>
      {marksIn(text).map((mark, index) => (
        <li key={index} className={`mark-chip ${mark.kind}`}>
          <button
            type="button"
            className="clip"
            onClick={() => onSelect(mark.start, mark.end)}
            onKeyDown={(event) => {
              if (locked || (event.code !== "Delete" && event.code !== "Backspace")) return;
              event.preventDefault();
              onChange(without(text, mark));
            }}
          >
            {told(mark)}
          </button>
          {locked ? null : (
            <button type="button" aria-label={t("marks.remove", { mark: told(mark) })} onClick={() => onChange(without(text, mark))}>
              <X size={12} aria-hidden="true" />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Marks for the place of the caret or the selected words. */
export function MarkTools({ text, from, to, onChange }: { text: string; from: number; to: number; onChange: (edited: Edited) => void }) {
  const { t } = useTranslation();
  const here = to > from ? markAt(text, from, to) : undefined;
  const level = here?.kind === "emphasis" ? here.level : 0;
  const levels = [2, 1, -1] as const;
  return (
    <>
      <Button size="small" tip={t("marks.pause_tip")} onClick={() => onChange(withPause(text, to))}>
        <Pause size={12} aria-hidden="true" />
        {t("marks.pause")}
      </Button>
      {levels.map((one) => {
        const made = to > from ? withEmphasis(text, from, to, one) : null;
        if (!made) return null;
        return (
          <Button key={one} size="small" aria-pressed={level === one} onClick={() => onChange(level === one && here ? without(text, here) : made)}>
            {t(`marks.tools.${levelName(one)}`)}
          </Button>
        );
      })}
    </>
  );
}
