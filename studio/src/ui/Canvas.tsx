import { useEffect, useRef } from "react";
import { useLatest, useOwner } from "@/state/use-owner";

export interface Palette {
  accent: string;
  text: string;
  soft: string;
  edge: string;
  line: string;
  red: string;
  amber: string;
  surface: string;
}

/** The tokens as colours that a canvas understands, in the theme of the moment. */
function paletteOf(element: Element): Palette {
  const probe = document.createElement("span");
  element.parentElement?.append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const palette = {
    accent: colour("accent"),
    text: colour("text"),
    soft: colour("soft"),
    edge: colour("edge"),
    line: colour("line"),
    red: colour("red"),
    amber: colour("amber"),
    surface: colour("surface"),
  };
  probe.remove();
  return palette;
}

let known: { theme: string; palette: Palette } | null = null;

/** The palette of the moment, asked of the page once for all canvases: each question has its styles computed. */
function paletteNow(element: Element): Palette {
  const theme = `${document.documentElement.dataset["theme"]} ${matchMedia("(prefers-color-scheme: dark)").matches}`;
  if (known?.theme !== theme) known = { theme, palette: paletteOf(element) };
  return known.palette;
}

interface Props {
  height: number;
  className?: string;
  /** Draws in CSS pixels; called again when size, theme or `redraw` change, and every frame while `running`. */
  draw: (pen: CanvasRenderingContext2D, width: number, height: number, palette: Palette) => void;
  running?: boolean;
  redraw?: unknown;
}

/** A sharp canvas as wide as its place. It is decoration: whoever uses it says the same in words. */
export function Canvas({ height, className, draw, running = false, redraw }: Props) {
  const ref = useRef<HTMLCanvasElement>(null);
  const width = useRef(0);
  const palette = useRef<Palette | null>(null);
  const paint = useLatest(() => {
    const canvas = ref.current;
    const pen = canvas?.getContext("2d");
    if (!canvas || !pen || width.current === 0) return;
    palette.current ??= paletteNow(canvas);
    const ratio = devicePixelRatio || 1;
    const wide = Math.round(width.current * ratio);
    const high = Math.round(height * ratio);
    if (canvas.width !== wide) canvas.width = wide;
    if (canvas.height !== high) canvas.height = high;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width.current, height);
    draw(pen, width.current, height, palette.current);
  });
  useOwner((owner) => {
    const canvas = ref.current;
    if (!canvas?.parentElement) return;
    width.current = canvas.clientWidth;
    owner.observeSize(canvas, (wide) => {
      width.current = wide;
      paint();
    });
    const recolour = () => {
      palette.current = null;
      paint();
    };
    owner.listen(matchMedia("(prefers-color-scheme: dark)"), "change", recolour);
    const observer = new MutationObserver(recolour);
    observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    owner.own(() => observer.disconnect());
  }, []);
  useOwner((owner) => void (running && owner.frames(paint)), [running]);
  useEffect(paint, [redraw, height, paint]);
  return <canvas ref={ref} className={className} aria-hidden="true" style={{ width: "100%", height }} />;
}
