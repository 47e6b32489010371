import { useVirtualizer } from "@tanstack/react-virtual";
import { Heart, Pause, Play, RotateCcw } from "lucide-react";
import { memo, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Voice } from "@/api/types";
import { previewUrl } from "@/api/voices";
import { languageName, percent } from "@/i18n/format";
import { about } from "@/i18n/presets";
import { useJobAbout } from "@/state/jobs";
import { playOrToggle, preload, useTransport } from "@/state/transport";
import { useLatest } from "@/state/use-owner";
import { Avatar } from "@/ui/Avatar";
import { Button, IconButton } from "@/ui/Button";
import { composing } from "@/ui/keys";

const ROW = 32;

interface Props {
  voices: Voice[];
  total: number;
  more: boolean;
  onMore: () => void;
  chosen: string | null;
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
  onOpen: (id: string) => void;
  onFavourite: (voice: Voice) => void;
  onRename: (voice: Voice, name: string) => void;
  onTrash: (voice: Voice) => void;
  /** Set for voices in the trash. */
  onRestore?: (voice: Voice) => void;
}

/** The voices as a grid of which only what is seen exists. Arrows walk, Enter opens, F2 renames, Space plays, Delete trashes. */
export function VoiceTable({ voices, total, more, onMore, chosen, picked, onPick, onOpen, onFavourite, onRename, onTrash, onRestore }: Props) {
  const { t } = useTranslation();
  const scroll = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const [renaming, setRenaming] = useState<string | null>(null);
  const anchor = useRef(0);
  const virtual = useVirtualizer({ count: voices.length, getScrollElement: () => scroll.current, estimateSize: () => ROW, overscan: 8 });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last > voices.length - 80) onMore();
  }, [last, more, voices.length, onMore]);

  const focusRow = (index: number) => {
    const next = Math.max(0, Math.min(voices.length - 1, index));
    setActive(next);
    virtual.scrollToIndex(next);
    requestAnimationFrame(() => scroll.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus());
  };
  const pick = useLatest((index: number, range: boolean) => {
    const next = new Set(picked);
    const id = voices[index]!.id;
    if (range) {
      const [from, to] = [Math.min(anchor.current, index), Math.max(anchor.current, index)];
      for (const voice of voices.slice(from, to + 1)) next.add(voice.id);
    } else if (!next.delete(id)) next.add(id);
    anchor.current = index;
    onPick(next);
  });
  const open = useLatest(onOpen);
  const favourite = useLatest(onFavourite);
  const restore = useLatest((voice: Voice) => onRestore?.(voice));
  const rename = useLatest((voice: Voice, name: string | null) => {
    setRenaming(null);
    if (name && name !== voice.name) onRename(voice, name);
    focusRow(voices.findIndex((one) => one.id === voice.id));
  });
  const beginRename = useLatest((voice: Voice) => voice.kind !== "preset" && setRenaming(voice.id));
  const focus = useLatest((index: number) => setActive(index));
  // One object for good, so that scrolling renders only the rows that come into sight.
  const actions = useMemo(() => ({ open, favourite, restore, rename, beginRename, pick, focus }), [open, favourite, restore, rename, beginRename, pick, focus]);
  const all = voices.length > 0 && picked.size >= voices.length;
  return (
    <div
      className={onRestore ? "voice-grid trashed" : "voice-grid"}
      role="grid"
      aria-label={t("pages.voices")}
      aria-rowcount={total + 1}
      aria-multiselectable="true"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (composing(event) || event.target instanceof HTMLInputElement) return;
        const voice = voices[active];
        const page = Math.floor((scroll.current?.clientHeight ?? 440) / ROW);
        const moves: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: voices.length - 1, PageDown: active + page, PageUp: active - page };
        const to = moves[event.code];
        const onRow = event.target instanceof HTMLElement && event.target.role === "row";
        if (to !== undefined) {
          event.preventDefault();
          if (event.shiftKey) pick(Math.max(0, Math.min(voices.length - 1, to)), true);
          focusRow(to);
        } else if (!voice) return;
        else if (event.code === "Enter" && onRow) onOpen(voice.id);
        else if (event.code === "Space" && onRow) {
          event.preventDefault();
          playOrToggle({ key: `voice:${voice.id}`, url: previewUrl(voice), title: voice.name, voice: { id: voice.id, name: voice.name } });
        } else if (event.code === "F2") actions.beginRename(voice);
        else if (event.code === "Delete" && onRow && !onRestore) onTrash(voice);
        else if (event.code === "KeyX" && onRow) pick(active, event.shiftKey);
        else if (event.code === "KeyF" && onRow && !event.ctrlKey && !event.metaKey) onFavourite(voice);
      }}
    >
      <div role="rowgroup">
        <div className="voice-row head" role="row" aria-rowindex={1}>
          <span role="columnheader">
            <input
              type="checkbox"
              aria-label={t("voices.pick_all")}
              checked={all}
              ref={(node) => {
                if (node) node.indeterminate = picked.size > 0 && !all;
              }}
              onChange={() => onPick(all ? new Set() : new Set(voices.map((voice) => voice.id)))}
            />
          </span>
          <span role="columnheader">
            <span className="sr-only">{t("common.play")}</span>
          </span>
          <span role="columnheader">{t("voices.name")}</span>
          <span role="columnheader" className="roomy">
            {t("voices.kind")}
          </span>
          <span role="columnheader" className="wide-only">
            {t("voices.languages")}
          </span>
          <span role="columnheader" className="wide-only">
            {t("voices.about")}
          </span>
          <span role="columnheader" className="roomy">
            {t("voices.fidelity")}
          </span>
          <span role="columnheader">
            <span className="sr-only">{t(onRestore ? "voices.restore" : "voices.favourite")}</span>
          </span>
        </div>
      </div>
      <div ref={scroll} className="voice-scroll" role="rowgroup">
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {items.map((item) => (
            <Row
              key={voices[item.index]!.id}
              voice={voices[item.index]!}
              index={item.index}
              top={item.start}
              current={item.index === Math.min(active, voices.length - 1)}
              chosen={voices[item.index]!.id === chosen}
              picked={picked.has(voices[item.index]!.id)}
              renaming={renaming === voices[item.index]!.id}
              trashed={onRestore !== undefined}
              actions={actions}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  voice: Voice;
  index: number;
  top: number;
  current: boolean;
  chosen: boolean;
  picked: boolean;
  renaming: boolean;
  trashed: boolean;
  actions: {
    open: (id: string) => void;
    favourite: (voice: Voice) => void;
    restore: (voice: Voice) => void;
    rename: (voice: Voice, name: string | null) => void;
    beginRename: (voice: Voice) => void;
    pick: (index: number, range: boolean) => void;
    focus: (index: number) => void;
  };
}

const Row = memo(function Row({ voice, index, top, current, chosen, picked, renaming, trashed, actions }: RowProps) {
  const { t, i18n } = useTranslation();
  const playing = useTransport((state) => state.playing && state.track?.key === `voice:${voice.id}`);
  const job = useJobAbout(voice.status === "fitting" ? voice.id : null);
  const track = { key: `voice:${voice.id}`, url: previewUrl(voice), title: voice.name, voice: { id: voice.id, name: voice.name } };
  const reach = current ? 0 : -1;
  return (
    <div
      role="row"
      className={`voice-row${chosen ? " chosen" : ""}`}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={picked}
      tabIndex={reach}
      style={{ transform: `translateY(${top}px)` }}
      onFocus={() => actions.focus(index)}
      onClick={(event) => {
        if (event.target instanceof HTMLElement && event.target.closest("button, input, label")) return;
        actions.open(voice.id);
      }}
      onDoubleClick={() => actions.beginRename(voice)}
      onKeyDown={() => undefined}
    >
      <span role="gridcell">
        <input
          type="checkbox"
          tabIndex={reach}
          aria-label={t("voices.pick_one", { name: voice.name })}
          checked={picked}
          onChange={(event) => actions.pick(index, (event.nativeEvent as MouseEvent).shiftKey === true)}
        />
      </span>
      <span role="gridcell">
        <IconButton
          size="small"
          tabIndex={reach}
          label={playing ? t("voices.pause_one", { name: voice.name }) : t("voices.play_one", { name: voice.name })}
          onPointerEnter={() => preload(track.url)}
          onClick={() => playOrToggle(track)}
        >
          {playing ? <Pause size={14} fill="currentColor" aria-hidden="true" /> : <Play size={14} fill="currentColor" aria-hidden="true" />}
        </IconButton>
      </span>
      <span role="gridcell" className="line">
        <Avatar id={voice.id} name={voice.name} color={voice.avatar_color} />
        {renaming ? <Rename name={voice.name} onDone={(name) => actions.rename(voice, name)} /> : <span className="clip">{voice.name}</span>}
      </span>
      <span role="gridcell" className="soft roomy">
        {t(`voices.kinds.${voice.kind}`)}
      </span>
      <span role="gridcell" className="soft clip wide-only">
        {languageName(voice.languages[0] ?? voice.language, i18n.language)}
        {voice.languages.length > 1 ? ` +${voice.languages.length - 1}` : ""}
      </span>
      <span role="gridcell" className="line wide-only clip">
        {voice.tags.length === 0 ? <span className="faint clip">{about(voice, i18n.language)}</span> : null}
        {voice.tags.slice(0, 2).map((tag) => (
          <span className="chip" key={tag}>
            {tag}
          </span>
        ))}
      </span>
      <span role="gridcell" className="soft roomy">
        {voice.status === "failed" || voice.status === "revoked" ? (
          <span className="chip red">{t(`voices.states.${voice.status}`)}</span>
        ) : voice.status === "fitting" ? (
          <span className="chip accent">{job?.progress ? percent(job.progress, i18n.language) : t("voices.states.fitting")}</span>
        ) : typeof voice.fidelity === "number" ? (
          percent(voice.fidelity, i18n.language)
        ) : (
          ""
        )}
      </span>
      <span role="gridcell">
        {trashed ? (
          <Button size="small" tabIndex={reach} aria-label={t("voices.restore_one", { name: voice.name })} onClick={() => actions.restore(voice)}>
            <RotateCcw size={14} aria-hidden="true" />
            {t("voices.restore")}
          </Button>
        ) : (
        <IconButton
          size="small"
          tabIndex={reach}
          aria-pressed={voice.favorite}
          label={t("voices.favourite_one", { name: voice.name })}
          tip={t("voices.favourite")}
          onClick={() => actions.favourite(voice)}
        >
          <Heart size={14} fill={voice.favorite ? "currentColor" : "none"} aria-hidden="true" />
        </IconButton>
        )}
      </span>
    </div>
  );
});

/** A name that is being changed: Enter keeps it, Escape does not, leaving keeps it. */
export function Rename({ name, onDone }: { name: string; onDone: (name: string | null) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(name);
  const left = useRef(false);
  const done = (value: string | null) => {
    if (left.current) return;
    left.current = true;
    onDone(value?.trim() ? value.trim() : null);
  };
  return (
    <input
      className="input"
      aria-label={t("voices.name")}
      value={text}
      maxLength={120}
      ref={(node) => {
        if (node && document.activeElement !== node && !left.current) {
          node.focus();
          node.select();
        }
      }}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => done(text)}
      onKeyDown={(event) => {
        if (composing(event)) return;
        event.stopPropagation();
        if (event.code === "Enter") done(text);
        else if (event.code === "Escape") done(null);
      }}
    />
  );
}
