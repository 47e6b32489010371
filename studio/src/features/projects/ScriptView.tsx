import { useVirtualizer } from "@tanstack/react-virtual";
import { EarOff, Languages, Plus } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProjectDocument } from "@/api/projects";
import { useToasts } from "@/state/toasts";
import { useLatest } from "@/state/use-owner";
import { Button } from "@/ui/Button";
import { useErrorText } from "@/ui/Notice";
import { holdPress } from "@/ui/press";
import { addLine, checkLines } from "./actions";
import { LineRow } from "./LineRow";
import { PauseHandle } from "./PauseHandle";
import { hasPause } from "./pauses";
import { PronunciationDialog } from "./PronunciationDialog";
import { change, useProject } from "./store";
import { TranslationDialog } from "./TranslationDialog";

/** Pixels of a row that was not measured yet. */
const usualHeight = () => 48;

/** The project as a script: only the lines in view are drawn, also of a book. */
export function ScriptView({ document }: { document: ProjectDocument }) {
  const { t } = useTranslation();
  const scroll = useRef<HTMLDivElement>(null);
  const wanted = useRef<{ id: string; caret: number } | null>(null);
  const { lines } = document;
  const checking = useProject((state) => state.checking);
  const abort = useRef<AbortController | null>(null);
  const errorText = useErrorText();
  const [translating, setTranslating] = useState(false);
  const [pronounced, setPronounced] = useState<{ line: string; word: string } | null>(null);
  const pronouncedLine = lines.find((one) => one.id === pronounced?.line);
  const onPronounce = useCallback((line: string, word: string) => setPronounced({ line, word }), []);
  const check = async () => {
    abort.current = new AbortController();
    try {
      const flagged = await checkLines(document, abort.current.signal);
      useToasts.getState().push(flagged ? { kind: "bad", text: t("generate.flagged", { count: flagged }) } : { kind: "good", text: t("generate.all_heard") });
    } catch (error) {
      useToasts.getState().push({ kind: "bad", text: errorText(error) });
    }
  };
  useEffect(() => () => abort.current?.abort(), []);
  // The same functions while the order is the same: with others all rows of a book are measured anew at each key.
  const order = useRef(lines);
  if (order.current.length !== lines.length || order.current.some((one, n) => one.id !== lines[n]!.id)) order.current = lines;
  const ordered = order.current;
  const getItemKey = useCallback((index: number) => ordered[index]!.id, [ordered]);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: usualHeight,
    overscan: 8,
    getItemKey,
  });
  const focus = () => {
    const aim = wanted.current;
    if (!aim) return;
    const node = scroll.current?.querySelector<HTMLTextAreaElement>(`textarea[data-line="${CSS.escape(aim.id)}"]`);
    if (!node) return;
    wanted.current = null;
    node.focus();
    node.setSelectionRange(aim.caret, aim.caret);
  };
  useEffect(focus);
  const found = useProject((state) => state.found);
  useEffect(() => {
    const index = found ? lines.findIndex((line) => line.id === found.line) : -1;
    if (index >= 0) rows.scrollToIndex(index, { align: "center" });
  }, [found]);
  // With the same name at each key, so that rows whose line did not change are not drawn again.
  const onFocusLine = useLatest((id: string, caret: number) => {
    wanted.current = { id, caret };
    const index = lines.findIndex((line) => line.id === id);
    if (index >= 0) rows.scrollToIndex(index);
    requestAnimationFrame(focus);
  });
  return (
    <div className="project-script" ref={scroll} onPointerDown={holdPress}>
      <ol className="project-lines" aria-label={t("projects.script")} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => (
          <li key={item.key} ref={rows.measureElement} data-index={item.index} style={{ transform: `translateY(${item.start}px)` }} aria-setsize={lines.length} aria-posinset={item.index + 1}>
            <LineRow project={document.id} line={lines[item.index]!} number={item.index + 1} speakers={document.speakers} onFocusLine={onFocusLine} onPronounce={onPronounce} />
            {hasPause(lines[item.index + 1]) ? <PauseHandle line={lines[item.index]!} usual={document.default_gap_ms ?? 250} /> : null}
          </li>
        ))}
      </ol>
      <div className="project-foot">
        <Button onClick={() => onFocusLine(addLine(document), 0)}>
          <Plus size={14} aria-hidden="true" />
          {t("projects.add_line")}
        </Button>
        {lines.every((line) => !line.text.trim()) ? (
          <Button
            kind="quiet"
            onClick={() => {
              change({ op: "line.update", id: lines[0]!.id, set: { text: t("generate.sample") } });
              onFocusLine(lines[0]!.id, 0);
            }}
          >
            {t("generate.use_sample")}
          </Button>
        ) : null}
        {lines.some((line) => line.take_id) ? (checking ? (
          <Button onClick={() => abort.current?.abort()}>
            <span className="spinner" aria-hidden="true" />
            {t("generate.checking", checking)}
          </Button>
        ) : (
          <Button tip={t("generate.check_tip")} onClick={() => void check()}>
            <EarOff size={14} aria-hidden="true" />
            {t("generate.check")}
          </Button>
        )) : null}
        {lines.some((line) => line.slot_start !== undefined) ? (
          <Button onClick={() => setTranslating(true)}>
            <Languages size={14} aria-hidden="true" />
            {t("dub.translation")}
          </Button>
        ) : null}
      </div>
      {pronounced && pronouncedLine ? <PronunciationDialog document={document} line={pronouncedLine} word={pronounced.word} onClose={() => setPronounced(null)} /> : null}
      {translating ? <TranslationDialog document={document} onClose={() => setTranslating(false)} /> : null}
    </div>
  );
}
