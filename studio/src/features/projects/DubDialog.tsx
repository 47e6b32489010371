import { isUnfinished } from "@/api/job-state";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Asset, type ProjectDocument, type VoiceSource, startDub } from "@/api/projects";
import { SPEECH_LANGUAGES } from "@/features/clone/passages";
import { languageName } from "@/i18n/format";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field, Select } from "@/ui/Field";
import { Failure, Notice } from "@/ui/Notice";
import { DubProgress } from "./DubProgress";
import { addDub, useDubs } from "./dubs";
import { isPictured } from "./pictured";
import { SubtitlesField } from "./SubtitlesField";

const SOURCES: VoiceSource[] = ["cast", "clone", "none"];
const TEXTS = ["said", "subtitles", "translate"] as const;

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
  const [started, setStarted] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const list = useDubs(document.id);
  const translator = list?.translator ?? null;
  // One that was begun before, in this window or another, is shown as it goes on, and here to its end.
  const dub = list?.dubs.find((one) => (started === null ? one.asset_id === asset.id && isUnfinished(one.status) : one.id === started)) ?? null;
  useEffect(() => {
    if (dub) setStarted(dub.id);
  }, [dub?.id]);
  const languages = SPEECH_LANGUAGES.map((code) => ({ value: code as string, label: languageName(code, i18n.language) }));
  const start = async () => {
    setError(null);
    setSending(true);
    const texts = from === "subtitles" ? { subtitles } : from === "translate" ? { translate: true } : {};
    const agreement = source === "clone" ? { consent, consent_person: person, consent_statement: statement } : {};
    try {
      const begun = await startDub(document.id, { asset_id: asset.id, spoken, language, voice_source: source, video, ...texts, ...agreement });
      addDub(document.id, begun);
      setStarted(begun.id);
    } catch (failure) {
      setError(failure);
    }
    setSending(false);
  };
  const ready = (from !== "subtitles" || subtitles.trim() !== "") && (from !== "translate" || translator === true) && (source !== "clone" || consent);
  return (
    <Dialog title={t("dub.title", { name: asset.name })} onClose={onClose} wide>
      {dub ? (
        <DubProgress project={document.id} dub={dub} onClose={onClose} closing={t("common.close")} />
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
