import { useVirtualizer } from "@tanstack/react-virtual";
import { Play } from "lucide-react";
import { useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Voice } from "@/api/types";
import { previewUrl } from "@/api/voices";
import { languageName } from "@/i18n/format";
import { play } from "@/state/transport";
import { useOwner } from "@/state/use-owner";
import { type VoiceRef, useVoices } from "@/state/voices";
import { Avatar } from "./Avatar";
import { IconButton } from "./Button";
import { composing } from "./keys";

interface Props {
  value: VoiceRef | null;
  label: string;
  onChange: (voice: VoiceRef) => void;
  unavailable?: boolean;
  compact?: boolean;
  /** What the button says while no voice is chosen. */
  missing?: string | null;
  /** The language of what is to be said: a voice that reads it is named by it, and not by the one that it was made for. */
  language?: string | undefined;
}

const ROW = 36;

/** A button with the speaker's name that opens a searchable list of all voices. */
export function VoicePicker({ value, label, onChange, unavailable, compact, missing, language }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (back: boolean) => {
    setOpen(false);
    if (back) button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={`voice-picker${compact ? " compact" : ""}`}
        aria-label={`${label}: ${value?.name ?? missing ?? t("picker.none")}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-disabled={unavailable || undefined}
        onClick={() => !unavailable && setOpen(!open)}
      >
        {value ? <Avatar id={value.id} name={value.name} color={value.color} /> : <span className="avatar none" data-letter="?" aria-hidden="true" />}
        <span className="clip">{value?.name ?? missing ?? t("picker.none")}</span>
      </button>
      {open ? (
        <Popup
          anchor={button.current!}
          label={label}
          value={value}
          language={language}
          onClose={close}
          onChoose={(voice) => {
            onChange({ id: voice.id, name: voice.name, kind: voice.kind, color: voice.avatar_color });
            close(true);
          }}
        />
      ) : null}
    </>
  );
}

function Popup({ anchor, label, value, language, onClose, onChoose }: { anchor: HTMLElement; label: string; value: VoiceRef | null; language: string | undefined; onClose: (back: boolean) => void; onChoose: (voice: Voice) => void }) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const [q, setQ] = useState("");
  const [active, setActive] = useState(0);
  const { voices, hasNextPage, isFetchingNextPage, fetchNextPage, isPending } = useVoices({ q: useDeferredValue(q) });
  const virtual = useVirtualizer({ count: voices.length, getScrollElement: () => scroll.current, estimateSize: () => ROW, overscan: 6 });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last > voices.length - 40) void fetchNextPage();
  }, [last, voices.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  useOwner((owner) => {
    const box = anchor.getBoundingClientRect();
    const menu = panel.current!;
    menu.showPopover();
    const height = 360;
    menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 328))}px`;
    menu.style.top = `${box.bottom + height > innerHeight ? Math.max(8, box.top - height - 4) : box.bottom + 4}px`;
    menu.querySelector("input")?.focus();
    owner.listen<Document, PointerEvent>(document, "pointerdown", (event) => {
      if (event.target instanceof Node && !menu.contains(event.target) && !anchor.contains(event.target)) onClose(false);
    });
  }, []);
  const go = (index: number) => {
    const next = Math.max(0, Math.min(voices.length - 1, index));
    setActive(next);
    virtual.scrollToIndex(next);
  };
  return (
    <div ref={panel} className="menu picker" popover="manual" role="dialog" aria-label={label}>
      <input
        className="input"
        role="combobox"
        aria-label={t("picker.search")}
        placeholder={t("picker.search")}
        aria-expanded="true"
        aria-haspopup="grid"
        aria-controls={`${id}-list`}
        aria-activedescendant={voices[active] ? `${id}-${active}` : undefined}
        aria-autocomplete="list"
        value={q}
        spellCheck={false}
        onChange={(event) => {
          setQ(event.target.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          if (composing(event)) return;
          event.stopPropagation();
          if (event.code === "ArrowDown") go(active + 1);
          else if (event.code === "ArrowUp") go(active - 1);
          else if (event.code === "PageDown") go(active + 8);
          else if (event.code === "PageUp") go(active - 8);
          else if (event.code === "Enter" && voices[active]) onChoose(voices[active]);
          else if (event.code === "Escape") onClose(true);
          else if (event.code === "Tab") onClose(false);
          else return;
          if (event.code !== "Tab") event.preventDefault();
        }}
      />
      {voices.length === 0 ? <p className="small faint">{isPending ? t("common.loading") : t("voices.none_found")}</p> : null}
      <div ref={scroll} className="picker-list">
        <div id={`${id}-list`} role="grid" aria-label={label} style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {items.map((item) => {
            const voice = voices[item.index]!;
            const reads = voice.languages.find((code) => code === language) ?? voice.languages[0];
            return (
              <div
                key={voice.id}
                id={`${id}-${item.index}`}
                role="row"
                tabIndex={-1}
                aria-selected={voice.id === value?.id}
                className={item.index === active ? "option active" : "option"}
                style={{ transform: `translateY(${item.start}px)` }}
                onPointerMove={() => setActive(item.index)}
                onClick={() => onChoose(voice)}
                onKeyDown={() => undefined}
              >
                <span role="gridcell" className="line grow">
                  <Avatar id={voice.id} name={voice.name} color={voice.avatar_color} />
                  <span className="clip grow">{voice.name}</span>
                  <span className="faint small clip">{reads ? languageName(reads, i18n.language) : ""}</span>
                </span>
                <span role="gridcell">
                  <IconButton
                    size="small"
                    tabIndex={-1}
                    label={t("voices.play_one", { name: voice.name })}
                    onClick={(event) => {
                      event.stopPropagation();
                      play({ key: `voice:${voice.id}`, url: previewUrl(voice), title: voice.name, voice: { id: voice.id, name: voice.name } });
                    }}
                  >
                    <Play size={12} fill="currentColor" aria-hidden="true" />
                  </IconButton>
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
