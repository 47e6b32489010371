import { Pause, Play, Plus, Save, Shuffle, SlidersHorizontal, Sparkles, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { blendVoices, designVoices, nudgeVoice } from "@/api/cloning";
import { keys, queryClient } from "@/api/query";
import { speak } from "@/api/speech";
import { previewUrl, updateVoice } from "@/api/voices";
import { SPEECH_LANGUAGES } from "@/features/clone/passages";
import { languageName, number, percent } from "@/i18n/format";
import { useJobLine } from "@/features/shell/Tray";
import { useEngines } from "@/state/engines";
import { useJobs } from "@/state/jobs";
import { useToasts } from "@/state/toasts";
import { play, toggle, usePlaying } from "@/state/transport";
import { Button, IconButton } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { composing } from "@/ui/keys";
import { Failure, useErrorText } from "@/ui/Notice";
import { Progress } from "@/ui/Progress";
import { Range } from "@/ui/Range";
import { Slider } from "@/ui/Slider";
import { VoicePicker } from "@/ui/VoicePicker";
import { CHIPS, addCandidates, asking, cancelDesigns, descriptionOf, engineOf, follow, followDesigns, recipeOf, toggleChip, useDesign } from "./store";
import "./design.css";

type Candidate = ReturnType<typeof useDesign.getState>["candidates"][number];

export default function DesignPage() {
  const { t, i18n } = useTranslation();
  const draft = useDesign();
  const set = useDesign.setState;
  const [tools, setTools] = useState(false);
  const [kind, setKind] = useState<"design" | "nudge" | "blend">("design");
  useEffect(followDesigns, []);
  const line = useJobLine();
  const byId = useJobs((state) => state.byId);
  const busy = draft.sending || draft.asked.length > 0 ? kind : null;
  const jobs = draft.asked.map((one) => byId[one.job]).filter((job) => job !== undefined);
  const errorText = useErrorText();
  const { designing } = useEngines();
  const engine = engineOf(draft.engine, designing);
  const description = descriptionOf(draft);
  const chosen = draft.candidates.find((one) => one.voice_id === draft.chosen) ?? null;

  const run = (next: "design" | "nudge" | "blend", act: (wish: string, signal: AbortSignal) => Promise<void>) => {
    if (busy) return;
    setKind(next);
    void asking(act);
  };
  const ask = (text: string) =>
    run("design", async (wish, signal) => {
      const name = t("design.candidate");
      const labels = Array.from({ length: draft.count }, (_, index) => (draft.count > 1 ? `${name} ${String.fromCharCode(65 + index)}` : name));
      follow(await designVoices({ description: text, language: draft.language, candidates: draft.count, engine }, wish, signal), labels, true);
    });
  const more = (one: Candidate) =>
    run("nudge", async (_, signal) => {
      const small = () => Math.round((Math.random() - 0.5) * 120) / 100;
      for (let n = 1; n <= 2; n++) {
        const label = `${one.label} · ${n}`;
        follow(await nudgeVoice(one.voice_id, { older: small(), brighter: small(), calmer: small(), name: label }, signal), [label], false);
      }
    });
  const applyNudge = () => {
    if (!chosen) return;
    const label = `${chosen.label} ✎`;
    run("nudge", async (_, signal) => follow(await nudgeVoice(chosen.voice_id, { ...draft.nudge, name: label }, signal), [label], false));
  };
  const applyBlend = () =>
    run("blend", async (_, signal) => {
      const label = draft.blend.map((part) => part.name).join(" + ");
      const voice = await blendVoices(label.slice(0, 100), recipeOf(draft.blend), signal);
      addCandidates([{ voice_id: voice.id, preview_url: previewUrl(voice), label, measured: {} }], false);
    });
  const cancel = () => void cancelDesigns().catch((failure: unknown) => useToasts.getState().push({ kind: "bad", text: errorText(failure) }));
  const total = draft.blend.reduce((sum, part) => sum + part.share, 0) || 1;
  const still = Object.values(draft.nudge).every((value) => value === 0);
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("pages.design")}</h1>
        <Button className="tools-toggle" aria-pressed={tools} onClick={() => setTools(!tools)}>
          <SlidersHorizontal size={14} aria-hidden="true" />
          {t("design.tools")}
        </Button>
      </header>
      <div className="with-inspector">
        <div className="page-body">
          <div className="column stack wide">
            <section className="panel stack">
              <Field label={t("design.describe")} hint={t("design.describe_hint")}>
                {(wiring) => (
                  <textarea
                    className="textarea"
                    {...wiring}
                    value={draft.description}
                    maxLength={1000}
                    placeholder={t("design.placeholder")}
                    onChange={(event) => set({ description: event.target.value })}
                    onKeyDown={(event) => {
                      if (event.code === "Enter" && (event.ctrlKey || event.metaKey) && !composing(event) && description) ask(description);
                    }}
                  />
                )}
              </Field>
              <div className="line wrap" role="group" aria-label={t("design.attributes")}>
                {Object.keys(CHIPS).map((chip) => (
                  <button key={chip} type="button" className="chip" aria-pressed={draft.chips.includes(chip)} onClick={() => set({ chips: toggleChip(draft.chips, chip) })}>
                    {t(`design.chips.${chip}` as "design.chips.warm")}
                  </button>
                ))}
              </div>
              <div className="design-fields">
                <Field label={t("design.preview")}>
                  {(wiring) => <input className="input" {...wiring} value={draft.preview} maxLength={300} placeholder={t("design.preview_placeholder")} onChange={(event) => set({ preview: event.target.value })} />}
                </Field>
                <Field label={t("design.language")}>
                  {(wiring) => (
                    <select className="select" {...wiring} value={draft.language} onChange={(event) => set({ language: event.target.value })}>
                      {SPEECH_LANGUAGES.map((code) => (
                        <option key={code} value={code}>
                          {languageName(code, i18n.language)}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
                {engine ? (
                  <Field label={t("about.engine")}>
                    {(wiring) => (
                      <select className="select" {...wiring} value={engine} onChange={(event) => set({ engine: event.target.value })}>
                        {designing.map((one) => (
                          <option key={one.id} value={one.id}>
                            {one.title}
                          </option>
                        ))}
                      </select>
                    )}
                  </Field>
                ) : null}
                <Field label={t("design.count")}>
                  {(wiring) => (
                    <select className="select" {...wiring} value={draft.count} onChange={(event) => set({ count: Number(event.target.value) })}>
                      {[1, 2, 3, 4].map((n) => (
                        <option key={n} value={n}>
                          {n}
                        </option>
                      ))}
                    </select>
                  )}
                </Field>
              </div>
              {draft.error ? <Failure error={draft.error} kept={t("design.kept")} /> : null}
              {busy ? (
                <div className="stack tight" role="status">
                  <span className="small soft">
                    {draft.away ? t("shell.waiting") : jobs[0] ? line(jobs[0]) : t("design.working")}
                    {jobs.length > 1 ? ` · ${t("design.jobs_more", { count: jobs.length - 1 })}` : ""}
                  </span>
                  <Progress value={jobs[0] ? (jobs[0].state === "queued" ? 0 : jobs[0].progress) : null} label={t("design.working")} />
                </div>
              ) : null}
              <div className="line end">
                {busy ? <Button onClick={cancel}>{t("common.cancel")}</Button> : null}
                {!description ? (
                  <Button kind="quiet" onClick={() => set({ description: t("design.sample") })}>
                    {t("design.use_sample")}
                  </Button>
                ) : null}
                <Button kind="primary" size="large" busy={busy === "design"} unavailable={!description} shortcut="Mod+Enter" onClick={() => ask(description)}>
                  <Sparkles size={16} aria-hidden="true" />
                  {t("design.go")}
                </Button>
              </div>
            </section>
            {draft.candidates.length > 0 ? (
              <section className="stack" aria-label={t("design.candidates")}>
                <div className="line wrap">
                  <h2>{t("design.candidates")}</h2>
                  {draft.understood.map((word) => (
                    <span className="chip" key={word}>
                      {word}
                    </span>
                  ))}
                </div>
                <div className="candidates">
                  {draft.candidates.map((one) => (
                    <CandidateCard
                      key={one.voice_id}
                      one={one}
                      chosen={one.voice_id === draft.chosen}
                      busy={busy !== null}
                      onChoose={() => set({ chosen: one.voice_id })}
                      onMore={() => more(one)}
                      onSaved={(name) => set({ candidates: draft.candidates.map((other) => (other.voice_id === one.voice_id ? { ...other, saved: name, label: name } : other)) })}
                      onDrop={() => set({ candidates: draft.candidates.filter((other) => other.voice_id !== one.voice_id) })}
                    />
                  ))}
                </div>
                <p className="small faint">{t("design.day")}</p>
              </section>
            ) : null}
          </div>
        </div>
        <aside className={tools ? "inspector tools open" : "inspector tools"} aria-label={t("design.tools")}>
          <h2>{t("design.shape")}</h2>
          <p className="small soft">{chosen ? t("design.shape_what", { name: chosen.label }) : t("design.shape_first")}</p>
          <Slider label={t("design.older")} value={draft.nudge.older} min={-3} max={3} step={0.1} rest={0} onChange={(older) => set({ nudge: { ...draft.nudge, older } })} />
          <Slider label={t("design.brighter")} value={draft.nudge.brighter} min={-3} max={3} step={0.1} rest={0} onChange={(brighter) => set({ nudge: { ...draft.nudge, brighter } })} />
          <Slider label={t("design.calmer")} value={draft.nudge.calmer} min={-3} max={3} step={0.1} rest={0} onChange={(calmer) => set({ nudge: { ...draft.nudge, calmer } })} />
          <Button unavailable={!chosen || still || busy !== null} busy={busy === "nudge"} onClick={applyNudge}>
            {t("design.apply")}
          </Button>
          <section>
            <h2>{t("design.blend")}</h2>
            <p className="small soft">{t("design.blend_what")}</p>
            {draft.blend.map((part) => (
              <div key={part.id} className="stack tight">
                <div className="line between">
                  <span className="clip small">{part.name}</span>
                  <span className="line">
                    <span className="small faint">{percent(part.share / total, i18n.language)}</span>
                    <IconButton size="small" label={t("design.leave_out", { name: part.name })} onClick={() => set({ blend: draft.blend.filter((other) => other.id !== part.id) })}>
                      <X size={12} aria-hidden="true" />
                    </IconButton>
                  </span>
                </div>
                <Range
                  min={0}
                  max={100}
                  value={part.share}
                  aria-label={t("design.share_of", { name: part.name })}
                  onChange={(event) => set({ blend: draft.blend.map((other) => (other.id === part.id ? { ...other, share: Number(event.target.value) } : other)) })}
                />
              </div>
            ))}
            {draft.blend.length < 4 ? (
              <VoicePicker
                value={null}
                label={t("design.add_voice")}
                missing={t("design.add_voice")}
                onChange={(voice) => {
                  if (!draft.blend.some((part) => part.id === voice.id)) set({ blend: [...draft.blend, { id: voice.id, name: voice.name, share: 50 }] });
                }}
              />
            ) : null}
            <Button unavailable={draft.blend.length < 2 || busy !== null} busy={busy === "blend"} onClick={applyBlend}>
              <Plus size={14} aria-hidden="true" />
              {t("design.make_blend")}
            </Button>
          </section>
        </aside>
      </div>
    </div>
  );

}

interface CardProps {
  one: Candidate;
  chosen: boolean;
  busy: boolean;
  onChoose: () => void;
  onMore: () => void;
  onSaved: (name: string) => void;
  onDrop: () => void;
}

function CandidateCard({ one, chosen, busy, onChoose, onMore, onSaved, onDrop }: CardProps) {
  const { t, i18n } = useTranslation();
  const key = `design:${one.voice_id}`;
  const playing = usePlaying(key);
  const [name, setName] = useState("");
  const [saving, setSaving] = useState(false);
  const errorText = useErrorText();
  const preview = useDesign((state) => state.preview.trim());
  const language = useDesign((state) => state.language);
  const [speaking, setSpeaking] = useState(false);
  const spoken = useRef(new Map<string, string>());
  /** The sentence to try, if there is one, in this voice; else the voice's own sample. */
  const listen = async () => {
    onChoose();
    if (playing) {
      toggle();
      return;
    }
    let url = preview ? spoken.current.get(preview) : one.preview_url;
    if (!url) {
      setSpeaking(true);
      try {
        const made = await speak("design", { voice_id: one.voice_id, text: preview, language });
        url = made.audio_url ?? `/api/generations/${made.id}/audio`;
        spoken.current.set(preview, url);
      } catch (failure) {
        useToasts.getState().push({ kind: "bad", text: errorText(failure) });
      }
      setSpeaking(false);
    }
    if (url) play({ key, url, title: preview || one.label, voice: { id: one.voice_id, name: one.label } });
  };
  useEffect(() => setName(one.saved ?? ""), [one.saved]);
  const save = async () => {
    if (!name.trim()) return;
    setSaving(true);
    try {
      await updateVoice(one.voice_id, { name: name.trim() });
      onSaved(name.trim());
      useToasts.getState().push({ kind: "good", text: t("design.saved", { name: name.trim() }) });
      void queryClient.invalidateQueries({ queryKey: keys.voices });
    } catch (failure) {
      useToasts.getState().push({ kind: "bad", text: errorText(failure) });
    }
    setSaving(false);
  };
  return (
    <article className={chosen ? "panel candidate chosen" : "panel candidate"} aria-label={one.label}>
      <div className="line">
        <Button kind={playing ? "primary" : "plain"} busy={speaking} onClick={() => void listen()}>
          {playing ? <Pause size={14} fill="currentColor" aria-hidden="true" /> : <Play size={14} fill="currentColor" aria-hidden="true" />}
          {playing ? t("common.pause") : t("common.play")}
        </Button>
        <strong className="grow clip">{one.label}</strong>
        <IconButton size="small" label={t("design.drop_one", { name: one.label })} onClick={onDrop}>
          <X size={14} aria-hidden="true" />
        </IconButton>
      </div>
      <dl className="facts">
        {Object.entries(one.measured ?? {})
          .filter(([, value]) => value !== null && typeof value !== "object")
          .slice(0, 6)
          .map(([measure, value]) => (
            <div key={measure} style={{ display: "contents" }}>
              <dt>{i18n.exists(`design.measures.${measure}`) ? i18n.t(`design.measures.${measure}` as "design.measures.pitch_hz") : measure.replaceAll("_", " ")}</dt>
              <dd>{typeof value === "number" ? number(value, i18n.language, Math.abs(value) < 10 ? 2 : 0) : String(value)}</dd>
            </div>
          ))}
      </dl>
      <div className="line wrap">
        <Button size="small" aria-pressed={chosen} onClick={onChoose}>
          {chosen ? t("design.is_chosen") : t("design.choose")}
        </Button>
        <Button size="small" unavailable={busy} onClick={onMore}>
          <Shuffle size={12} aria-hidden="true" />
          {t("design.more")}
        </Button>
      </div>
      <form
        className="line"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <input className="input" aria-label={t("design.name_for", { name: one.label })} placeholder={t("design.name")} value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
        <Button type="submit" busy={saving} unavailable={!name.trim() || name.trim() === one.saved}>
          <Save size={14} aria-hidden="true" />
          {one.saved ? t("design.rename") : t("common.save")}
        </Button>
      </form>
    </article>
  );
}
