import type { TFunction } from "i18next";
import { memo, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { clockTime } from "@/i18n/format";
import { useOwner } from "@/state/use-owner";
import { Canvas } from "@/ui/Canvas";
import { type View, inView, secondsAt, xOf } from "../geometry";
import { onWaves } from "../waveforms";
import { type Block, type Grip, type Lane, gapsInView, gapsOf } from "./blocks";
import { LANE, drawBlocks } from "./drawing";
import { type GapActions, GapHandle } from "./GapHandle";

interface Props {
  project: string;
  lane: Lane;
  view: View;
  width: number;
  picked: ReadonlySet<string>;
  onHold: (event: React.PointerEvent<HTMLElement>, block: Block, grip: Grip) => void;
  onChoose: (event: React.MouseEvent<HTMLElement>, block: Block) => void;
  onPlay: (block: Block) => void;
  gaps: GapActions;
}

/** Names that were put together once, not with every frame of a scroll. */
const names = new WeakMap<Block, { language: string; name: string }>();

function nameOf(block: Block, language: string, t: TFunction): string {
  const known = names.get(block);
  if (known?.language === language) return known.name;
  const name = t("projects.block", { name: block.name.slice(0, 80), start: clockTime(block.start, true), end: clockTime(block.end, true) });
  names.set(block, { language, name });
  return name;
}

/** The part of a block that is under the pointer. */
function gripAt(event: React.PointerEvent<HTMLElement>, block: Block, view: View, width: number, chosen: boolean): Grip {
  if (block.kind === "line") return "move";
  const box = event.currentTarget.getBoundingClientRect();
  // An edge that is out of view is no edge to be dragged.
  const begins = xOf(view, block.start) >= 0;
  const ends = xOf(view, block.end) <= width;
  if (chosen && event.clientY - box.top < 12 && box.width > 24) {
    if (begins && Math.abs(event.clientX - box.left - block.fadeIn * view.scale) < 8) return "fade_in";
    if (ends && Math.abs(box.right - event.clientX - block.fadeOut * view.scale) < 8) return "fade_out";
  }
  const near = Math.min(8, box.width / 4);
  if (begins && event.clientX - box.left < near) return "start";
  if (ends && box.right - event.clientX < near) return event.shiftKey ? "stretch" : "end";
  return "move";
}

/** Least pixels of a block that has a button of its own: what is narrower is drawn, and selected with others or from the list. */
const LEAST = 5;

/** What lies on one track, as far as it is in view: drawn on a canvas, with a button over each block that can be hit. */
export const LaneView = memo(function LaneView({ project, lane, view, width, picked, onHold, onChoose, onPlay, gaps }: Props) {
  const { t, i18n } = useTranslation();
  const [waves, setWaves] = useState(0);
  useOwner((owner) => void owner.own(onWaves(() => setWaves((count) => count + 1))), []);
  const { blocks, longest, track } = lane;
  const tips = { clip: t("projects.stretch_tip"), line: t("projects.line_tip") };
  const seen = inView(blocks, (one) => one.start, (one) => one.end, longest, view.left, secondsAt(view, width));
  const all = useMemo(() => gapsOf(blocks), [blocks]);
  const widest = useMemo(() => all.reduce((most, one) => Math.max(most, one.end - one.start), 0), [all]);
  const pauses = gapsInView(all, widest, view, width);
  const drawn = useMemo(() => ({ lane, view, width, waves, picked }), [lane, view, width, waves, picked]);
  return (
    <div className="lane" style={{ height: LANE }} data-track={track?.id}>
      <Canvas
        height={LANE}
        redraw={drawn}
        draw={(pen, wide, _high, palette) => drawBlocks(pen, wide, palette, view, seen, project, picked)}
      />
      {seen.map((block) => {
        if ((block.end - block.start) * view.scale < LEAST && !picked.has(block.id)) return null;
        const x = Math.max(0, xOf(view, block.start));
        const wide = Math.max(4, Math.min(width, xOf(view, block.end)) - x);
        const chosen = picked.has(block.id);
        return (
          <button
            key={block.id}
            type="button"
            className={block.kind === "line" ? "block fixed" : "block"}
            data-block={block.id}
            style={{ left: x, width: wide }}
            aria-label={nameOf(block, i18n.language, t)}
            aria-pressed={chosen}
            title={tips[block.kind]}
            onClick={(event) => onChoose(event, block)}
            onDoubleClick={() => onPlay(block)}
            onPointerDown={(event) => event.button === 0 && onHold(event, block, gripAt(event, block, view, width, chosen))}
          />
        );
      })}
      {pauses.map((gap) => (
        <GapHandle key={gap.after.id} gap={gap} view={view} width={width} actions={gaps} />
      ))}
      {track && blocks.length === 0 ? <span className="faint small lane-empty">{t("projects.lane_empty")}</span> : null}
    </div>
  );
});
