import { isUnfinished } from "@/api/job-state";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorIn } from "@/api/errors";
import { type Asset, type Dub, type ProjectDocument, type VoiceSource, getDub, getRender, listDubs, startDub } from "@/api/projects";
import { cancelJob } from "@/api/system";
import { SPEECH_LANGUAGES } from "@/features/clone/passages";
import { useJobLine } from "@/features/shell/Tray";
import { languageName } from "@/i18n/format";
import { useJobs } from "@/state/jobs";
import { useOwner } from "@/state/use-owner";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field, Select } from "@/ui/Field";
import { Failure, Notice, useErrorText } from "@/ui/Notice";
import { Progress } from "@/ui/Progress";
import { isPictured } from "./pictured";
import { SubtitlesField } from "./SubtitlesField";

const SOURCES: VoiceSource[] = ["cast", "clone", "none"];
const TEXTS = ["said", "subtitles", "translate"] as const;

/** How a dub is getting on, or what came of it. */
function Outcome({ document, dub, onClose }: { document: ProjectDocument; dub: Dub; onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const line = useJobLine();
  const job = useJobs((state) => (dub.job_id ? state.byId[dub.job_id] : undefined));
  const [video, setVideo] = useState<string | null>(null);
  useEffect(() => {
    if (dub.status === "completed" && dub.render_id) void getRender(document.id, dub.render_id).then((render) => setVideo(render.audio_url), () => undefined);
  }, [dub.status, dub.render_id, document.id]);
  if (isUnfinished(dub.status))
    return (
      <>
        <Progress value={job?.progress ?? null} label={t("dub.running")} />
        <p className="small soft" role="status">
          {job ? line(job) : t("dub.running")}
        </p>
        {dub.utterances.length > 0 ? <p className="small">{t("dub.heard", { count: dub.utterances.length, people: new Set(dub.utterances.map((one) => one.speaker)).size })}</p> : null}
        <div className="line end">
          <Button kind="quiet" onClick={onClose}>
            {t("dub.later")}
          </Button>
          <Button onClick={() => dub.job_id && void cancelJob(dub.job_id)}>{t("common.cancel")}</Button>
        </div>
      </>
    );
  return (
    <>
      {dub.status === "completed" ? (
        <Notice kind={dub.failed > 0 || dub.over > 0 ? "warn" : "good"} role="status">
          <span>{t("dub.done", { count: dub.lines.length })}</span>
          {dub.failed > 0 ? <span>{t("dub.failed_lines", { count: dub.failed })}</span> : null}
          {dub.over > 0 ? <span>{t("dub.over_lines", { count: dub.over })}</span> : null}
          {video ? (
            <a href={video} download>
              {t("dub.video")}
            </a>
          ) : null}
        </Notice>
      ) : (
        <Notice kind={dub.status === "failed" ? "bad" : "note"} role="alert">
          {dub.status === "failed" ? errorText(errorIn(dub.error)) : t("dub.cancelled")}
        </Notice>
      )}
      {dub.notes.map((note) => (
        <Notice key={`${note.code}${note.speaker ?? ""}`} kind="warn">
          <span>{note.code === "subtitles_unplaced" ? t("dub.unplaced") : t("dub.not_cloned", { n: Number(note.speaker?.split("_").at(-1) ?? 0) + 1, why: errorText(errorIn(note)) })}</span>
        </Notice>
      ))}
      <div className="line end">
        <Button kind="primary" onClick={onClose}>
          {t("common.close")}
        </Button>
      </div>
    </>
  );
}

/** A recording or video made to speak anew: who speaks is heard, every line gets its slot, and speech fits into it. */
export function DubDialog({ document, asset, onClose }: { document: ProjectDocument; asset: Asset; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const [spoken, setSpoken] = useState("auto");
  const [language, setLanguage] = useState(document.language ?? "en");
  const [from, setFrom] = useState<(typeof TEXTS)[number]>("said");
  const [subtitles, setSubtitles] = useState("");
  const [source, setSource] = useState<VoiceSource>("cast");
  const [consent, setConsent] = useState(false);
  const [person, setPerson] = useState("");
  const [statement, setStatement] = useState("");
  const [video, setVideo] = useState(isPictured(asset));
  const [dub, setDub] = useState<Dub | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const [translator, setTranslator] = useState<boolean | null>(null);
  const looked = useRef(false);
  const busy = isUnfinished(dub?.status);
  useEffect(() => {
    if (looked.current) return;
    looked.current = true;
    // One that was begun before, in this window or another, is shown as it goes on.
    void listDubs(document.id).then(
      (list) => {
        setTranslator(list.translator);
        setDub((now) => now ?? list.dubs.find((one) => one.asset_id === asset.id && isUnfinished(one.status)) ?? null);
      },
      () => undefined,
    );
  }, [document.id, asset.id]);
  useOwner(
    (owner) => {
      if (!busy || !dub) return;
      owner.every(600, () => void getDub(document.id, dub.id).then(setDub, () => undefined));
    },
    [busy, dub?.id],
  );
  const languages = SPEECH_LANGUAGES.map((code) => ({ value: code as string, label: languageName(code, i18n.language) }));
  const start = async () => {
    setError(null);
    setSending(true);
    const texts = from === "subtitles" ? { subtitles } : from === "translate" ? { translate: true } : {};
    const agreement = source === "clone" ? { consent, consent_person: person, consent_statement: statement } : {};
    try {
      setDub(await startDub(document.id, { asset_id: asset.id, spoken, language, voice_source: source, video, ...texts, ...agreement }));
    } catch (failure) {
      setError(failure);
    }
    setSending(false);
  };
  const ready = (from !== "subtitles" || subtitles.trim() !== "") && (from !== "translate" || translator === true) && (source !== "clone" || consent);
  return (
    <Dialog title={t("dub.title", { name: asset.name })} onClose={onClose} wide>
      {dub ? (
        <Outcome document={document} dub={dub} onClose={onClose} />
      ) : (
        <>
          <p className="soft">{t("dub.about")}</p>
          <div className="pair">
            <Field label={t("dub.spoken")}>{() => <Select label={t("dub.spoken")} value={spoken} options={[{ value: "auto", label: t("transcribe.auto") }, ...languages]} onChange={setSpoken} />}</Field>
            <Field label={t("dub.language")}>{() => <Select label={t("dub.language")} value={language} options={languages} onChange={setLanguage} />}</Field>
            <Field label={t("dub.texts")}>{() => <Select label={t("dub.texts")} value={from} options={TEXTS.map((one) => ({ value: one, label: t(`dub.text_from.${one}`) }))} onChange={setFrom} />}</Field>
            <Field label={t("dub.voices")}>{() => <Select label={t("dub.voices")} value={source} options={SOURCES.map((one) => ({ value: one, label: t(`dub.voice_source.${one}`) }))} onChange={setSource} />}</Field>
          </div>
          {from === "subtitles" ? <SubtitlesField label={t("dub.subtitles")} hint={t("dub.subtitles_hint")} value={subtitles} onChange={setSubtitles} /> : null}
          {from === "said" ? <p className="small soft">{t("dub.said_hint")}</p> : null}
          {from === "translate" && translator !== null ? translator ? <p className="small soft">{t("dub.translator_hint")}</p> : <Notice kind="warn">{t("dub.translator_none")}</Notice> : null}
          {source === "clone" ? (
            <>
              <label className="check">
                <input type="checkbox" checked={consent} onChange={(event) => setConsent(event.target.checked)} />
                <span>{t("dub.consent")}</span>
              </label>
              <div className="pair">
                <Field label={t("dub.person")}>{(wiring) => <input {...wiring} className="input" maxLength={200} value={person} onChange={(event) => setPerson(event.target.value)} />}</Field>
                <Field label={t("dub.statement")}>{(wiring) => <input {...wiring} className="input" maxLength={2000} value={statement} onChange={(event) => setStatement(event.target.value)} />}</Field>
              </div>
            </>
          ) : null}
          {isPictured(asset) ? (
            <label className="check">
              <input type="checkbox" checked={video} onChange={(event) => setVideo(event.target.checked)} />
              <span>{t("dub.with_video")}</span>
            </label>
          ) : null}
          {error ? <Failure error={error} /> : null}
          <div className="line end">
            <Button kind="primary" busy={sending} unavailable={!ready} onClick={() => void start()}>
              {t("dub.start")}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
