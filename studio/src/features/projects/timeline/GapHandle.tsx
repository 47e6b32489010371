import type { KeyboardEvent, PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { type View, xOf } from "../geometry";
import { LONGEST_PAUSE, pauseBy } from "../pauses";
import { type Block, type Gap, gapPixels } from "./blocks";

/** Least pixels of a pause that shows its length. */
const NAMED = 44;

export interface GapActions {
  /** A pointer holds a pause: what comes after it moves along. */
  hold: (event: PointerEvent<HTMLElement>, after: Block) => void;
  /** Makes the pause before a line longer by seconds; null: as long as is usual in the project. */
  by: (gap: Gap, seconds: number | null) => void;
}

/** The pause between two lines, one of `gapsInView`: dragged, or made longer and shorter by keys. */
export function GapHandle({ gap, view, width, actions }: { gap: Gap; view: View; width: number; actions: GapActions }) {
  const { t } = useTranslation();
  const wide = gapPixels(gap, view, width);
  const seconds = gap.end - gap.start;
  const length = t("projects.gap_length", { seconds: seconds.toFixed(2) });
  const name = t("projects.gap", { line: gap.before.name.slice(0, 40) });
  const pressed = (event: KeyboardEvent) => {
    const by = pauseBy(event, seconds);
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    actions.by(gap, by);
  };
  return (
    <div
      className="gap"
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={LONGEST_PAUSE}
      aria-valuenow={Math.round(seconds * 100) / 100}
      aria-valuetext={length}
      title={t("projects.gap_tip", { length })}
      style={{ left: Math.max(0, xOf(view, gap.start)), width: wide }}
      onKeyDown={pressed}
      onDoubleClick={() => actions.by(gap, null)}
      onPointerDown={(event) => event.button === 0 && actions.hold(event, gap.after)}
    >
      {wide >= NAMED ? <span aria-hidden="true">{length}</span> : null}
    </div>
  );
}
