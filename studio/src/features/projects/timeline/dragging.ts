import type { Operation, ProjectDocument } from "@/api/projects";
import { type View, snapped } from "../geometry";
import { type Block, type Drag, type Lane, draggedBlock } from "./blocks";
import { LANE } from "./drawing";
import { dropping, lineRoom, moving } from "./editing";

/** Blocks that a pointer holds. */
export interface Held {
  drag: Drag;
  /** Seconds under the pointer when it was pressed, and its height. */
  from: number;
  fromY: number;
  block: Block;
}

/** A rectangle that is drawn to pick what is in it: seconds, and pixels below the ruler. */
export interface Marquee {
  from: number;
  fromY: number;
  to: number;
  toY: number;
}

/** Where what is held has got to: `by` seconds from where it was pressed, over lane number `lane`; it snaps to times in `near`. */
export function draggedTo(held: Held, by: number, lane: number, near: readonly number[], { document, lanes, view }: { document: ProjectDocument; lanes: readonly Lane[]; view: View }): Drag {
  const { drag, block } = held;
  if (drag.grip === "fade_in" || drag.grip === "fade_out") return { ...drag, by, lanes: 0 };
  if (drag.grip !== "move") {
    const edge = drag.grip === "start" ? block.start : block.end;
    return { ...drag, by: snapped(edge + by, near, view) - edge, lanes: 0 };
  }
  const toStart = snapped(block.start + by, near, view) - block.start;
  let moved = toStart !== by ? toStart : snapped(block.end + by, near, view) - block.end;
  const room = lineRoom(document, drag.ids);
  if (room) moved = Math.min(room.most, Math.max(-room.least, moved));
  // Nothing begins before the project does.
  moved = Math.max(moved, -Math.min(...lanes.flatMap((one) => one.blocks.filter((each) => drag.ids.has(each.id)).map((each) => each.start))));
  const from = lanes.findIndex((one) => one.blocks.some((each) => each.id === block.id));
  return { ...drag, by: moved, lanes: block.kind === "clip" ? Math.min(lanes.length - 1, Math.max(0, lane)) - from : 0 };
}

/** The changes of letting go what was held; none if it is where it was. */
export function droppedOperations({ drag, block }: Held, { document, lanes, sounds }: { document: ProjectDocument; lanes: readonly Lane[]; sounds: ReadonlyMap<string, number> }): Operation[] {
  if (Math.abs(drag.by) < 0.001 && drag.lanes === 0) return [];
  if (drag.grip !== "move") return dropping(document, drag.grip, draggedBlock(block, drag, sounds.get(block.sound.asset_id ?? block.sound.take_id ?? "")));
  const order = lanes.map((lane) => lane.track?.id);
  return moving(document, drag.ids, drag.by, (track) => order[Math.min(order.length - 1, Math.max(0, order.indexOf(track) + drag.lanes))] ?? track);
}

/** The blocks that a marquee touches. */
export function idsWithin(marquee: Marquee, lanes: readonly Lane[]): string[] {
  const [from, to] = [Math.min(marquee.from, marquee.to), Math.max(marquee.from, marquee.to)];
  const [top, bottom] = [Math.floor(Math.min(marquee.fromY, marquee.toY) / LANE), Math.floor(Math.max(marquee.fromY, marquee.toY) / LANE)];
  return lanes.slice(Math.max(0, top), bottom + 1).flatMap((lane) => lane.blocks.filter((one) => one.end >= from && one.start <= to).map((one) => one.id));
}
