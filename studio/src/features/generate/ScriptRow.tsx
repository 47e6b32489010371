import { ChevronLeft, ChevronRight, Lock, Pause, Play, RefreshCw, X } from "lucide-react";
import { memo, useLayoutEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { errorIn } from "@/api/errors";
import { placeWords, wordAt } from "@/audio/words";
import { percent } from "@/i18n/format";
import { cancelRow, chooseTake, edit, moveRow, request, setText, setVoice, toggleLock, useScript } from "@/state/script";
import { pasteAt } from "@/state/script-paste";
import { type Row, isFresh, mergeRow, parseScript, splitRow, stateOf, takeOf } from "@/state/script-rows";
import { playOrToggle, useTransport } from "@/state/transport";
import { Button, IconButton } from "@/ui/Button";
import { composing, matches } from "@/ui/keys";
import { HeardNote } from "@/ui/HeardNote";
import { useErrorText } from "@/ui/Notice";
import { VoicePicker } from "@/ui/VoicePicker";
import { followRows, trackOf } from "./tracks";

interface Props {
  row: Row;
  number: number;
  onFocusRow: (id: string, caret: number) => void;
}

export const ScriptRow = memo(function ScriptRow({ row, number, onFocusRow }: Props) {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const state = stateOf(row);
  const take = takeOf(row);
  const current = useScript((script) => script.current === row.id);
  const area = useRef<HTMLTextAreaElement>(null);
  const track = trackOf(row, t);
  const playing = useTransport((transport) => transport.playing && transport.track?.key === track?.key);
  const flagged = take?.heard?.flagged && isFresh(row);

  // As tall as its text. `field-sizing` does it where the browser knows it.
  useLayoutEffect(() => {
    const node = area.current;
    if (!node || CSS.supports("field-sizing", "content")) return;
    node.style.height = "0";
    node.style.height = `${node.scrollHeight}px`;
  }, [row.text]);

  const keyDown = (event: React.KeyboardEvent<HTMLTextAreaElement>) => {
    if (composing(event)) return;
    const node = event.currentTarget;
    const { selectionStart: from, selectionEnd: to } = node;
    const rows = useScript.getState().rows;
    const at = rows.findIndex((one) => one.id === row.id);
    const run = (act: () => void) => {
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    if (matches(event, "Mod+Enter") || matches(event, "Mod+NumpadEnter")) run(() => request([row.id]));
    else if (matches(event, "Enter") || matches(event, "NumpadEnter"))
      run(() => {
        const made = splitRow(rows, row.id, from);
        if (!made) return;
        edit(() => made.rows);
        onFocusRow(made.focus, 0);
      });
    else if (event.code === "Backspace" && from === 0 && to === 0 && at > 0)
      run(() => {
        const made = mergeRow(rows, row.id);
        if (!made) return;
        edit(() => made.rows);
        onFocusRow(made.focus, made.caret);
      });
    else if (matches(event, "Alt+ArrowUp")) run(() => moveRow(row.id, -1));
    else if (matches(event, "Alt+ArrowDown")) run(() => moveRow(row.id, 1));
    else if (matches(event, "Mod+Shift+KeyL")) run(() => toggleLock(row.id));
    else if (event.code === "ArrowUp" && from === 0 && to === 0 && at > 0) run(() => onFocusRow(rows[at - 1]!.id, rows[at - 1]!.text.length));
    else if (event.code === "ArrowDown" && from === row.text.length && rows[at + 1]) run(() => onFocusRow(rows[at + 1]!.id, 0));
  };

  const paste = (event: React.ClipboardEvent<HTMLTextAreaElement>) => {
    const text = event.clipboardData.getData("text/plain");
    const lines = parseScript(text);
    if (lines.length < 2 && !lines[0]?.speaker) return;
    event.preventDefault();
    const { selectionStart: from, selectionEnd: to } = event.currentTarget;
    void pasteAt(row.id, from, to, lines).then((focus) => {
      if (focus) onFocusRow(focus, useScript.getState().rows.find((one) => one.id === focus)?.text.length ?? 0);
    });
  };

  return (
    <div
      className={`script-row ${state}${current ? " current" : ""}${flagged ? " flagged" : ""}`}
      data-row={row.id}
      onFocus={() => useScript.getState().current !== row.id && useScript.setState({ current: row.id })}
    >
      <span className="row-number faint" aria-hidden="true">
        {number}
      </span>
      <div className="row-voice">
        <VoicePicker compact value={row.voice} missing={row.speaker} unavailable={row.locked} label={t("generate.speaker_of", { n: number })} onChange={(voice) => setVoice(row.id, voice)} />
        {row.speaker && row.speaker.toLocaleLowerCase() !== row.voice?.name.toLocaleLowerCase() ? <span className="faint row-speaker clip">{row.speaker}</span> : null}
      </div>
      <div className="row-text">
        {track && isFresh(row) ? <Glow row={row} trackKey={track.key} /> : null}
        <textarea
          ref={area}
          rows={1}
          value={row.text}
          readOnly={row.locked}
          aria-label={t("generate.text_of", { n: number })}
          aria-invalid={flagged || undefined}
          placeholder={number === 1 ? t("generate.placeholder") : ""}
          onChange={(event) => setText(row.id, event.target.value)}
          onKeyDown={keyDown}
          onPaste={paste}
        />
        {take?.heard && isFresh(row) ? <HeardNote heard={take.heard} /> : null}
        {row.error ? (
          <p className="row-note red" role="alert">
            {errorText(errorIn({ code: row.errorCode, message: row.error }))}
          </p>
        ) : null}
        {!row.voice && row.text ? <p className="row-note amber">{t("generate.no_voice")}</p> : null}
      </div>
      <div className="row-end">
        {row.pending ? (
          <>
            <span className="chip accent" role="status">
              {row.pending.state === "running"
                ? row.pending.progress
                  ? percent(row.pending.progress, i18n.language)
                  : t("generate.states.running")
                : row.pending.position
                  ? t("jobs.position", { place: row.pending.position })
                  : t("generate.states.queued")}
            </span>
            <IconButton size="small" label={t("common.cancel")} onClick={() => void cancelRow(row.id)}>
              <X size={14} aria-hidden="true" />
            </IconButton>
          </>
        ) : (
          <>
            <span className={`chip ${state === "done" ? "accent" : state === "failed" ? "red" : state === "stale" ? "amber" : ""}`}>
              {row.locked ? <Lock size={11} aria-hidden="true" /> : null}
              {t(`generate.states.${state}`)}
            </span>
            {row.takes.length > 1 ? (
              <span className="line takes" role="group" aria-label={t("generate.takes")}>
                <IconButton size="small" label={t("generate.take_before")} unavailable={row.take === 0} onClick={() => chooseTake(row.id, row.take - 1)}>
                  <ChevronLeft size={14} aria-hidden="true" />
                </IconButton>
                <span className="small soft">
                  {row.take + 1}/{row.takes.length}
                </span>
                <IconButton size="small" label={t("generate.take_after")} unavailable={row.take >= row.takes.length - 1} onClick={() => chooseTake(row.id, row.take + 1)}>
                  <ChevronRight size={14} aria-hidden="true" />
                </IconButton>
              </span>
            ) : null}
            {track ? (
              <>
                <IconButton size="small" label={playing ? t("common.pause") : t("generate.play_row", { n: number })} onClick={() => playOrToggle(track, followRows(t))}>
                  {playing ? <Pause size={14} fill="currentColor" aria-hidden="true" /> : <Play size={14} fill="currentColor" aria-hidden="true" />}
                </IconButton>
                <IconButton size="small" label={t("generate.retake")} shortcut="Mod+Enter" unavailable={row.locked || !row.text.trim()} onClick={() => request([row.id])}>
                  <RefreshCw size={14} aria-hidden="true" />
                </IconButton>
              </>
            ) : (
              <Button size="small" shortcut="Mod+Enter" unavailable={row.locked || !row.text.trim() || !row.voice} onClick={() => request([row.id])}>
                {row.error ? t("common.retry") : t("generate.speak")}
              </Button>
            )}
          </>
        )}
      </div>
    </div>
  );
});

/** The word that sounds, lit behind the text. Changes only when the word does, however often the clock ticks. */
function Glow({ row, trackKey }: { row: Row; trackKey: string }) {
  const take = takeOf(row)!;
  const placed = useMemo(() => placeWords(row.text, take.words), [row.text, take.words]);
  const index = useTransport((transport) => (transport.track?.key === trackKey && (transport.playing || (transport.time > 0 && transport.time < transport.duration - 0.05)) ? wordAt(placed, transport.time) : -1));
  const word = placed[index];
  if (!word) return null;
  return (
    <div className="row-glow" aria-hidden="true">
      {row.text.slice(0, word.from)}
      <mark>{row.text.slice(word.from, word.to)}</mark>
      {row.text.slice(word.to)}
    </div>
  );
}
