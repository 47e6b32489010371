import type { TFunction } from "i18next";
import { memo, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { clockTime } from "@/i18n/format";
import { useOwner } from "@/state/use-owner";
import { Canvas } from "@/ui/Canvas";
import { MARGIN, type View, covers, inView, movedFrom, secondsAt, xOf } from "../geometry";
import { onWaves } from "../waveforms";
import { type Block, type Grip, type Lane, gapsInView, gapsOf } from "./blocks";
import { LANE, drawBlocks } from "./drawing";
import { type GapActions, GapHandle } from "./GapHandle";

interface Shown {
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

interface Props extends Shown {
  /** The lane's place among `of` lanes. */
  index: number;
  of: number;
  /** Whether it is drawn in `view` as it is; else what was drawn may be moved and stretched into it. */
  exact: boolean;
}

/**
 * What lies on one track, as far as it is in view.
 *
 * While the view moves, what was drawn is moved and stretched along with it, and drawn anew where that no longer suffices:
 * one lane sooner, another later, so that not all of them are in one frame.
 */
export function LaneView({ index, of, exact, ...shown }: Props) {
  const { t } = useTranslation();
  const { view, width, lane } = shown;
  const drawn = useRef({ view, width });
  if (exact || drawn.current.width !== width || !covers(drawn.current.view, view, width, (index + 1) / of)) drawn.current = { view, width };
  return (
    <div className="lane" style={{ height: LANE }} data-track={lane.track?.id}>
      <div className="lane-moved" style={{ transform: movedFrom(drawn.current.view, view) }}>
        <LaneContent {...shown} view={drawn.current.view} />
      </div>
      {lane.track && lane.blocks.length === 0 ? <span className="faint small lane-empty">{t("projects.lane_empty")}</span> : null}
    </div>
  );
}

/** A lane in one view: drawn on a canvas that reaches beyond it, with a button over each block in it that can be hit. */
const LaneContent = memo(function LaneContent({ project, lane, view, width, picked, onHold, onChoose, onPlay, gaps }: Shown) {
  const { t, i18n } = useTranslation();
  const [waves, setWaves] = useState(0);
  const { blocks, longest } = lane;
  const tips = { clip: t("projects.stretch_tip"), line: t("projects.line_tip") };
  const margin = width * MARGIN;
  const canvas = useMemo(() => ({ left: secondsAt(view, -margin), scale: view.scale }), [view, margin]);
  const around = useMemo(() => inView(blocks, (one) => one.start, (one) => one.end, longest, canvas.left, secondsAt(view, width + margin)), [blocks, longest, canvas, view, width, margin]);
  const seen = inView(around, (one) => one.start, (one) => one.end, longest, view.left, secondsAt(view, width));
  useOwner(
    (owner) =>
      void owner.own(
        onWaves((came) => {
          if (around.some(({ sound }) => came.has(sound.take_id ?? sound.asset_id ?? ""))) setWaves((count) => count + 1);
        }),
      ),
    [around],
  );
  const all = useMemo(() => gapsOf(blocks), [blocks]);
  const widest = useMemo(() => all.reduce((most, one) => Math.max(most, one.end - one.start), 0), [all]);
  const pauses = gapsInView(all, widest, view, width);
  const drawn = useMemo(() => ({ around, waves, picked }), [around, waves, picked]);
  return (
    <>
      <div className="lane-canvas" style={{ left: -margin, width: width + 2 * margin }}>
        <Canvas height={LANE} redraw={drawn} draw={(pen, wide, _high, palette) => drawBlocks(pen, wide, palette, canvas, around, project, picked, margin)} />
      </div>
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
    </>
  );
});
