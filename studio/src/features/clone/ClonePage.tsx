import { FileAudio } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { createClone } from "@/api/cloning";
import { PageError } from "@/api/errors";
import { lasting, newWish } from "@/api/lasting";
import { keys, queryClient } from "@/api/query";
import type { Refine } from "@/api/types";
import { languageName, percent } from "@/i18n/format";
import { useEngines } from "@/state/engines";
import { collect, useIncoming } from "@/state/incoming";
import { usePrefs } from "@/state/prefs";
import { useToasts } from "@/state/toasts";
import { useLatest, useOwner } from "@/state/use-owner";
import { AgreementFields } from "@/ui/AgreementFields";
import { Button } from "@/ui/Button";
import { SOUND_WANTED, useFileDrop } from "@/ui/drop";
import { Loading } from "@/ui/Empty";
import { Field } from "@/ui/Field";
import { Failure } from "@/ui/Notice";
import { Progress } from "@/ui/Progress";
import { Tabs } from "@/ui/Tabs";
import { ClipPanel } from "./ClipPanel";
import { Together } from "./Together";
import { PASSAGES, SPEECH_LANGUAGES } from "./passages";
import { Recorder } from "./Recorder";
import { Result } from "./Result";
import { addFile, bodyOf, changeClone, clearClone, leftOutOf, loadClone, recoverRecording, useClone } from "./store";
import "./clone.css";

/** What is under way lives outside the page, so that leaving it does not stop it. */
interface Making {
  share: number;
  away: boolean;
  abort: AbortController;
}

let making: Making | null = null;

export default function ClonePage() {
  const { t, i18n } = useTranslation();
  const draft = useClone();
  const ui = usePrefs((state) => state.language);
  const [tab, setTab] = useState<"record" | "files">("record");
  const [now, setNow] = useState<Making | null>(making);
  const [error, setError] = useState<unknown>(null);
  const [asked, setAsked] = useState(false);
  const consentId = useId();
  const { cloning } = useEngines();
  useEffect(() => void loadClone(), []);
  useOwner((owner) => void (now && owner.every(200, () => setNow(making ? { ...making } : null))), [now === null]);
  const passageLanguage = draft.language !== "auto" && PASSAGES[draft.language] ? draft.language : ui;
  const passage = PASSAGES[passageLanguage] ?? PASSAGES["en"]!;

  const wrong = {
    clips: asked && draft.clips.length === 0 ? t("clone.need_sound") : null,
    name: asked && !draft.name.trim() ? t("clone.need_name") : null,
    consent: asked && !draft.consent ? t("clone.need_consent") : null,
  };
  const create = async (wish = newWish()) => {
    setAsked(true);
    const { clips, name, language, transcript, consent, agreement, refine, engine } = useClone.getState();
    if (making || clips.length === 0 || !name.trim() || !consent) return;
    setError(null);
    const mine: Making = { share: 0, away: false, abort: new AbortController() };
    const { signal } = mine.abort;
    making = mine;
    setNow(mine);
    changeClone({ wish });
    try {
      const request = { files: clips.map(bodyOf), name: name.trim(), language, transcript, refine, engine: cloning.length > 1 ? engine : null, agreement };
      const voice = await lasting((same) => createClone(request, (share) => void (mine.share = share), signal, same), { wish, signal, away: (away) => void Object.assign(mine, { away, share: 0 }) });
      queryClient.setQueryData(keys.voice(voice.id), voice);
      void queryClient.invalidateQueries({ queryKey: keys.voices });
      changeClone({ voiceId: voice.id, leftOut: leftOutOf(voice, clips.map((clip) => (clip.recorded ? t("clone.recording") : clip.name))) });
      setAsked(false);
    } catch (failure) {
      if (!signal.aborted) setError(failure);
    }
    changeClone({ wish: null });
    making = null;
    setNow(null);
  };
  // A reload broke it off: the server gives the voice if it was made, and makes it otherwise.
  const resume = useLatest(() => {
    const { wish } = useClone.getState();
    if (wish && !making) void create(wish);
  });
  useEffect(() => void (draft.loaded && resume()), [draft.loaded, resume]);
  const arrived = useIncoming((state) => state.clone.length > 0);
  useEffect(() => {
    if (!draft.loaded || !arrived) return;
    // Recordings for a next voice; the last one is among the voices.
    if (useClone.getState().voiceId) clearClone();
    setTab("files");
  }, [draft.loaded, arrived]);
  const recovered = useLatest(() => {
    changeClone({ name: useClone.getState().name || t("clone.my_voice") });
    useToasts.getState().push({ kind: "good", text: t("clone.recovered") });
  });
  useEffect(() => {
    if (draft.loaded) void recoverRecording().then((found) => found && recovered());
  }, [draft.loaded, recovered]);
  if (!draft.loaded) return <Loading label={t("common.loading")} />;

  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("pages.clone")}</h1>
        {draft.clips.length > 0 || draft.voiceId ? (
          <Button
            kind="quiet"
            onClick={() => {
              const kept = useClone.getState();
              clearClone();
              useToasts.getState().push({ kind: "good", text: t("clone.cleared"), action: { label: t("common.undo"), run: () => useClone.setState(kept) } });
            }}
          >
            {t("clone.start_over")}
          </Button>
        ) : null}
      </header>
      <div className="page-body">
        <div className="column stack wide">
          {draft.voiceId ? <Result id={draft.voiceId} /> : null}
          {draft.voiceId ? null : (
            <>
              <p className="soft">{t("clone.intro")}</p>
              <Tabs
                label={t("clone.source")}
                value={tab}
                tabs={[
                  { value: "record", label: t("clone.tab_record") },
                  { value: "files", label: t("clone.tab_files") },
                ]}
                onChange={setTab}
              >
                {tab === "record" ? (
                  <Recorder
                    passage={passage}
                    onDone={(read) => {
                      const now = useClone.getState();
                      changeClone({
                        name: now.name || t("clone.my_voice"),
                        ...(read && !now.transcript && now.language === "auto" ? { language: passageLanguage } : {}),
                      });
                    }}
                  />
                ) : (
                  <DropFiles />
                )}
              </Tabs>
              {wrong.clips ? (
                <p className="wrong small" role="alert" style={{ color: "var(--red)" }}>
                  {wrong.clips}
                </p>
              ) : null}
              {draft.clips.map((clip) => (
                <ClipPanel key={clip.id} clip={clip} alone={draft.clips.length === 1} />
              ))}
              {draft.clips.length > 1 ? <Together clips={draft.clips} /> : null}
              <section className="panel stack" aria-label={t("clone.details")}>
                <div className="clone-fields">
                  <Field label={t("voices.name")} wrong={wrong.name}>
                    {(wiring) => <input className="input" {...wiring} value={draft.name} maxLength={120} onChange={(event) => changeClone({ name: event.target.value })} />}
                  </Field>
                  <Field label={t("clone.language")}>
                    {(wiring) => (
                      <select className="select" {...wiring} value={draft.language} onChange={(event) => changeClone({ language: event.target.value })}>
                        <option value="auto">{t("clone.auto")}</option>
                        {SPEECH_LANGUAGES.map((code) => (
                          <option key={code} value={code}>
                            {languageName(code, i18n.language)}
                          </option>
                        ))}
                      </select>
                    )}
                  </Field>
                  <Field label={t("clone.refine")} hint={t(`clone.refine_hints.${draft.refine}`)}>
                    {(wiring) => (
                      <select className="select" {...wiring} value={draft.refine} onChange={(event) => changeClone({ refine: event.target.value as Refine })}>
                        {(["instant", "standard", "best"] as const).map((one) => (
                          <option key={one} value={one}>
                            {t(`clone.refines.${one}`)}
                          </option>
                        ))}
                      </select>
                    )}
                  </Field>
                  {cloning.length > 1 ? (
                    <Field label={t("about.engine")} hint={t("clone.engine_hint")}>
                      {(wiring) => (
                        <select className="select" {...wiring} value={draft.engine ?? cloning[0]!.id} onChange={(event) => changeClone({ engine: event.target.value })}>
                          {cloning.map((one) => (
                            <option key={one.id} value={one.id}>
                              {one.title}
                            </option>
                          ))}
                        </select>
                      )}
                    </Field>
                  ) : null}
                </div>
                {draft.clips.length > 1 ? null : (
                  <Field label={t("clone.transcript")} hint={t("clone.transcript_hint")}>
                    {(wiring) => (
                      <textarea
                        className="textarea"
                        {...wiring}
                        lang={draft.language === "auto" ? undefined : draft.language}
                        value={draft.transcript}
                        onChange={(event) => changeClone({ transcript: event.target.value })}
                      />
                    )}
                  </Field>
                )}
                <div className="stack tight">
                  <label className="check" htmlFor={consentId}>
                    <input id={consentId} type="checkbox" checked={draft.consent} aria-invalid={wrong.consent ? true : undefined} onChange={(event) => changeClone({ consent: event.target.checked })} />
                    <span>{t("clone.consent")}</span>
                  </label>
                  {wrong.consent ? (
                    <span className="wrong small" role="alert" style={{ color: "var(--red)" }}>
                      {wrong.consent}
                    </span>
                  ) : null}
                </div>
                <details>
                  <summary>{t("consent.details")}</summary>
                  <div className="stack">
                    <AgreementFields value={draft.agreement} onChange={(change) => changeClone({ agreement: { ...draft.agreement, ...change } })} />
                  </div>
                </details>
                {error ? <Failure error={error} kept={t("clone.kept")} retry={() => void create()} /> : null}
                {now ? (
                  <div className="stack tight">
                    <span className="small soft" role="status">
                      {now.away ? t("shell.waiting") : now.share < 1 ? t("clone.uploading", { share: percent(now.share, i18n.language) }) : t("clone.listening")}
                    </span>
                    <Progress value={!now.away && now.share < 1 ? now.share : null} label={t("clone.listening")} />
                  </div>
                ) : null}
                <div className="line end">
                  {now ? <Button onClick={() => now.abort.abort()}>{t("common.cancel")}</Button> : null}
                  <Button kind="primary" size="large" busy={now !== null} onClick={() => void create()}>
                    {t("clone.create")}
                  </Button>
                </div>
              </section>
            </>
          )}
        </div>
      </div>
    </div>
  );
}

function DropFiles() {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<string[]>([]);
  const take = async (files: readonly File[]) => {
    setBusy(true);
    const found: string[] = [];
    for (const file of files.slice(0, 50)) {
      const trouble = await addFile(file);
      if (trouble) found.push(t(`clone.files.${trouble}`, { name: file.name }));
    }
    setProblems(found);
    setBusy(false);
  };
  const arrived = useIncoming((state) => state.clone);
  const receive = useLatest(() => void take(collect("clone")));
  useEffect(() => {
    if (arrived.length > 0) receive();
  }, [arrived, receive]);
  const drop = useFileDrop((files) => void take(files), SOUND_WANTED);
  return (
    <div className="stack">
      <div
        className={drop.over ? "drop over" : "drop"}
        role="group"
        aria-label={t("clone.tab_files")}
        {...drop.handlers}
      >
        <FileAudio size={28} aria-hidden="true" />
        <p>{t("clone.drop")}</p>
        <p className="small faint">{t("clone.drop_limits")}</p>
        <Button busy={busy} onClick={() => input.current?.click()}>
          {t("clone.choose")}
        </Button>
        <input
          ref={input}
          type="file"
          accept="audio/*,video/*"
          multiple
          hidden
          onChange={(event) => {
            void take([...(event.target.files ?? [])]).then(() => {
              if (input.current) input.current.value = "";
            });
          }}
        />
      </div>
      {problems.map((problem) => (
        <Failure key={problem} error={new PageError(problem)} kept={t("clone.files.next")} />
      ))}
    </div>
  );
}
