import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Line, ProjectDocument, Speaker } from "@/api/projects";
import { clockTime } from "@/i18n/format";
import { useEngines } from "@/state/engines";
import { useVoice } from "@/state/voices";
import { Button, IconButton } from "@/ui/Button";
import { Field, Select } from "@/ui/Field";
import { VoicePicker } from "@/ui/VoicePicker";
import { voiceOf } from "./actions";
import { languages } from "./languages";
import { NumberField } from "./NumberField";
import { change, useProject } from "./store";
import { Takes } from "./Takes";

const DIRECTIONS = ["whispering", "slow", "fast", "excited", "calm", "sad", "serious", "low"] as const;

/** How a line is said, in words of one's own or chosen ones; sent when it is left, for half a word means nothing. */
function Direction({ value, onChange }: { value: string | undefined; onChange: (value: string | null) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value ?? "");
  useEffect(() => setText(value ?? ""), [value]);
  const send = (next: string) => next.trim() !== (value ?? "") && onChange(next.trim() || null);
  const words = text.split(",").map((one) => one.trim()).filter(Boolean);
  const toggle = (word: string) => {
    const next = (words.includes(word) ? words.filter((one) => one !== word) : [...words, word]).join(", ");
    setText(next);
    send(next);
  };
  return (
    <>
      <Field label={t("projects.direction")} hint={t("projects.direction_hint")}>
        {(wiring) => (
          <input {...wiring} className="input" maxLength={300} value={text} onChange={(event) => setText(event.target.value)} onBlur={() => send(text)} onKeyDown={(event) => event.code === "Enter" && !event.nativeEvent.isComposing && send(text)} />
        )}
      </Field>
      <div className="line tight wrap">
        {DIRECTIONS.map((one) => (
          <Button key={one} size="small" kind="quiet" aria-pressed={words.includes(t(`projects.directions.${one}`))} onClick={() => toggle(t(`projects.directions.${one}`))}>
            {t(`projects.directions.${one}`)}
          </Button>
        ))}
      </div>
    </>
  );
}

/** The voice of one line, where it is not the speaker's. */
function OwnVoice({ line }: { line: Line }) {
  const { t } = useTranslation();
  const voice = useVoice(line.voice_id).data;
  const language = useProject((state) => state.document?.language);
  const set = (voice_id: string | null) => change({ op: "line.update", id: line.id, set: { voice_id } });
  return (
    <Field label={t("projects.own_voice")}>
      {() => (
        <span className="line">
          <VoicePicker
            label={t("projects.own_voice")}
            language={language}
            value={line.voice_id ? { id: line.voice_id, name: voice?.name ?? "…", kind: voice?.kind ?? "preset", color: voice?.avatar_color } : null}
            missing={t("projects.speakers_voice")}
            onChange={(next) => set(next.id)}
          />
          {line.voice_id ? (
            <IconButton label={t("projects.use_speakers_voice")} size="small" onClick={() => set(null)}>
              <X size={14} aria-hidden="true" />
            </IconButton>
          ) : null}
        </span>
      )}
    </Field>
  );
}

/** The engine that says a line; nothing where the voice leaves no choice. */
function EngineOfLine({ line, speakers }: { line: Line; speakers: Speaker[] }) {
  const { t } = useTranslation();
  const { data: voice } = useVoice(voiceOf(line, speakers));
  const { title } = useEngines();
  if (!voice || voice.engines.length < 2) return null;
  const options = [{ value: "", label: t("generate.engine_best") }, ...voice.engines.map((one) => ({ value: one, label: title(one) }))];
  return <Field label={t("about.engine")}>{() => <Select label={t("about.engine")} value={line.engine ?? ""} options={options} onChange={(engine) => change({ op: "line.update", id: line.id, set: { engine: engine || null } })} />}</Field>;
}

export function LineSettings({ document, line }: { document: ProjectDocument; line: Line }) {
  const { t, i18n } = useTranslation();
  const set = (values: Record<string, unknown>) => change({ op: "line.update", id: line.id, set: values });
  return (
    <section className="stack" aria-label={t("projects.line_settings")}>
      <h2>{t("projects.line_settings")}</h2>
      {line.speaker_id ? <OwnVoice line={line} /> : null}
      <div className="pair">
        <NumberField label={t("projects.pause_after")} value={line.pause_after_ms} usual={document.default_gap_ms ?? 250} min={0} max={60000} step={50} onChange={(value) => set({ pause_after_ms: value === null ? null : Math.round(value) })} />
        <NumberField label={t("projects.speed")} value={line.speed} usual={1} min={0.25} max={4} step={0.05} onChange={(value) => set({ speed: value })} />
        <NumberField label={t("projects.pitch")} value={line.pitch} usual={0} min={-12} max={12} step={0.5} onChange={(value) => set({ pitch: value })} />
        <NumberField label={t("projects.level")} value={line.gain_db} usual={0} min={-60} max={24} step={0.5} onChange={(value) => set({ gain_db: value })} />
      </div>
      <Direction key={line.id} value={line.direction} onChange={(direction) => set({ direction })} />
      <div className="pair">
        <Field label={t("projects.language")}>{() => <Select label={t("projects.language")} value={line.language ?? "auto"} options={[{ value: "auto", label: t("transcribe.auto") }, ...languages(i18n.language)]} onChange={(value) => set({ language: value })} />}</Field>
        <Field label={t("generate.seed")}>
          {(wiring) => (
            <input
              {...wiring}
              className="input"
              inputMode="numeric"
              value={line.seed ?? ""}
              placeholder={t("generate.seed_any")}
              title={t("generate.seed_hint")}
              onChange={(event) => {
                const digits = event.target.value.replace(/\D/g, "").slice(0, 9);
                set({ seed: digits === "" ? null : Number(digits) });
              }}
            />
          )}
        </Field>
      </div>
      <EngineOfLine line={line} speakers={document.speakers} />
      <label className="check">
        <input type="checkbox" checked={line.locked ?? false} onChange={(event) => set({ locked: event.target.checked })} />
        <span>{t("projects.lock")}</span>
      </label>
      <Takes document={document} line={line} />
      <p className="small faint">{t("projects.place", { start: clockTime(line.start, true), end: clockTime(line.end, true) })}</p>
    </section>
  );
}
