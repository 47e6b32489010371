/** A stretch of the timeline on the screen: `left` seconds at the left edge, `scale` pixels a second. */
export interface View {
  left: number;
  scale: number;
}

export const MIN_SCALE = 0.02;
export const MAX_SCALE = 2000;

export const xOf = (view: View, seconds: number) => (seconds - view.left) * view.scale;
export const secondsAt = (view: View, x: number) => view.left + x / view.scale;

/** The view zoomed by `factor` about `x`: the time under `x` stays there. */
export function zoomed(view: View, factor: number, x: number): View {
  const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, view.scale * factor));
  return { scale, left: Math.max(0, secondsAt(view, x) - x / scale) };
}

/** The view moved by `pixels`, not before the beginning. */
export const scrolled = (view: View, pixels: number): View => ({ ...view, left: Math.max(0, view.left + pixels / view.scale) });

/** The view in which `duration` seconds fill `width` pixels. */
export const fitting = (duration: number, width: number): View => ({ left: 0, scale: Math.min(MAX_SCALE, Math.max(MIN_SCALE, width / Math.max(1, duration * 1.02))) });

/** Beyond each edge of a view, so many times its width is drawn with it. */
export const MARGIN = 0.5;

/**
 * Whether what was drawn in `drawn`, with its margins, can be moved and stretched into `view`: without empty places, and neither
 * too coarse nor too fine. A smaller `reach` (0 to 1) says no sooner.
 */
export function covers(drawn: View, view: View, width: number, reach = 1): boolean {
  const most = 1 + reach;
  const ratio = view.scale / drawn.scale;
  if (ratio > most || ratio < 1 / most) return false;
  const margin = width * MARGIN * ((1 + reach) / 2);
  return xOf(drawn, view.left) >= -margin && xOf(drawn, secondsAt(view, width)) <= width + margin;
}

/** How what was drawn in `drawn` is moved and stretched into `view`, in CSS. */
export function movedFrom(drawn: View, view: View): string | undefined {
  if (drawn.left === view.left && drawn.scale === view.scale) return undefined;
  return `translateX(${(drawn.left - view.left) * view.scale}px) scaleX(${view.scale / drawn.scale})`;
}

const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

/** Seconds between the ruler's marks: at least `apart` pixels between two. */
export function rulerStep(view: View, apart = 90): number {
  return STEPS.find((step) => step * view.scale >= apart) ?? 7200;
}

/** The items of `sorted` (by `begin`) that overlap the seconds from `from` to `to`; `longest` is the longest of all. */
export function inView<T>(sorted: readonly T[], begin: (item: T) => number, end: (item: T) => number, longest: number, from: number, to: number): T[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (begin(sorted[middle]!) < from - longest) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (let i = low; i < sorted.length && begin(sorted[i]!) <= to; i++) if (end(sorted[i]!) >= from) found.push(sorted[i]!);
  return found;
}

/** `seconds` drawn to the nearest of `marks` that is within `pixels` on the screen. */
export function snapped(seconds: number, marks: readonly number[], view: View, pixels = 8): number {
  let best = seconds;
  let nearest = pixels / view.scale;
  for (const mark of marks) {
    const apart = Math.abs(mark - seconds);
    if (apart < nearest) {
      nearest = apart;
      best = mark;
    }
  }
  return best;
}

/** Factors of length that the server takes. */
const STRETCHES = { least: 0.5, most: 2 };

/** How many times as long a sound is made whose end was dragged `by` seconds, when it was `stretch` times and `seconds` long. */
export function stretchedBy(stretch: number, seconds: number, by: number): number {
  const wanted = (stretch * Math.max(0, seconds + by)) / seconds;
  return Math.min(STRETCHES.most, Math.max(STRETCHES.least, wanted));
}
