import { memo, useState } from "react";
import { useOwner } from "@/state/use-owner";
import { type Wave, onWaves, waveOf } from "./waveforms";

const HEIGHT = 24;
/** Bars, and pixels of each with the room behind it. */
const COUNT = 24;
const STEP = 3;

/** Bars as a path, for loudnesses of 0-255. */
export const barsOf = (peaks: readonly number[]): string =>
  peaks
    .map((peak, n) => {
      const tall = Math.max(1, Math.round((peak / 255) * HEIGHT));
      return `M${n * STEP} ${(HEIGHT - tall) / 2}h${STEP - 1}v${tall}h${1 - STEP}z`;
    })
    .join("");

/** The loudest sample of each of `count` equal parts, 0-255. */
export function partsOf(peaks: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, n) => {
    const from = Math.floor((n * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((n + 1) * peaks.length) / count));
    return peaks.slice(from, to).reduce((most, peak) => Math.max(most, peak), 0);
  });
}

/** The waveform of a take, small; nothing until it has come. Drawn as one path: a canvas in every row is a layer of its own that each key puts together anew. */
export const TakeWave = memo(function TakeWave({ project, take }: { project: string; take: string }) {
  const [wave, setWave] = useState<Wave | null>(null);
  useOwner(
    (owner) => {
      const look = () => setWave(waveOf(project, { take_id: take }));
      look();
      owner.own(onWaves((came) => came.has(take) && look()));
    },
    [project, take],
  );
  return (
    <svg className="take-wave" viewBox={`0 0 ${COUNT * STEP} ${HEIGHT}`} height={HEIGHT} preserveAspectRatio="none" aria-hidden="true">
      {wave ? <path d={barsOf(partsOf(wave.peaks, COUNT))} fill="currentColor" /> : null}
    </svg>
  );
});
