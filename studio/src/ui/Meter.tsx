import { useRef } from "react";
import { meterShare, toDb } from "@/audio/decibels";
import { Canvas } from "./Canvas";

/** A level meter in dBFS from -60 to 0: the bar is the RMS, the tick the peak of the last second and a half. Red from -1 dB. */
export function Meter({ level, running, height = 10 }: { level: () => { peak: number; rms: number }; running: boolean; height?: number }) {
  const held = useRef({ db: -Infinity, at: 0 });
  return (
    <Canvas
      height={height}
      running={running}
      redraw={running}
      draw={(pen, width, tall, palette) => {
        const { peak, rms } = running ? level() : { peak: 0, rms: 0 };
        if (!running) held.current = { db: -Infinity, at: 0 };
        const peakDb = toDb(peak);
        const now = performance.now();
        if (running && (peakDb >= held.current.db || now - held.current.at > 1500)) held.current = { db: peakDb, at: now };
        pen.fillStyle = palette.line;
        pen.fillRect(0, 0, width, tall);
        const bar = meterShare(toDb(rms)) * width;
        pen.fillStyle = palette.accent;
        pen.fillRect(0, 0, Math.min(bar, meterShare(-12) * width), tall);
        if (bar > meterShare(-12) * width) {
          pen.fillStyle = palette.amber;
          pen.fillRect(meterShare(-12) * width, 0, bar - meterShare(-12) * width, tall);
        }
        if (Number.isFinite(held.current.db)) {
          pen.fillStyle = held.current.db > -1 ? palette.red : palette.text;
          pen.fillRect(Math.min(width - 2, meterShare(held.current.db) * width), 0, 2, tall);
        }
      }}
    />
  );
}
