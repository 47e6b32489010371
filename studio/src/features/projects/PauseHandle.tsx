import { type KeyboardEvent, memo, type PointerEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Line } from "@/api/projects";
import { LONGEST_PAUSE, pauseBy, pauseWithin } from "./pauses";
import { change } from "./store";

/** Milliseconds for a pixel that it is dragged. */
const DRAGGED = 10;

/** The pause between a line of the script and the next: dragged to the side, or made longer and shorter by keys. */
export const PauseHandle = memo(function PauseHandle({ line, usual }: { line: Line; usual: number }) {
  const { t } = useTranslation();
  const [held, setHeld] = useState<{ from: number; by: number } | null>(null);
  const kept = line.pause_after_ms ?? usual;
  const ms = pauseWithin(kept + (held ? held.by * DRAGGED : 0));
  const length = t("projects.gap_length", { seconds: (ms / 1000).toFixed(2) });
  const set = (pause: number | null) => pause !== line.pause_after_ms && change({ op: "line.update", id: line.id, set: { pause_after_ms: pause } });
  const pressed = (event: KeyboardEvent) => {
    if (event.code === "Escape" && held) {
      event.stopPropagation();
      setHeld(null);
      return;
    }
    const by = pauseBy(event, ms / 1000);
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(by === null ? null : pauseWithin(ms + by * 1000));
  };
  const moved = (event: PointerEvent) => held && setHeld({ ...held, by: event.clientX - held.from });
  const released = () => {
    if (held?.by) set(ms);
    setHeld(null);
  };
  return (
    <div
      className={`pause-handle${held ? " held" : ""}${line.pause_after_ms === undefined ? "" : " own"}`}
      role="slider"
      tabIndex={0}
      aria-label={t("projects.gap", { line: line.text.slice(0, 40) })}
      aria-valuemin={0}
      aria-valuemax={LONGEST_PAUSE}
      aria-valuenow={ms / 1000}
      aria-valuetext={length}
      title={t("projects.gap_tip", { length })}
      onKeyDown={pressed}
      onDoubleClick={() => set(null)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld({ from: event.clientX, by: 0 });
      }}
      onPointerMove={moved}
      onPointerUp={released}
      onPointerCancel={() => setHeld(null)}
    >
      <span aria-hidden="true">{length}</span>
    </div>
  );
});
