import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset, Operation, ProjectDocument, ProjectTrack } from "@/api/projects";
import { clockTime } from "@/i18n/format";
import { type Sort, filesOf, sortOf } from "@/state/dropped-files";
import { send } from "@/state/incoming";
import { setRate, stop, toggle, useTransport } from "@/state/transport";
import type { Release } from "@/state/owner";
import { useLatest, useOwner } from "@/state/use-owner";
import { Range } from "@/ui/Range";
import { mixTime, placeAsset, playMix } from "../actions";
import { type View, fitting, scrolled, secondsAt, snapped, xOf, zoomed } from "../geometry";
import { newId } from "../operations";
import { change, pick, selectMarker, setRange, togglePicked, useProject } from "../store";
import { BlockList } from "./BlockList";
import { type Block, type Gap, type Grip, draggedLanes, lanesOf, soundLengths } from "./blocks";
import { type Held, type Marquee, draggedTo, droppedOperations, idsWithin } from "./dragging";
import { ASSET_DRAG } from "./drags";
import { LANE } from "./drawing";
import { type Clipboard, type Pasted, closing, copying, deleting, duplicating, edgeFrom, edgesOf, exact, louder, moving, pasting, splitting, trimming } from "./editing";
import { useTimelineKeys } from "./keys";
import { LaneView } from "./LaneView";
import { Ruler } from "./Ruler";
import { ShortcutsDialog } from "./ShortcutsDialog";
import { type Action, Tools, isTrackKind } from "./Tools";
import { TrackHead } from "./TrackHead";

const RULER = 28;
/** So long after the wheel has rested the lanes are drawn sharp, so many in a frame. */
const REST_MS = 80;
const AT_ONCE = 3;
/** What a lane takes; the server says what it cannot read. */
const SOUND: ReadonlySet<Sort> = new Set(["sound", "script", "other"]);

let board: Clipboard | null = null;

interface Props {
  document: ProjectDocument;
  cursor: number;
  setCursor: (seconds: number) => void;
  playOrPause: () => void;
  /** Files that were dropped on a lane. */
  onFiles: (files: File[], at: number, track: ProjectTrack | undefined) => void;
}

/** The project in time: a lane for each track, drawn only where one looks. */
export function TimelineView({ document, cursor, setCursor, playOrPause, onFiles }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [view, setView] = useState<View>({ left: 0, scale: 40 });
  /** So many lanes are drawn in the view as it is; fewer than all while the wheel moves it, and shortly after. */
  const [settled, setSettled] = useState(Infinity);
  const [held, setHeld] = useState<Held | null>(null);
  const [marquee, setMarquee] = useState<Marquee | null>(null);
  const [dropAt, setDropAt] = useState<number | null>(null);
  const [snap, setSnap] = useState(true);
  const [again, setAgain] = useState(false);
  const [listed, setListed] = useState(false);
  const [help, setHelp] = useState(false);
  const moved = useRef(false);
  const picked = useProject((state) => state.picked);
  const marker = useProject((state) => state.marker);
  const range = useProject((state) => state.range);
  const playing = useTransport((transport) => transport.playing);
  const sounding = useTransport((transport) => mixTime(document.id, transport));
  const now = sounding ?? cursor;
  const still = useMemo(() => lanesOf(document), [document]);
  const sounds = useMemo(() => soundLengths(document), [document]);
  const lanes = useMemo(() => (held && (held.drag.by !== 0 || held.drag.lanes !== 0) ? draggedLanes(still, held.drag, sounds) : still), [still, held, sounds]);
  const end = useMemo(() => still.reduce((most, lane) => lane.blocks.reduce((last, one) => Math.max(last, one.end), most), document.duration), [still, document.duration]);
  const edges = useMemo(() => edgesOf(still, document.markers), [still, document.markers]);
  const heldIds = held?.drag.ids;
  const marks = useMemo(() => {
    if (!snap) return [];
    // What is dragged does not snap to itself.
    const own = new Set(heldIds ? still.flatMap((lane) => lane.blocks.filter((one) => heldIds.has(one.id)).flatMap((one) => [one.start, one.end])) : []);
    return [...edges.filter((edge) => !own.has(edge)), now, ...(range ? [range.start, range.end] : [])];
  }, [snap, edges, now, range, heldIds, still]);
  const count = useLatest(() => lanes.length);
  const splits = useMemo(() => splitting(document, picked, now), [document, picked, now]);
  useOwner((owner) => {
    const node = box.current;
    if (!node) return;
    setSettled(Infinity);
    owner.observeSize(node, setWidth);
    let rest: Release | null = null;
    let left = 0;
    const glide = (to: (before: View) => View) => {
      setView(to);
      setSettled(0);
      rest?.();
      rest = owner.after(REST_MS, () => {
        let lanes = 0;
        rest = owner.frames(() => {
          lanes += AT_ONCE;
          const all = lanes >= count();
          setSettled(all ? Infinity : lanes);
          if (all) {
            rest?.();
            rest = null;
          }
        });
      });
    };
    owner.listen<HTMLElement, WheelEvent>(
      node,
      "wheel",
      (event) => {
        if (event.ctrlKey || event.metaKey) {
          event.preventDefault();
          // Asked once for each turn of the wheel that begins: the answer has the page laid out.
          if (rest === null) ({ left } = node.getBoundingClientRect());
          const x = event.clientX - left;
          const factor = Math.exp(-event.deltaY / 300);
          glide((before) => zoomed(before, factor, x));
        } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
          event.preventDefault();
          if (rest === null) ({ left } = node.getBoundingClientRect());
          const by = event.deltaX || event.deltaY;
          glide((before) => scrolled(before, by));
        }
      },
      { passive: false },
    );
  }, [listed]);
  const fitted = useRef(false);
  // Before anything is painted: lanes are drawn once, in the view that shows them all.
  useLayoutEffect(() => {
    if (box.current) setWidth(box.current.clientWidth);
  }, [listed]);
  useLayoutEffect(() => {
    if (fitted.current || width === 0 || end === 0) return;
    fitted.current = true;
    setView(fitting(end, width));
  }, [width, end]);
  // The sound stays in view while it plays.
  useEffect(() => {
    if (playing && sounding !== null && width > 0 && (xOf(view, sounding) > width * 0.95 || sounding < view.left)) setView({ ...view, left: Math.max(0, sounding - (width * 0.1) / view.scale) });
  }, [playing, sounding, view, width]);
  // A range that repeats begins again at its end.
  useEffect(() => {
    if (again && range && playing && sounding !== null && sounding >= range.end) playMix(document, range.start);
  }, [again, range, playing, sounding, document]);

  const goTo = (seconds: number, rest = true) => {
    const aim = Math.max(0, seconds);
    setCursor(aim);
    if (sounding === null) return;
    // A mix that is paused elsewhere is put down: the next one begins at the playhead.
    if (!playing) stop();
    else if (rest) playMix(document, aim);
  };
  const paste = (made: Pasted | null) => {
    if (!made || made.operations.length === 0) return;
    change(...made.operations);
    pick(made.ids);
  };
  const ids = marker ? new Set([...picked, marker]) : picked;
  const remove = (operations: Operation[]) => {
    change(...operations);
    pick([]);
  };
  const lastPicked = () => document.lines.filter((line) => picked.has(line.id)).at(-1)?.id;
  const copy = () => (board = copying(document, picked) ?? board);
  const frame = document.fps ? 1 / document.fps : 0.04;
  const nudge = (by: number) => change(...moving(document, picked, by));
  /** An arrow moves the block that has the focus, else the playhead. */
  const arrow = (by: number) => (box.current?.contains(window.document.activeElement) && window.document.activeElement?.matches("[data-block]") ? nudge(by) : goTo(now + by));
  const addMarker = () => {
    const id = newId("marker");
    change({ op: "marker.insert", id, marker: { name: t("projects.chapter_new", { n: document.markers.length + 1 }), at: exact(now) } });
    selectMarker(id);
  };
  const zoom = (factor: number) => setView((before) => zoomed(before, factor, now >= before.left && xOf(before, now) <= width ? xOf(before, now) : width / 2));
  const fit = () => setView(fitting(Math.max(1, end), width));
  const fitPicked = () => {
    const chosen = still.flatMap((lane) => lane.blocks.filter((one) => picked.has(one.id)));
    if (chosen.length === 0) return fit();
    const [from, until] = [Math.min(...chosen.map((one) => one.start)), Math.max(...chosen.map((one) => one.end))];
    const { scale } = fitting((until - from) * 1.1, width);
    return setView({ scale, left: Math.max(0, from - (until - from) * 0.05) });
  };
  const shuttle = () => {
    const { rate } = useTransport.getState().playing ? { rate: Math.min(2, speed.current + 0.5) } : { rate: 1 };
    speed.current = rate;
    setRate(rate);
    if (!playing || sounding === null) playOrPause();
  };
  const speed = useRef(1);
  const pause = () => {
    speed.current = 1;
    setRate(1);
    if (playing && sounding !== null) toggle();
  };
  const mark = (side: "start" | "end") => setRange(side === "start" ? { start: now, end: range && range.end > now ? range.end : Math.max(end, now + 1) } : { start: range && range.start < now ? range.start : 0, end: now });
  const edit = {
    split: () => change(...splits),
    trimStart: () => change(...trimming(document, picked, now, "start")),
    trimEnd: () => change(...trimming(document, picked, now, "end")),
    cut: () => {
      copy();
      remove(deleting(document, picked));
    },
    paste: () => board?.project === document.id && paste(pasting(document, board, now, lastPicked())),
    duplicate: () => paste(duplicating(document, picked)),
    remove: () => remove(deleting(document, ids)),
    close: () => remove(closing(document, ids)),
    all: () => pick(still.flatMap((lane) => lane.blocks.map((one) => one.id))),
    later: () => pick(still.flatMap((lane) => lane.blocks.filter((one) => one.start >= now - 0.001).map((one) => one.id))),
  };
  useTimelineKeys(
    {
      Space: playOrPause,
      KeyJ: () => goTo(now - 5),
      KeyK: pause,
      KeyL: shuttle,
      ArrowLeft: () => arrow(-frame),
      ArrowRight: () => arrow(frame),
      "Shift+ArrowLeft": () => arrow(-1),
      "Shift+ArrowRight": () => arrow(1),
      ...(listed ? {} : { ArrowUp: () => goTo(edgeFrom(edges, now, -1)), ArrowDown: () => goTo(edgeFrom(edges, now, 1)) }),
      Home: () => goTo(0),
      End: () => goTo(end),
      Comma: () => nudge(-frame),
      Period: () => nudge(frame),
      "Shift+Comma": () => nudge(-1),
      "Shift+Period": () => nudge(1),
      "Alt+ArrowUp": () => change(...louder(document, picked, 1)),
      "Alt+ArrowDown": () => change(...louder(document, picked, -1)),
      KeyS: edit.split,
      BracketLeft: edit.trimStart,
      BracketRight: edit.trimEnd,
      Delete: edit.remove,
      Backspace: edit.remove,
      "Shift+Delete": edit.close,
      "Shift+Backspace": edit.close,
      "Mod+KeyC": copy,
      "Mod+KeyX": edit.cut,
      "Mod+KeyV": edit.paste,
      "Mod+KeyD": edit.duplicate,
      "Mod+KeyA": edit.all,
      KeyM: addMarker,
      KeyI: () => mark("start"),
      KeyO: () => mark("end"),
      "Alt+KeyX": () => setRange(null),
      "Mod+Slash": () => setAgain(!again),
      KeyN: () => setSnap(!snap),
      Equal: () => zoom(1.4),
      Minus: () => zoom(1 / 1.4),
      "Shift+KeyZ": fit,
      KeyZ: fitPicked,
      Escape: () => (held ? setHeld(null) : pick([])),
      "Shift+Slash": () => setHelp(true),
    },
    (block) => void (picked.has(block) || pick([block])),
  );

  const timeAt = (event: { clientX: number }) => secondsAt(view, event.clientX - (box.current?.getBoundingClientRect().left ?? 0));
  const heightAt = (event: { clientY: number }) => event.clientY - (box.current?.getBoundingClientRect().top ?? 0) - RULER;
  const laneAt = (event: { clientY: number }) => Math.floor(heightAt(event) / LANE);
  const choose = (event: React.MouseEvent<HTMLElement>, block: Block) => {
    if (moved.current) return;
    // With a pointer the selection was made when it was pressed; a plain click leaves only this one.
    if (event.detail === 0) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) togglePicked(block.id);
      else pick([block.id]);
    } else if (!event.ctrlKey && !event.metaKey && !event.shiftKey) pick([block.id]);
  };
  const hold = (event: React.PointerEvent<HTMLElement>, block: Block, grip: Grip) => {
    event.stopPropagation();
    moved.current = false;
    let chosen = picked;
    if (grip === "move" && (event.ctrlKey || event.metaKey || event.shiftKey)) {
      togglePicked(block.id);
      return;
    }
    if (!picked.has(block.id)) {
      chosen = new Set([block.id]);
      pick(chosen);
    }
    setHeld({ drag: { grip, id: block.id, ids: grip === "move" ? chosen : new Set([block.id]), by: 0, lanes: 0 }, from: timeAt(event), fromY: heightAt(event), block });
  };
  // With the same names at each frame, so that lanes that did not change are not drawn again.
  const onHold = useLatest(hold);
  const onChoose = useLatest(choose);
  const onPlay = useLatest((block: Block) => playMix(document, block.start));
  const holdGap = useLatest((event: React.PointerEvent<HTMLElement>, block: Block) => {
    event.stopPropagation();
    moved.current = false;
    setHeld({ drag: { grip: "move", id: block.id, ids: new Set([block.id]), by: 0, lanes: 0 }, from: timeAt(event), fromY: heightAt(event), block });
  });
  const gapBy = useLatest((gap: Gap, seconds: number | null) =>
    change(...(seconds === null ? [{ op: "line.update", id: gap.before.id, set: { pause_after_ms: null } }] : moving(document, new Set([gap.after.id]), seconds))),
  );
  const gaps = useMemo(() => ({ hold: holdGap, by: gapBy }), [holdGap, gapBy]);
  const drag = useLatest((event: PointerEvent) => {
    if (marquee) return setMarquee({ ...marquee, to: timeAt(event), toY: heightAt(event) });
    if (!held || !box.current) return undefined;
    const { left } = box.current.getBoundingClientRect();
    if (event.clientX < left + 16) setView(scrolled(view, -12));
    else if (event.clientX > left + width - 16) setView(scrolled(view, 12));
    // Counted from where the drag began: what snapped comes loose again.
    const by = timeAt(event) - held.from;
    if (Math.abs(by) * view.scale < 3 && Math.abs(heightAt(event) - held.fromY) < 6 && !moved.current) return undefined;
    moved.current = true;
    return setHeld({ ...held, drag: draggedTo(held, by, laneAt(event), event.altKey ? [] : marks, { document, lanes: still, view }) });
  });
  const drop = useLatest(() => {
    if (marquee) {
      setMarquee(null);
      if (Math.abs(marquee.to - marquee.from) * view.scale < 4) {
        pick([]);
        goTo(Math.max(0, marquee.from));
      } else pick(idsWithin(marquee, still));
      return;
    }
    if (!held) return;
    setHeld(null);
    const operations = droppedOperations(held, { document, lanes: still, sounds });
    if (operations.length > 0) change(...operations);
  });
  const busy = held !== null || marquee !== null;
  useOwner(
    (owner) => {
      if (!busy) return;
      owner.listen<Window, PointerEvent>(window, "pointermove", drag);
      owner.listen<Window, PointerEvent>(window, "pointerup", drop);
      owner.listen(window, "pointercancel", () => (setHeld(null), setMarquee(null)));
    },
    [busy, drag, drop],
  );
  const dropped = (event: React.DragEvent) => {
    setDropAt(null);
    const track = still[laneAt(event)]?.track ?? undefined;
    const at = snapped(Math.max(0, timeAt(event)), marks, view);
    const asset = document.assets.find((one: Asset) => one.id === event.dataTransfer.getData(ASSET_DRAG));
    if (asset) placeAsset(document, asset, at, track);
    else if (event.dataTransfer.types.includes("Files"))
      void filesOf(event.dataTransfer).then((files) => {
        const sounds = files.filter((file) => SOUND.has(sortOf(file)));
        if (sounds.length > 0) onFiles(sounds, at, track);
        send(
          "offered",
          files.filter((file) => !sounds.includes(file)),
        );
      });
    else return;
    event.preventDefault();
  };
  const act = useLatest((name: Action) => {
    if (isTrackKind(name)) change({ op: "track.insert", id: newId("track"), track: { kind: name } });
    else ({ ...edit, copy, addMarker, fit, zoomIn: () => zoom(1.4), zoomOut: () => zoom(1 / 1.4), snap: () => setSnap(!snap), again: () => setAgain(!again), list: () => setListed(!listed), help: () => setHelp(true) })[name]();
  });
  return (
    <div className="timeline">
      <Tools
        act={act}
        splits={splits.length > 0}
        picked={picked.size}
        deletes={picked.size > 0 || marker !== null}
        pastes={board?.project === document.id}
        snap={snap}
        again={again && range !== null}
        ranged={range !== null}
        listed={listed}
      />
      {listed ? (
        <BlockList lanes={still} picked={picked} onChoose={choose} />
      ) : (
        <div className="timeline-grid">
          <div className="track-heads">
            <div className="ruler-head" />
            {still.map(({ track }) => (track ? <TrackHead key={track.id} track={track} /> : <div key="speech" className="track-head" style={{ height: LANE }}>{t("projects.tracks.speech")}</div>))}
          </div>
          <div
            className="lanes"
            ref={box}
            onPointerDown={(event) => {
              moved.current = false;
              if (event.button === 0 && heightAt(event) >= 0) setMarquee({ from: timeAt(event), fromY: heightAt(event), to: timeAt(event), toY: heightAt(event) });
            }}
            onDragOver={(event) => {
              if (![ASSET_DRAG, "Files"].some((type) => event.dataTransfer.types.includes(type))) return;
              event.preventDefault();
              setDropAt(snapped(Math.max(0, timeAt(event)), marks, view));
            }}
            onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node | null) || setDropAt(null)}
            onDrop={dropped}
          >
            <Ruler view={view} width={width} markers={document.markers} marks={marks} onGo={goTo} />
            {width === 0 ? null : lanes.map((lane, index) => (
              <LaneView key={lane.track?.id ?? "speech"} index={index} of={lanes.length} exact={index < settled} project={document.id} lane={lane} view={view} width={width} picked={picked} onHold={onHold} onChoose={onChoose} onPlay={onPlay} gaps={gaps} />
            ))}
            {range ? <span className="range-shade" style={{ left: xOf(view, range.start), width: Math.max(1, (range.end - range.start) * view.scale) }} aria-hidden="true" /> : null}
            {marquee && (marquee.to !== marquee.from || marquee.toY !== marquee.fromY) ? (
              <span
                className="marquee"
                aria-hidden="true"
                style={{
                  left: xOf(view, Math.min(marquee.from, marquee.to)),
                  width: Math.abs(marquee.to - marquee.from) * view.scale,
                  top: RULER + Math.min(marquee.fromY, marquee.toY),
                  height: Math.abs(marquee.toY - marquee.fromY),
                }}
              />
            ) : null}
            {dropAt !== null ? <span className="playhead-line drop" style={{ left: xOf(view, dropAt) }} aria-hidden="true" /> : null}
            {now >= view.left && xOf(view, now) <= width ? <span className="playhead-line" style={{ left: xOf(view, now) }} aria-hidden="true" /> : null}
          </div>
        </div>
      )}
      {listed ? null : (
        <Range
          className="timeline-scroll"
          min={0}
          max={Math.max(0, end - width / view.scale) || 0.001}
          step={0.001}
          value={Math.min(view.left, Math.max(0, end - width / view.scale) || 0.001)}
          aria-label={t("projects.scroll")}
          aria-valuetext={clockTime(view.left)}
          onChange={(event) => setView({ ...view, left: Number(event.target.value) })}
        />
      )}
      {help ? <ShortcutsDialog onClose={() => setHelp(false)} /> : null}
    </div>
  );
}
