import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Marker } from "@/api/projects";
import { clockTime } from "@/i18n/format";
import { useLatest, useOwner } from "@/state/use-owner";
import { type View, rulerStep, secondsAt, snapped, xOf } from "../geometry";
import { change, selectMarker, setRange, useProject } from "../store";
import { exact } from "./editing";

interface Props {
  view: View;
  width: number;
  markers: readonly Marker[];
  marks: readonly number[];
  /** Moves the playhead; `rest` when the pointer has let go of it. */
  onGo: (seconds: number, rest: boolean) => void;
}

interface Held {
  what: "playhead" | "range" | "marker";
  id?: string;
  from: number;
  at: number;
  moved: boolean;
}

/** Times, the selected range, and markers; a click moves the playhead, a drag scrubs, one with Shift selects a range. */
export function Ruler({ view, width, markers, marks, onGo }: Props) {
  const { t } = useTranslation();
  const range = useProject((state) => state.range);
  const chosen = useProject((state) => state.marker);
  const [held, setHeld] = useState<Held | null>(null);
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const step = rulerStep(view);
  const ticks: number[] = [];
  for (let at = Math.ceil(view.left / step) * step; at <= secondsAt(view, width); at += step) ticks.push(at);
  const timeAt = (event: { clientX: number; altKey: boolean }, snap: boolean) => {
    const seconds = Math.max(0, secondsAt(view, event.clientX - (box?.getBoundingClientRect().left ?? 0)));
    return snap && !event.altKey ? snapped(seconds, marks, view) : seconds;
  };
  const hold = (event: React.PointerEvent, what: Held["what"], id?: string) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    const at = timeAt(event, what !== "playhead");
    setHeld({ what, from: at, at, moved: false, ...(id === undefined ? {} : { id }) });
    if (what === "playhead") onGo(at, false);
  };
  const move = useLatest((event: PointerEvent) => {
    if (!held) return;
    const at = timeAt(event, held.what !== "playhead");
    setHeld({ ...held, at, moved: held.moved || Math.abs(at - held.from) * view.scale > 3 });
    if (held.what === "playhead") onGo(at, false);
    if (held.what === "range") setRange({ start: Math.min(held.from, at), end: Math.max(held.from, at) });
  });
  const drop = useLatest((event: PointerEvent) => {
    if (!held) return;
    setHeld(null);
    const at = timeAt(event, held.what !== "playhead");
    if (held.what === "playhead") onGo(at, true);
    if (held.what !== "marker") return;
    if (held.moved) change({ op: "marker.update", id: held.id!, set: { at: exact(at), anchor: null } });
    else {
      selectMarker(held.id!);
      onGo(markers.find((one) => one.id === held.id)?.begins ?? at, true);
    }
  });
  useOwner(
    (owner) => {
      if (held === null) return;
      owner.listen<Window, PointerEvent>(window, "pointermove", move);
      owner.listen<Window, PointerEvent>(window, "pointerup", drop);
      owner.listen(window, "pointercancel", () => setHeld(null));
    },
    [held === null, move, drop],
  );
  return (
    <div ref={setBox} className="ruler" role="presentation" onPointerDown={(event) => hold(event, event.shiftKey ? "range" : "playhead")}>
      {range ? <span className="range-band" style={{ left: xOf(view, range.start), width: Math.max(1, (range.end - range.start) * view.scale) }} aria-hidden="true" /> : null}
      {ticks.map((at) => (
        <span key={at} className="tick" style={{ left: xOf(view, at) }}>
          {clockTime(at, step < 1)}
        </span>
      ))}
      {markers.map((marker) => {
        const at = held?.what === "marker" && held.moved && held.id === marker.id ? held.at : marker.begins;
        const x = xOf(view, at);
        return x >= 0 && x <= width ? (
          <button
            key={marker.id}
            type="button"
            className={marker.kind === "note" ? "marker note" : "marker"}
            style={{ left: x }}
            aria-pressed={chosen === marker.id}
            title={t("projects.marker_tip")}
            onPointerDown={(event) => hold(event, "marker", marker.id)}
            onClick={(event) => {
              // Without a pointer: from the keyboard.
              if (event.detail !== 0) return;
              selectMarker(marker.id);
              onGo(marker.begins, true);
            }}
          >
            {marker.name}
          </button>
        ) : null;
      })}
    </div>
  );
}
