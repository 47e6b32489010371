import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { barsOf } from "@/audio/peaks";
import { type Range, clampRange } from "@/audio/trim";
import { clockTime } from "@/i18n/format";
import { Canvas } from "./Canvas";

interface Props {
  /** As `peaksOf` makes them. */
  peaks: Float32Array;
  duration: number;
  range: Range;
  onRange: (range: Range) => void;
  /** Seconds into the clip, or null while it does not play. */
  playhead: number | null;
  onSeek?: (seconds: number) => void;
}

/** A clip with two handles that choose a part of it: by mouse, touch, or arrow keys (Shift for whole seconds). */
export function Waveform({ peaks, duration, range, onRange, playhead, onSeek }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const secondsAt = (x: number) => {
    const area = box.current!.getBoundingClientRect();
    return Math.min(duration, Math.max(0, ((x - area.left) / area.width) * duration));
  };
  const handle = (edge: "start" | "end") => ({
    role: "slider",
    tabIndex: 0,
    "aria-label": edge === "start" ? t("wave.start") : t("wave.end"),
    "aria-valuemin": 0,
    "aria-valuemax": Math.round(duration * 100) / 100,
    "aria-valuenow": Math.round(range[edge] * 100) / 100,
    "aria-valuetext": clockTime(range[edge], true),
    className: `trim-handle ${edge}`,
    style: { left: `${(range[edge] / duration) * 100}%` },
    onKeyDown: (event: React.KeyboardEvent) => {
      const step = event.shiftKey ? 1 : 0.05;
      const moves: Record<string, number> = { ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step, Home: -duration, End: duration };
      const by = moves[event.code];
      if (by === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      onRange(moved(range, edge, range[edge] + by, duration));
    },
    onPointerDown: (event: React.PointerEvent<HTMLElement>) => event.currentTarget.setPointerCapture(event.pointerId),
    onPointerMove: (event: React.PointerEvent<HTMLElement>) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) onRange(moved(range, edge, secondsAt(event.clientX), duration));
    },
  });
  return (
    <div className="waveform" ref={box}>
      {/* Seeking by click is a second way; the transport's slider is the one for keys. */}
      <div onClick={(event) => onSeek?.(secondsAt(event.clientX))} role="presentation">
        <Canvas
          height={96}
          redraw={`${range.start},${range.end},${playhead},${duration}`}
          draw={(pen, width, height, palette) => {
            const from = (range.start / duration) * width;
            const to = (range.end / duration) * width;
            for (const bar of barsOf(peaks, width, height - 8, 2, 1, 1)) {
              pen.fillStyle = bar.x >= from - 1 && bar.x <= to ? palette.text : palette.edge;
              pen.globalAlpha = bar.x >= from - 1 && bar.x <= to ? 0.85 : 0.4;
              pen.fillRect(bar.x, bar.y + 4, bar.width, bar.height);
            }
            pen.globalAlpha = 1;
            if (playhead !== null) {
              pen.fillStyle = palette.accent;
              pen.fillRect((playhead / duration) * width - 1, 0, 2, height);
            }
          }}
        />
      </div>
      <span {...handle("start")} />
      <span {...handle("end")} />
    </div>
  );
}

function moved(range: Range, edge: "start" | "end", to: number, duration: number): Range {
  if (edge === "start") return clampRange({ start: Math.min(to, range.end - 0.5), end: range.end }, duration);
  return clampRange({ start: range.start, end: Math.max(to, range.start + 0.5) }, duration);
}
