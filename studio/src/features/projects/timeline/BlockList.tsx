import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { clockTime } from "@/i18n/format";
import type { Block, Lane } from "./blocks";
import { trackName } from "../track-name";

interface Props {
  lanes: readonly Lane[];
  picked: ReadonlySet<string>;
  onChoose: (event: React.MouseEvent<HTMLElement>, block: Block) => void;
}

/** What is on the timeline as a list in the order of time, for screen readers and for whoever prefers words to pictures. */
export function BlockList({ lanes, picked, onChoose }: Props) {
  const { t } = useTranslation();
  const scroll = useRef<HTMLDivElement>(null);
  const all = useMemo(
    () =>
      lanes
        .flatMap(({ track, blocks }) => blocks.map((block) => ({ block, track: track ? trackName(track, t) : t("projects.tracks.speech") })))
        .sort((a, b) => a.block.start - b.block.start),
    [lanes, t],
  );
  const rows = useVirtualizer({ count: all.length, getScrollElement: () => scroll.current, estimateSize: () => 36, overscan: 12 });
  const step = (event: React.KeyboardEvent<HTMLButtonElement>, index: number) => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.code];
    if (way === undefined || event.altKey) return;
    event.preventDefault();
    rows.scrollToIndex(index + way);
    scroll.current?.querySelector<HTMLElement>(`[data-row="${String(index + way)}"]`)?.focus();
  };
  return (
    <div className="block-list" ref={scroll}>
      <ul className="plain-list" style={{ height: rows.getTotalSize(), position: "relative" }} aria-label={t("projects.list")}>
        {rows.getVirtualItems().map((row) => {
          const { block, track } = all[row.index]!;
          return (
            <li key={block.id} aria-setsize={all.length} aria-posinset={row.index + 1} style={{ position: "absolute", insetInline: 0, top: row.start }}>
              <button type="button" className="block-row" data-block={block.id} data-row={row.index} aria-pressed={picked.has(block.id)} onClick={(event) => onChoose(event, block)} onKeyDown={(event) => step(event, row.index)}>
                <span className="figures">{t("projects.place", { start: clockTime(block.start, true), end: clockTime(block.end, true) })}</span>
                <span className="faint clip">{track}</span>
                <span className="clip">{block.name}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {all.length === 0 ? <p className="faint small">{t("projects.list_empty")}</p> : null}
    </div>
  );
}
