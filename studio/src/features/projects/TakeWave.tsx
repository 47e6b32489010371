import { useState } from "react";
import { useOwner } from "@/state/use-owner";
import { Canvas } from "@/ui/Canvas";
import { onWaves, waveOf } from "./waveforms";

const HEIGHT = 24;
const STEP = 3;

/** The loudest sample of each of `count` equal parts, 0-255. */
export function partsOf(peaks: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, n) => {
    const from = Math.floor((n * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((n + 1) * peaks.length) / count));
    return peaks.slice(from, to).reduce((most, peak) => Math.max(most, peak), 0);
  });
}

/** The waveform of a take, small; nothing until it has come. */
export function TakeWave({ project, take }: { project: string; take: string }) {
  const [waves, setWaves] = useState(0);
  useOwner((owner) => void owner.own(onWaves(() => setWaves((count) => count + 1))), []);
  const wave = waveOf(project, { take_id: take });
  return (
    <span className="take-wave">
      <Canvas
        height={HEIGHT}
        redraw={`${take},${wave ? waves : 0}`}
        draw={(pen, width, height, palette) => {
          pen.fillStyle = palette.soft;
          partsOf(wave?.peaks ?? [], Math.floor(width / STEP)).forEach((peak, n) => {
            const tall = Math.max(1, (peak / 255) * height);
            pen.fillRect(n * STEP, (height - tall) / 2, STEP - 1, tall);
          });
        }}
      />
    </span>
  );
}
