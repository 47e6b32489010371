import { useVirtualizer } from "@tanstack/react-virtual";
import { Plus } from "lucide-react";
import { useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { edit, useScript } from "@/state/script";
import { newRow } from "@/state/script-rows";
import { Button } from "@/ui/Button";
import { ScriptRow } from "./ScriptRow";

/** The rows, of which only those in sight exist. */
export function ScriptList() {
  const { t } = useTranslation();
  const rows = useScript((state) => state.rows);
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    getItemKey: (index) => rows[index]!.id,
    estimateSize: (index) => 56 + 24 * Math.floor(rows[index]!.text.length / 90),
    overscan: 6,
  });
  const wanted = useRef<{ id: string; caret: number } | null>(null);
  const focus = useCallback(
    (id: string, caret: number) => {
      const index = useScript.getState().rows.findIndex((row) => row.id === id);
      if (index < 0) return;
      wanted.current = { id, caret };
      virtual.scrollToIndex(index);
    },
    [virtual],
  );
  // The row may come to exist only after scrolling; its caret is set then.
  useEffect(() => {
    const want = wanted.current;
    if (!want) return;
    const area = scroll.current?.querySelector<HTMLTextAreaElement>(`[data-row="${want.id}"] textarea`);
    if (!area) return;
    wanted.current = null;
    area.focus();
    area.setSelectionRange(want.caret, want.caret);
  });
  const add = () => {
    const last = useScript.getState().rows.at(-1);
    const row = newRow({ voice: last?.voice ?? null, speaker: last?.speaker ?? null, ...(last ? { manner: last.manner } : {}) });
    edit((all) => [...all, row]);
    focus(row.id, 0);
  };
  const blank = rows.length === 1 && rows[0]!.text === "" && rows[0]!.takes.length === 0;
  return (
    <div ref={scroll} className="script">
      <ol className="script-rows" aria-label={t("generate.script")} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => (
          <li key={item.key} data-index={item.index} ref={virtual.measureElement} style={{ transform: `translateY(${item.start}px)` }}>
            <ScriptRow row={rows[item.index]!} number={item.index + 1} onFocusRow={focus} />
          </li>
        ))}
      </ol>
      <div className="script-foot">
        <Button kind="quiet" onClick={add}>
          <Plus size={14} aria-hidden="true" />
          {t("generate.add_row")}
        </Button>
        {blank ? (
          <Button
            kind="quiet"
            onClick={() => {
              edit((all) => all.map((row) => ({ ...row, text: t("generate.sample") })));
              focus(rows[0]!.id, 0);
            }}
          >
            {t("generate.use_sample")}
          </Button>
        ) : null}
        <span className="small faint">{t("generate.how")}</span>
      </div>
    </div>
  );
}
