import { Minus, Plus, Scissors, VolumeX } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset, Clip, Line, ProjectDocument, ProjectTrack, TrackKind } from "@/api/projects";
import { clockTime } from "@/i18n/format";
import { useTransport } from "@/state/transport";
import { useOwner } from "@/state/use-owner";
import { Button, IconButton } from "@/ui/Button";
import { Canvas, type Palette } from "@/ui/Canvas";
import { composing, matches } from "@/ui/keys";
import { Menu } from "@/ui/Menu";
import { Range } from "@/ui/Range";
import { mixTime, playMix } from "./actions";
import { type View, fitting, inView, rulerStep, scrolled, secondsAt, snapped, stretchedBy, xOf, zoomed } from "./geometry";
import { newId } from "./operations";
import { change, select, selectClip, useProject } from "./store";
import { onWaves, waveOf } from "./waveforms";

const LANE = 64;
const KINDS: TrackKind[] = ["music", "effect", "speech", "original"];

/** Something on a lane: a line's take, or a clip. */
interface Block {
  id: string;
  kind: "line" | "clip";
  name: string;
  start: number;
  end: number;
  trim: number;
  stretch: number;
  sound: { take_id?: string | undefined; asset_id?: string | undefined };
  fixed: boolean;
}

function lineBlock(line: Line): Block {
  return { id: line.id, kind: "line", name: line.text, start: line.start, end: line.end, trim: 0, stretch: 1, sound: { take_id: line.take_id }, fixed: line.slot_start === undefined };
}

function clipBlock(clip: Clip, assets: ReadonlyMap<string, Asset>, lines: ReadonlyMap<string, Line>): Block {
  const asset = clip.asset_id ? assets.get(clip.asset_id) : undefined;
  const trim = clip.trim_start ?? 0;
  const stretch = clip.stretch ?? 1;
  const duration = clip.duration ?? Math.max(0, (asset?.duration ?? 1) - trim) * stretch;
  const name = asset?.name ?? lines.get(clip.anchor?.line_id ?? "")?.text ?? "";
  return { id: clip.id, kind: "clip", name, start: clip.begins, end: clip.begins + duration, trim, stretch, sound: { take_id: clip.take_id, asset_id: clip.asset_id }, fixed: false };
}

function drawBlocks(pen: CanvasRenderingContext2D, width: number, palette: Palette, view: View, blocks: Block[], project: string, chosen: string | null): void {
  for (const block of blocks) {
    const x = Math.max(-2, xOf(view, block.start));
    const right = Math.min(width + 2, xOf(view, block.end));
    const wide = Math.max(2, right - x);
    pen.fillStyle = block.id === chosen ? palette.accent : palette.edge;
    pen.globalAlpha = block.id === chosen ? 0.35 : 0.25;
    pen.beginPath();
    pen.roundRect(x, 4, wide, LANE - 8, 4);
    pen.fill();
    pen.globalAlpha = 1;
    const wave = wide > 6 ? waveOf(project, block.sound) : null;
    if (wave) {
      pen.fillStyle = block.id === chosen ? palette.accent : palette.soft;
      const from = Math.max(0, x);
      const until = Math.min(width, right);
      for (let px = Math.floor(from); px < until; px += 2) {
        const seconds = (secondsAt(view, px) - block.start) / block.stretch + block.trim;
        const first = Math.floor(seconds * wave.perSecond);
        const last = Math.max(first + 1, Math.floor((seconds + 2 / view.scale / block.stretch) * wave.perSecond));
        let peak = 0;
        for (let i = Math.max(0, first); i < last && i < wave.peaks.length; i++) peak = Math.max(peak, wave.peaks[i]!);
        const tall = Math.max(1, (peak / 255) * (LANE - 24));
        pen.fillRect(px, (LANE + 10 - tall) / 2, 1.5, tall);
      }
    }
    if (wide > 28) {
      pen.save();
      pen.beginPath();
      pen.rect(Math.max(0, x), 4, wide, 16);
      pen.clip();
      pen.fillStyle = palette.text;
      pen.font = "11px Pretendard Variable, system-ui, sans-serif";
      pen.fillText(block.name, Math.max(2, x) + 5, 16);
      pen.restore();
    }
  }
}

function Lane({ document, track, blocks, longest, view, width, chosen, marks }: { document: ProjectDocument; track: ProjectTrack | null; blocks: Block[]; longest: number; view: View; width: number; chosen: string | null; marks: readonly number[] }) {
  const { t } = useTranslation();
  const [waves, setWaves] = useState(0);
  const [dragged, setDragged] = useState<{ id: string; from: number; by: number; edge: "all" | "start" | "end" | "stretch" } | null>(null);
  useOwner((owner) => void owner.own(onWaves(() => setWaves((count) => count + 1))), []);
  const until = secondsAt(view, width);
  const seen = inView(blocks, (one) => one.start, (one) => one.end, longest, view.left, until).map((block) => {
    if (dragged?.id !== block.id) return block;
    if (dragged.edge === "all") return { ...block, start: block.start + dragged.by, end: block.end + dragged.by };
    if (dragged.edge === "end") return { ...block, end: Math.max(block.start + 0.05, block.end + dragged.by) };
    if (dragged.edge === "stretch") {
      const stretch = stretchedBy(block.stretch, block.end - block.start, dragged.by);
      return { ...block, end: block.start + ((block.end - block.start) * stretch) / block.stretch, stretch };
    }
    const by = Math.max(-block.trim * block.stretch, Math.min(dragged.by, block.end - block.start - 0.05));
    return { ...block, start: block.start + by, trim: block.trim + by / block.stretch };
  });
  const drop = (block: Block) => {
    const moved = dragged && seen.find((one) => one.id === block.id);
    setDragged(null);
    if (!moved || block.kind !== "clip" || Math.abs(dragged.by) < 0.001) return;
    const clip = document.clips.find((one) => one.id === block.id);
    if (!clip) return;
    const exact = (seconds: number) => Math.round(seconds * 1e6) / 1e6;
    const start = { start: exact(Math.max(0, moved.start)), ...(clip.anchor ? { anchor: null } : {}) };
    if (dragged.edge === "all") change({ op: "clip.update", id: clip.id, set: start });
    else if (dragged.edge === "stretch") change({ op: "clip.update", id: clip.id, set: { stretch: Math.round(moved.stretch * 1e4) / 1e4, ...(clip.duration === undefined ? {} : { duration: exact(moved.end - moved.start) }) } });
    else if (dragged.edge === "end") change({ op: "clip.update", id: clip.id, set: { duration: exact(moved.end - moved.start) } });
    else change({ op: "clip.update", id: clip.id, set: { ...start, trim_start: exact(moved.trim), duration: exact(moved.end - moved.start) } });
  };
  const nudge = (block: Block, by: number) => {
    const clip = document.clips.find((one) => one.id === block.id);
    if (clip) change({ op: "clip.update", id: clip.id, set: { start: Math.max(0, Math.round((block.start + by) * 1e6) / 1e6), ...(clip.anchor ? { anchor: null } : {}) } });
  };
  return (
    <div className="lane" style={{ height: LANE }}>
      <Canvas
        height={LANE}
        redraw={`${view.left},${view.scale},${width},${waves},${chosen},${dragged?.id},${dragged?.by},${document.revision},${blocks.length}`}
        draw={(pen, wide, _high, palette) => drawBlocks(pen, wide, palette, view, seen, document.id, chosen)}
      />
      {seen.map((block) => {
        const x = Math.max(0, xOf(view, block.start));
        const wide = Math.max(4, Math.min(width, xOf(view, block.end)) - x);
        return (
          <button
            key={block.id}
            type="button"
            className={block.fixed ? "block fixed" : "block"}
            style={{ left: x, width: wide }}
            aria-label={t("projects.block", { name: block.name.slice(0, 80), start: clockTime(block.start, true), end: clockTime(block.end, true) })}
            aria-pressed={block.id === chosen}
            title={block.kind === "clip" ? t("projects.stretch_tip") : undefined}
            onClick={() => (block.kind === "line" ? select(block.id) : selectClip(block.id))}
            onDoubleClick={() => playMix(document, block.start)}
            onKeyDown={(event) => {
              if (composing(event)) return;
              const step = event.shiftKey ? 1 : document.fps ? 1 / document.fps : 0.04;
              if (event.code === "Delete" || event.code === "Backspace") change({ op: `${block.kind}.delete`, id: block.id });
              else if (matches(event, "ArrowLeft") || matches(event, "Shift+ArrowLeft")) nudge(block, -step);
              else if (matches(event, "ArrowRight") || matches(event, "Shift+ArrowRight")) nudge(block, step);
              else return;
              event.preventDefault();
              event.stopPropagation();
            }}
            onPointerDown={(event) => {
              if (block.kind !== "clip" || event.button !== 0) return;
              event.currentTarget.setPointerCapture(event.pointerId);
              const box = event.currentTarget.getBoundingClientRect();
              const near = Math.min(8, box.width / 4);
              // An edge that is out of view is no edge to be dragged.
              const begins = xOf(view, block.start) >= 0;
              const ends = xOf(view, block.end) <= width;
              const edge = begins && event.clientX - box.left < near ? "start" : ends && box.right - event.clientX < near ? (event.shiftKey ? "stretch" : "end") : "all";
              setDragged({ id: block.id, from: event.clientX, by: 0, edge });
            }}
            onPointerMove={(event) => {
              if (dragged?.id !== block.id || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
              const source = blocks.find((one) => one.id === block.id)!;
              // Counted from where the drag began: what snapped comes loose again.
              const by = (event.clientX - dragged.from) / view.scale;
              const edge = dragged.edge === "end" || dragged.edge === "stretch" ? source.end : source.start;
              setDragged({ ...dragged, by: snapped(edge + by, event.altKey ? [] : marks, view) - edge });
            }}
            onPointerUp={() => drop(blocks.find((one) => one.id === block.id) ?? block)}
          />
        );
      })}
      {track && blocks.length === 0 ? <span className="faint small lane-empty">{t("projects.lane_empty")}</span> : null}
    </div>
  );
}

function TrackHead({ track }: { track: ProjectTrack }) {
  const { t } = useTranslation();
  const set = (values: Record<string, unknown>) => change({ op: "track.update", id: track.id, set: values });
  const name = track.name || t(`projects.tracks.${track.kind}`);
  return (
    <div className="track-head" style={{ height: LANE }}>
      <span className="clip small">{name}</span>
      <span className="line tight">
        <Button size="small" kind="quiet" aria-pressed={track.mute ?? false} aria-label={t("projects.mute", { name })} onClick={() => set({ mute: !track.mute })}>
          <VolumeX size={14} aria-hidden="true" />
        </Button>
        <Button size="small" kind="quiet" aria-pressed={track.solo ?? false} aria-label={t("projects.solo", { name })} onClick={() => set({ solo: !track.solo })}>
          {t("projects.solo_short")}
        </Button>
        <input
          className="input level-input"
          type="number"
          min={-60}
          max={24}
          step={1}
          aria-label={t("projects.level_of", { name })}
          value={track.gain_db ?? 0}
          onChange={(event) => Number.isFinite(event.target.valueAsNumber) && set({ gain_db: Math.min(24, Math.max(-60, event.target.valueAsNumber)) })}
        />
        <span className="faint small">dB</span>
      </span>
    </div>
  );
}

/** The project in time: a lane for each track, drawn only where one looks. */
export function TimelineView({ document, cursor, setCursor }: { document: ProjectDocument; cursor: number; setCursor: (seconds: number) => void }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [view, setView] = useState<View>({ left: 0, scale: 40 });
  const line = useProject((state) => state.line);
  const clip = useProject((state) => state.clip);
  const playing = useTransport((transport) => transport.playing);
  const sounding = useTransport((transport) => mixTime(document.id, transport));
  const now = sounding ?? cursor;
  const speech = document.tracks.find((track) => track.kind === "speech");
  const lanes = useMemo(() => {
    const assets = new Map(document.assets.map((asset) => [asset.id, asset]));
    const lines = new Map(document.lines.map((one) => [one.id, one]));
    const by = new Map<string, Block[]>();
    const put = (track: string, block: Block) => (by.get(track) ?? by.set(track, []).get(track)!).push(block);
    for (const one of document.lines) if (one.take_id) put(one.track_id ?? speech?.id ?? "", lineBlock(one));
    for (const one of document.clips) put(one.track_id, clipBlock(one, assets, lines));
    const tracks: (ProjectTrack | null)[] = by.has("") && !speech ? [null, ...document.tracks] : document.tracks;
    return tracks.map((track) => {
      const blocks = (by.get(track?.id ?? "") ?? []).sort((a, b) => a.start - b.start);
      return { track, blocks, longest: blocks.reduce((most, one) => Math.max(most, one.end - one.start), 0) };
    });
  }, [document, speech]);
  const end = useMemo(() => lanes.reduce((most, lane) => lane.blocks.reduce((last, one) => Math.max(last, one.end), most), document.duration), [lanes, document.duration]);
  const marks = useMemo(() => [0, now, ...lanes.flatMap((lane) => lane.blocks.flatMap((one) => [one.start, one.end]))], [lanes, now]);
  useOwner((owner) => {
    const node = box.current;
    if (!node) return;
    setWidth(node.clientWidth);
    owner.observeSize(node, setWidth);
    owner.listen<HTMLElement, WheelEvent>(
      node,
      "wheel",
      (event) => {
        if (event.ctrlKey || event.metaKey) {
          event.preventDefault();
          const x = event.clientX - node.getBoundingClientRect().left;
          setView((before) => zoomed(before, Math.exp(-event.deltaY / 300), x));
        } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
          event.preventDefault();
          setView((before) => scrolled(before, event.deltaX || event.deltaY));
        }
      },
      { passive: false },
    );
  }, []);
  const fitted = useRef(false);
  useEffect(() => {
    if (fitted.current || width === 0 || end === 0) return;
    fitted.current = true;
    setView(fitting(end, width));
  }, [width, end]);
  // The sound stays in view while it plays.
  useEffect(() => {
    if (playing && sounding !== null && width > 0 && (xOf(view, sounding) > width * 0.95 || sounding < view.left)) setView({ ...view, left: Math.max(0, sounding - (width * 0.1) / view.scale) });
  }, [playing, sounding, view, width]);
  const step = rulerStep(view);
  const ticks: number[] = [];
  for (let at = Math.ceil(view.left / step) * step; at <= secondsAt(view, width); at += step) ticks.push(at);
  const chosen = clip ?? line;
  const cut = () => {
    const found = document.clips.find((one) => one.id === clip);
    if (found && now > found.begins) change({ op: "clip.split", id: found.id, at: Math.round((now - found.begins) * 1e6) / 1e6, new_id: newId("clip") });
  };
  const choose = (event: React.MouseEvent<HTMLElement>) => {
    const seconds = Math.max(0, secondsAt(view, event.clientX - event.currentTarget.getBoundingClientRect().left));
    setCursor(seconds);
    if (sounding !== null && playing) playMix(document, seconds);
  };
  return (
    <div className="timeline">
      <div className="timeline-tools line wrap">
        <Menu
          label={t("projects.add_track")}
          text={t("projects.add_track")}
          kind="plain"
          size="small"
          icon={<Plus size={14} aria-hidden="true" />}
          items={KINDS.map((kind) => ({ label: t(`projects.tracks.${kind}`), run: () => change({ op: "track.insert", id: newId("track"), track: { kind } }) }))}
        />
        <Button size="small" unavailable={!clip} onClick={cut}>
          <Scissors size={14} aria-hidden="true" />
          {t("projects.split")}
        </Button>
        <Button size="small" onClick={() => change({ op: "marker.insert", id: newId("marker"), marker: { name: t("projects.chapter_new", { n: document.markers.length + 1 }), at: Math.round(now * 1000) / 1000 } })}>
          {t("projects.add_chapter")}
        </Button>
        <span className="grow" />
        <IconButton label={t("projects.zoom_out")} onClick={() => setView(zoomed(view, 0.7, width / 2))}>
          <Minus size={14} aria-hidden="true" />
        </IconButton>
        <IconButton label={t("projects.zoom_in")} onClick={() => setView(zoomed(view, 1.4, width / 2))}>
          <Plus size={14} aria-hidden="true" />
        </IconButton>
        <Button size="small" onClick={() => setView(fitting(Math.max(1, end), width))}>
          {t("projects.zoom_all")}
        </Button>
      </div>
      <div className="timeline-grid">
        <div className="track-heads">
          <div className="ruler-head" />
          {lanes.map(({ track }) => (track ? <TrackHead key={track.id} track={track} /> : <div key="speech" className="track-head" style={{ height: LANE }}>{t("projects.tracks.speech")}</div>))}
        </div>
        <div className="lanes" ref={box}>
          <div className="ruler" role="presentation" onClick={choose}>
            {ticks.map((at) => (
              <span key={at} className="tick" style={{ left: xOf(view, at) }}>
                {clockTime(at, step < 1)}
              </span>
            ))}
            {document.markers.map((marker) => {
              const x = xOf(view, marker.begins);
              return x >= 0 && x <= width ? (
                <button key={marker.id} type="button" className="marker" style={{ left: x }} onClick={(event) => (event.stopPropagation(), setCursor(marker.begins))} onKeyDown={(event) => event.code === "Delete" && change({ op: "marker.delete", id: marker.id })}>
                  {marker.name}
                </button>
              ) : null;
            })}
          </div>
          {lanes.map(({ track, blocks, longest }) => (
            <Lane key={track?.id ?? "speech"} document={document} track={track} blocks={blocks} longest={longest} view={view} width={width} chosen={chosen} marks={marks} />
          ))}
          {now >= view.left && xOf(view, now) <= width ? <span className="playhead-line" style={{ left: xOf(view, now) }} aria-hidden="true" /> : null}
        </div>
      </div>
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
    </div>
  );
}
