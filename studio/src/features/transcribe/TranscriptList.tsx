import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { clockTime } from "@/i18n/format";
import { useTransport } from "@/state/transport";
import { editLines, useDesk } from "./store";
import { type Line, doubts, speakerNumber } from "./subtitles";

/** The words as they come, each line with its time. The line that sounds is lit. */
export function TranscriptList({ lines, editable, onListen }: { lines: Line[]; editable: boolean; onListen: ((from: number) => void) | null }) {
  const { t } = useTranslation();
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    getItemKey: (index) => lines[index]!.id,
    estimateSize: (index) => 40 + 24 * Math.floor(lines[index]!.text.length / 90),
    overscan: 8,
  });
  const time = useTransport((state) => (state.track?.key.startsWith("recording:") ? state.time : -1));
  const current = time < 0 ? -1 : lines.findIndex((line) => time >= line.start && time < line.end);
  // While words still come, the newest are in sight, unless somebody scrolled away.
  const stuck = useRef(true);
  useEffect(() => {
    if (!editable && stuck.current) scroll.current?.scrollTo({ top: scroll.current.scrollHeight });
  }, [lines.length, editable]);
  return (
    <div
      ref={scroll}
      className="transcript"
      onScroll={(event) => {
        const box = event.currentTarget;
        stuck.current = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
      }}
    >
      <ol style={{ height: virtual.getTotalSize(), position: "relative" }} aria-label={t("transcribe.words")}>
        {virtual.getVirtualItems().map((item) => (
          <li key={item.key} data-index={item.index} ref={virtual.measureElement} style={{ transform: `translateY(${item.start}px)` }}>
            <One line={lines[item.index]!} begins={lines[item.index]!.speaker !== lines[item.index - 1]?.speaker} lit={item.index === current} editable={editable} onListen={onListen} />
          </li>
        ))}
      </ol>
    </div>
  );
}

const One = memo(function One({ line, begins, lit, editable, onListen }: { line: Line; begins: boolean; lit: boolean; editable: boolean; onListen: ((from: number) => void) | null }) {
  const { t } = useTranslation();
  const stamp = clockTime(line.start);
  const who = speakerNumber(line.speaker);
  return (
    <div className={lit ? "transcript-line lit" : "transcript-line"}>
      {onListen ? (
        <button type="button" className="time" aria-label={t("transcribe.listen_from", { time: stamp })} onClick={() => onListen(line.start)}>
          {stamp}
        </button>
      ) : (
        <span className="time">{stamp}</span>
      )}
      <div className="row-text">
        {who && begins ? <div className="speaker small">{t("transcribe.speaker", { number: who })}</div> : null}
        <div className="row-words">
        <div className="doubts" aria-hidden="true">
          {doubts(line).map((part, index) =>
            part.doubtful ? (
              // Stretches of one line never change places.
              <span key={String(index)} className="doubt">
                {part.text}
              </span>
            ) : (
              part.text
            ),
          )}
        </div>
        <textarea
          rows={1}
          value={line.text}
          readOnly={!editable}
          aria-label={t("transcribe.line_at", { time: stamp })}
          onChange={(event) => {
            const text = event.target.value.replace(/\n/g, " ");
            editLines(
              useDesk.getState().lines.map((one) => (one.id === line.id ? { ...one, text } : one)),
              line.id,
            );
          }}
        />
        </div>
      </div>
    </div>
  );
});
