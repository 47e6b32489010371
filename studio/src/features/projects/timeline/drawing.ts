import type { Palette } from "@/ui/Canvas";
import { type View, secondsAt, xOf } from "../geometry";
import { type Wave, waveOf } from "../waveforms";
import type { Block } from "./blocks";

/** Height of a lane in pixels. */
export const LANE = 64;

const TOP = 4;
const BOTTOM = LANE - 4;

/** The loudest of the sound that is drawn from `seconds` to `until`, 0 to 1. */
function peakOf(wave: Wave, block: Block, seconds: number, until: number): number {
  const whole = wave.peaks.length / wave.perSecond - block.trim;
  const again = block.loop && whole > 0 ? Math.floor((seconds - block.trim) / whole) * whole : 0;
  const first = Math.floor((seconds - again) * wave.perSecond);
  const last = Math.max(first + 1, Math.floor((until - again) * wave.perSecond));
  let peak = 0;
  for (let i = Math.max(0, first); i < last && i < wave.peaks.length; i++) peak = Math.max(peak, wave.peaks[i]!);
  return peak / 255;
}

function drawFades(pen: CanvasRenderingContext2D, view: View, block: Block, palette: Palette, chosen: boolean): void {
  const fades = [
    { edge: xOf(view, block.start), inner: xOf(view, block.start + block.fadeIn), seconds: block.fadeIn },
    { edge: xOf(view, block.end), inner: xOf(view, block.end - block.fadeOut), seconds: block.fadeOut },
  ];
  for (const { edge, inner, seconds } of fades) {
    if (seconds > 0) {
      pen.strokeStyle = palette.text;
      pen.globalAlpha = 0.7;
      pen.beginPath();
      pen.moveTo(edge, BOTTOM);
      pen.lineTo(inner, TOP);
      pen.stroke();
      pen.globalAlpha = 1;
    }
    if (!chosen) continue;
    pen.fillStyle = palette.accent;
    pen.beginPath();
    pen.arc(inner, TOP + 5, 4, 0, 2 * Math.PI);
    pen.fill();
  }
}

/**
 * Draws a lane: every block with its sound as loud as it plays, its name, its fades, and handles for those that are chosen.
 * A block that reaches over `margin` pixels from the left, where one's view begins, has its name there.
 */
export function drawBlocks(pen: CanvasRenderingContext2D, width: number, palette: Palette, view: View, blocks: readonly Block[], project: string, picked: ReadonlySet<string>, margin: number): void {
  let filled = -Infinity;
  for (const block of blocks) {
    const chosen = picked.has(block.id);
    const x = Math.max(-2, xOf(view, block.start));
    const right = Math.min(width + 2, xOf(view, block.end));
    const wide = Math.max(2, right - x);
    if (wide <= 3) {
      // From afar many blocks share a pixel: it is filled once.
      if (!chosen && x + wide <= filled) continue;
      pen.fillStyle = chosen ? palette.accent : palette.edge;
      pen.globalAlpha = chosen ? 1 : 0.5;
      pen.fillRect(Math.max(x, chosen ? x : filled), TOP, x + wide - Math.max(x, chosen ? x : filled), BOTTOM - TOP);
      pen.globalAlpha = 1;
      filled = Math.max(filled, x + wide);
      continue;
    }
    pen.fillStyle = chosen ? palette.accent : palette.edge;
    pen.globalAlpha = chosen ? 0.35 : 0.25;
    pen.beginPath();
    pen.roundRect(x, TOP, wide, BOTTOM - TOP, 4);
    pen.fill();
    pen.globalAlpha = 1;
    const wave = wide > 6 ? waveOf(project, block.sound) : null;
    if (wave) {
      pen.fillStyle = chosen ? palette.accent : palette.soft;
      const gain = 10 ** (block.gain / 20);
      const until = Math.min(width, right);
      for (let px = Math.floor(Math.max(0, x)); px < until; px += 2) {
        const seconds = (secondsAt(view, px) - block.start) / block.stretch + block.trim;
        const peak = peakOf(wave, block, seconds, seconds + 2 / view.scale / block.stretch);
        const tall = Math.max(1, Math.min(1, peak * gain) * (LANE - 24));
        pen.fillRect(px, (LANE + 10 - tall) / 2, 1.5, tall);
      }
    }
    if (block.kind === "clip" && wide > 12) drawFades(pen, view, block, palette, chosen);
    if (wide > 28) {
      const from = x < margin && right > margin + 28 ? margin : Math.max(0, x);
      pen.save();
      pen.beginPath();
      pen.rect(from, TOP, right - from, 16);
      pen.clip();
      pen.fillStyle = palette.text;
      pen.font = "11px Pretendard Variable, system-ui, sans-serif";
      pen.fillText(block.name, Math.max(2, from) + (chosen && block.kind === "clip" ? 12 : 5), 16);
      pen.restore();
    }
  }
}
