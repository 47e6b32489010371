import { ChevronLeft, ChevronRight, GripVertical, Lock, Pause, Play, RefreshCw, Trash2 } from "lucide-react";
import { memo, useEffect, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { errorIn } from "@/api/errors";
import type { Line, ProjectDocument, Speaker } from "@/api/projects";
import { type PlacedWord, wordAt } from "@/audio/words";
import { clockTime, number as figure, percent } from "@/i18n/format";
import { useToasts } from "@/state/toasts";
import { type placeOf, useTransport } from "@/state/transport";
import { Button, IconButton } from "@/ui/Button";
import { HeardNote } from "@/ui/HeardNote";
import { composing, matches } from "@/ui/keys";
import { useErrorText } from "@/ui/Notice";
import { takeFacts } from "./take-facts";
import { addLine, chooseTake, heardIn, mixTime, moveLine, moveLines, playFrom, playTake, voiceOf } from "./actions";
import { newId } from "./operations";
import { isEmptyLine } from "./blank";
import { LineVoice } from "./LineVoice";
import { MarkChips, MarkedText, MarkTools } from "./LineMarks";
import { type Edited, backspaced, marksIn } from "./marks";
import { scriptOf } from "./pasted-script";
import { selectedWord, selectedWords, wordsOf } from "./spoken-words";
import { TakeWave } from "./TakeWave";
import { bringScript, change, mark, select, speak, useProject } from "./store";

/** The id of the place for what can be done with a selected word. */
export const WORD_TOOLS = "word-tools";

/** What is selected in a line, and in which text: in another one the same place is another word. */
interface Picked {
  from: number;
  to: number;
  of: string;
}

const NOTHING_PICKED: Picked = { from: 0, to: 0, of: "" };

const pickedIn = (area: HTMLTextAreaElement): Picked => ({ from: area.selectionStart, to: area.selectionEnd, of: area.value });

const samePicked = (a: Picked, b: Picked) => a.from === b.from && a.to === b.to && a.of === b.of;

interface Props {
  project: string;
  line: Line;
  number: number;
  speakers: Speaker[];
  onFocusLine: (id: string, caret: number) => void;
  onPronounce: (line: string, word: string) => void;
}

/** The word that sounds, lit behind the text; also while the whole project plays. */
function Glow({ project, line }: { project: string; line: Line }) {
  const [words, setWords] = useState<readonly PlacedWord[]>([]);
  const since = (transport: Parameters<typeof placeOf>[0] & { playing: boolean }): number | null => {
    if (!transport.playing) return null;
    if (transport.track?.key === `take:${line.take_id}`) return transport.time;
    const now = mixTime(project, transport);
    return now !== null && now >= line.start && now < line.end ? now - line.start : null;
  };
  const sounding = useTransport((transport) => since(transport) !== null);
  const index = useTransport((transport) => {
    const seconds = since(transport);
    return seconds === null ? -1 : wordAt(words, seconds);
  });
  useEffect(() => {
    if (!sounding) return;
    let there = true;
    wordsOf(project, line).then((found) => there && setWords(found), () => undefined);
    return () => void (there = false);
  }, [sounding, line.take_id, line.text]);
  const word = words[index];
  if (!word) return null;
  return (
    <div className="line-glow" aria-hidden="true">
      {line.text.slice(0, word.from)}
      <mark>{line.text.slice(word.from, word.to)}</mark>
      {line.text.slice(word.to)}
    </div>
  );
}

/** What was looked for and stands in this line, lit behind the text. */
function Found({ line, text }: { line: string; text: string }) {
  const found = useProject((state) => (state.found?.line === line ? state.found : null));
  if (!found || found.of !== text) return null;
  return (
    <div className="line-glow" aria-hidden="true">
      {text.slice(0, found.from)}
      <mark>{text.slice(found.from, found.to)}</mark>
      {text.slice(found.to)}
    </div>
  );
}

/** The project as it is when something is done to a line: a row is drawn again when its own line changes, not with every key. */
function whole(): ProjectDocument {
  return useProject.getState().document!;
}

/** What can be done with the selected word, in the bar under the rows: beside it, it would move or cover other rows. */
function WordTools({ children }: { children: React.ReactNode }) {
  const bar = document.getElementById(WORD_TOOLS);
  return bar ? createPortal(children, bar) : null;
}

/** One line of the script: who says it, its words, its take. */
export const LineRow = memo(function LineRow({ project, line, number, speakers, onFocusLine, onPronounce }: Props) {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(line.text);
  const typed = useRef(false);
  const [picked, pickWords] = useState(NOTHING_PICKED);
  const setPicked = (next: Picked) => pickWords((before) => (samePicked(before, next) ? before : next));
  const [over, setOver] = useState<"before" | "after" | null>(null);
  const current = useProject((state) => state.line === line.id);
  const chosen = useProject((state) => state.chosen.has(line.id));
  const spoken = useProject((state) => state.speaking[line.id]);
  const share = useProject((state) => state.shares[line.id] ?? 0);
  const heard = useProject((state) => heardIn(state.heard, line));
  const playing = useTransport((transport) => transport.playing && transport.track?.key === `take:${line.take_id}`);
  const state = spoken ?? line.state;
  // Another window's words come in unless these are being typed here.
  useEffect(() => {
    if (!typed.current) setText(line.text);
    if (line.text === text) typed.current = false;
  }, [line.text]);
  useLayoutEffect(() => {
    const node = area.current;
    if (!node || CSS.supports("field-sizing", "content")) return;
    node.style.height = "0";
    node.style.height = `${node.scrollHeight}px`;
  }, [text]);

  const type = (next: string) => {
    typed.current = true;
    setText(next);
    change({ op: "line.update", id: line.id, set: { text: next } });
  };
  const voiced = voiceOf(line, speakers) !== undefined;
  const sayable = Boolean(text.trim()) && voiced && !line.locked && !spoken;
  const say = () => sayable && speak([line.id]);
  const remove = () => {
    change({ op: "line.delete", id: line.id });
    const before = whole().lines[number - 2];
    if (before) onFocusLine(before.id, before.text.length);
  };
  const keyDown = (event: React.KeyboardEvent<HTMLTextAreaElement>) => {
    if (composing(event)) return;
    const { selectionStart: from, selectionEnd: to } = event.currentTarget;
    const run = (act: () => void) => {
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    const above = whole().lines[number - 2];
    const below = whole().lines[number];
    if (matches(event, "Mod+Enter") || matches(event, "Mod+NumpadEnter")) run(say);
    else if (matches(event, "Enter") || matches(event, "NumpadEnter"))
      run(() => {
        if (from >= text.length || from === 0) {
          onFocusLine(addLine(whole(), line.id), 0);
          return;
        }
        const id = newId("line");
        typed.current = false;
        // In characters as the server counts them: an emoji is one.
        change({ op: "line.split", id: line.id, at: [...text.slice(0, from)].length, new_id: id });
        onFocusLine(id, 0);
      });
    else if (event.code === "Backspace" && from === to && !line.locked && backspaced(text, from)) run(() => put(backspaced(text, from)!));
    else if (event.code === "Backspace" && from === 0 && to === 0 && above)
      run(() => {
        if (!text.trim()) remove();
        else {
          change({ op: "line.join", id: above.id, with: line.id });
          onFocusLine(above.id, above.text.length);
        }
      });
    else if (matches(event, "Alt+ArrowUp")) run(() => moveLine(whole(), line.id, -1));
    else if (matches(event, "Alt+ArrowDown")) run(() => moveLine(whole(), line.id, 1));
    else if (matches(event, "Mod+Shift+KeyL")) run(() => change({ op: "line.update", id: line.id, set: { locked: !line.locked } }));
    else if (event.code === "ArrowUp" && from === 0 && to === 0 && above) run(() => onFocusLine(above.id, above.text.length));
    else if (event.code === "ArrowDown" && from === text.length && below) run(() => onFocusLine(below.id, 0));
  };
  const paste = (event: React.ClipboardEvent) => {
    const script = scriptOf(event.clipboardData.getData("text/plain"), text);
    if (script === null || line.locked) return;
    event.preventDefault();
    void bringScript(new File([script], "script.txt"), line.id);
  };
  /** Puts a changed text in, and the caret or selection where it belongs. */
  const put = ({ text: next, from, to }: Edited) => {
    type(next);
    setPicked({ from, to, of: next });
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(from, to);
    });
  };
  const marked = marksIn(text).length > 0;
  const word = selectedWord(text, picked.from, picked.to);
  const words = selectedWords(text, picked.from, picked.to);
  const fromHere = (place: number) => void playFrom(whole(), line, place).catch((error: unknown) => useToasts.getState().push({ kind: "bad", text: errorText(error) }));
  const at = line.takes.indexOf(line.take_id ?? "");
  const late = line.take_id && line.slot_end !== undefined ? line.end - line.slot_end : 0;
  return (
    <div
      className={`line-row ${state}${current ? " current" : ""}${heard?.flagged && line.state === "done" ? " flagged" : ""}${over ? ` drop-${over}` : ""}`}
      onFocus={() => select(line.id)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("text/x-line")) return;
        event.preventDefault();
        const box = event.currentTarget.getBoundingClientRect();
        setOver(event.clientY < box.top + box.height / 2 ? "before" : "after");
      }}
      onDragLeave={() => setOver(null)}
      onDrop={(event) => {
        setOver(null);
        const moved = event.dataTransfer.getData("text/x-line");
        if (!moved) return;
        event.preventDefault();
        event.stopPropagation();
        // One of several that are selected takes the others along.
        const { chosen } = useProject.getState();
        moveLines(whole(), chosen.has(moved) ? chosen : new Set([moved]), line.id, over === "before");
      }}
    >
      <span className="line-grip" draggable onDragStart={(event) => event.dataTransfer.setData("text/x-line", line.id)}>
        <GripVertical size={14} aria-hidden="true" />
        <input type="checkbox" checked={chosen} aria-label={t("projects.choose_line", { n: number })} onChange={(event) => mark(line.id, event.target.checked, (event.nativeEvent as MouseEvent).shiftKey)} />
        <span className="faint line-number">{number}</span>
      </span>
      <LineVoice line={line} number={number} speakers={speakers} />
      <div
        className="line-text"
        onBlur={(event) => {
          // Events of the bar come here, too, as it is filled from here.
          const to = event.relatedTarget;
          if (!event.currentTarget.contains(to) && !document.getElementById(WORD_TOOLS)?.contains(to)) setPicked(NOTHING_PICKED);
        }}
      >
        {line.take_id ? <Glow project={project} line={line} /> : null}
        <Found line={line.id} text={text} />
        {marked ? <MarkedText text={text} /> : null}
        <textarea
          ref={area}
          rows={1}
          className={marked ? "marked" : undefined}
          value={text}
          readOnly={line.locked}
          data-line={line.id}
          aria-label={t("projects.line", { n: number })}
          placeholder={number === 1 && isEmptyLine(line) ? t("generate.placeholder") : t("projects.line_hint")}
          onChange={(event) => {
            type(event.target.value);
            // With the text: what was selected in the text before it is not, and the bar under the rows would be emptied and filled at each key.
            setPicked(pickedIn(event.target));
          }}
          onBlur={() => (typed.current = false)}
          onSelect={(event) => setPicked(pickedIn(event.currentTarget))}
          onClick={(event) => event.altKey && line.take_id && fromHere(event.currentTarget.selectionStart)}
          onPaste={paste}
          onKeyDown={keyDown}
        />
        {marked ? (
          <MarkChips
            text={text}
            locked={line.locked ?? false}
            onChange={put}
            onSelect={(from, to) => {
              area.current?.focus();
              area.current?.setSelectionRange(from, to);
            }}
          />
        ) : null}
        {current && picked.of === text && picked.of !== "" ? (
          <WordTools>
            {line.locked ? null : <MarkTools text={text} from={picked.from} to={picked.to} onChange={put} />}
            {line.take_id && picked.to > picked.from ? (
              <Button size="small" tip={t("projects.from_here_tip")} onClick={() => fromHere(picked.from)}>
                <Play size={12} aria-hidden="true" />
                {t("projects.from_here")}
              </Button>
            ) : null}
            {line.take_id && words && sayable ? (
              <Button size="small" tip={t("projects.words_again_tip")} onClick={() => speak([line.id], 1, words)}>
                <RefreshCw size={12} aria-hidden="true" />
                {t("projects.words_again")}
              </Button>
            ) : null}
            {word ? (
              <Button size="small" onClick={() => onPronounce(line.id, word)}>
                {t("pronunciation.open", { word })}
              </Button>
            ) : null}
          </WordTools>
        ) : null}
        {line.direction ? <p className="row-note faint">{t("projects.directed", { how: line.direction })}</p> : null}
        {line.slot_start !== undefined && line.slot_end !== undefined ? (
          <p className={late > 0.08 ? "row-note red" : "row-note faint"}>
            {t("dub.slot", { start: clockTime(line.slot_start, true), end: clockTime(line.slot_end, true) })}
            {late > 0.08 ? ` · ${t("dub.late", { seconds: figure(late, i18n.language, 2) })}` : null}
          </p>
        ) : null}
        {state === "failed" && line.error ? (
          <p className="row-note red" role="alert">
            {errorText(errorIn(line.error))}
          </p>
        ) : null}
        {text.trim() && !voiced ? <p className="row-note amber">{t("generate.no_voice")}</p> : null}
        {heard && line.state === "done" ? <HeardNote heard={heard} /> : null}
      </div>
      <span className="line-end">
        {line.locked ? <Lock size={14} aria-label={t("projects.locked")} /> : null}
        {spoken ? <span className="spinner" aria-hidden="true" /> : null}
        {line.take_id ? <TakeWave project={project} take={line.take_id} /> : null}
        <span className={`state ${state}`}>
          {t(`projects.states.${state}`)}
          {state === "speaking" && share > 0 ? ` ${percent(share, i18n.language)}` : null}
        </span>
        {line.takes.length > 1 ? (
          <>
            <IconButton label={t("projects.take_before")} size="small" unavailable={at <= 0} onClick={() => chooseTake(line, -1)}>
              <ChevronLeft size={14} aria-hidden="true" />
            </IconButton>
            <span className="small faint">
              {at + 1}/{line.takes.length}
            </span>
            <IconButton label={t("projects.take_after")} size="small" unavailable={at >= line.takes.length - 1} onClick={() => chooseTake(line, 1)}>
              <ChevronRight size={14} aria-hidden="true" />
            </IconButton>
          </>
        ) : null}
        <IconButton label={playing ? t("common.pause") : t("projects.play_line", { n: number })} unavailable={!line.take_id} onClick={() => playTake(whole(), line, (take) => takeFacts(take, t, i18n.language))}>
          {playing ? <Pause size={16} aria-hidden="true" /> : <Play size={16} aria-hidden="true" />}
        </IconButton>
        <IconButton label={t("projects.say_line", { n: number })} shortcut="Mod+Enter" unavailable={!sayable} onClick={say}>
          <RefreshCw size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label={t("projects.delete_line", { n: number })} onClick={remove}>
          <Trash2 size={16} aria-hidden="true" />
        </IconButton>
      </span>
    </div>
  );
});
