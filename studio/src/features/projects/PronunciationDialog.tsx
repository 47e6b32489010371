import { Pause, Play, Trash2 } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { alternativesOf, forgetOwnPronunciation, keepOwnPronunciation, ownPronunciations } from "@/api/pronunciations";
import type { Line, ProjectDocument } from "@/api/projects";
import { audioUrl, deleteGeneration, speak } from "@/api/speech";
import { play, stop, toggle, useTransport } from "@/state/transport";
import { useToasts } from "@/state/toasts";
import { useVoice } from "@/state/voices";
import { Button, IconButton } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field, Select } from "@/ui/Field";
import { Failure } from "@/ui/Notice";
import { change } from "./store";

const KEPT_FOR = ["project", "key"] as const;

/** How pronunciations have a word said; the server looks for it in any case. */
const saidIn = (pronunciations: Record<string, string> | undefined, word: string) => Object.entries(pronunciations ?? {}).find(([one]) => one.toLowerCase() === word.toLowerCase())?.[1];

/** One word of a line: the ways in which it may be said are heard in the line's voice, and one is kept. */
export function PronunciationDialog({ document, line, word, onClose }: { document: ProjectDocument; line: Line; word: string; onClose: () => void }) {
  const { t } = useTranslation();
  const name = useId();
  const kept = document.pronunciations ?? {};
  const [ways, setWays] = useState<string[] | null>(null);
  /** Those of the key, for all its projects. */
  const [everywhere, setEverywhere] = useState<Record<string, string>>({});
  const [chosen, setChosen] = useState(saidIn(kept, word) ?? "");
  const [own, setOwn] = useState("");
  const [keepFor, setKeepFor] = useState<(typeof KEPT_FOR)[number]>("project");
  const [saying, setSaying] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const speaker = document.speakers.find((one) => one.id === line.speaker_id);
  const voice = useVoice(line.voice_id ?? speaker?.voice_id).data;
  const playing = useTransport((transport) => (transport.playing ? (transport.track?.key ?? null) : null));
  const language = line.language && line.language !== "auto" ? line.language : (document.language ?? "en");
  useEffect(() => {
    let there = true;
    Promise.all([alternativesOf(word, language), ownPronunciations()]).then(
      ([found, own]) => {
        if (!there) return;
        setEverywhere(own);
        // The present one first: a speaker's counts before the project's, and that before the key's.
        const now = [speaker?.pronunciations, kept, own].map((one) => saidIn(one, word)).filter((one) => one !== undefined);
        setWays([...new Set([...now, ...found])]);
      },
      (failure: unknown) => there && setError(failure),
    );
    return () => void (there = false);
  }, [word, language]);
  const [heard] = useState(() => new Map<string, string>());
  // What was said to be compared is no work of anybody's: it goes with the dialog.
  useEffect(
    () => () => {
      if (heard.size > 0) stop();
      for (const id of heard.values()) void deleteGeneration(id).catch(() => undefined);
    },
    [heard],
  );
  const keyOf = (said: string) => `way:${word}:${said}`;
  const hear = async (said: string) => {
    if (useTransport.getState().track?.key === keyOf(said)) return toggle();
    if (!voice) return;
    setError(null);
    setSaying(said);
    try {
      if (!heard.has(said)) {
        const made = await speak(voice.kind, { text: word, voice_id: voice.id, language, pronunciations: { [word]: said } });
        heard.set(said, made.id);
      }
      play({ key: keyOf(said), url: audioUrl(heard.get(said)!), title: word, voice: { id: voice.id, name: voice.name } });
    } catch (failure) {
      setError(failure);
    }
    setSaying(null);
  };
  const keep = async () => {
    setError(null);
    setBusy(true);
    try {
      if (keepFor === "project") change({ op: "project.update", set: { pronunciations: { ...kept, [word]: chosen } } });
      else await keepOwnPronunciation(word, chosen);
      useToasts.getState().push({ kind: "good", text: t("pronunciation.kept", { word }) });
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  const forget = (gone: string) => {
    const { [gone]: _, ...rest } = kept;
    change({ op: "project.update", set: { pronunciations: rest } });
  };
  const forgetEverywhere = async (gone: string) => {
    setError(null);
    try {
      setEverywhere(await forgetOwnPronunciation(gone));
    } catch (failure) {
      setError(failure);
    }
  };
  const lists = [
    { name: t("pronunciation.of_project"), words: kept, forget },
    { name: t("pronunciation.of_key"), words: everywhere, forget: (gone: string) => void forgetEverywhere(gone) },
  ].filter((one) => Object.keys(one.words).length > 0);
  const all = own.trim() ? [...(ways ?? []), own.trim()] : (ways ?? []);
  return (
    <Dialog title={t("pronunciation.title", { word })} onClose={onClose}>
      {ways === null && !error ? <p className="small soft">{t("common.loading")}</p> : null}
      <ul className="stack tight plain-list" role="radiogroup" aria-label={t("pronunciation.ways")}>
        {all.map((said, index) => (
          <li key={said} className="line between">
            <label className="check">
              <input type="radio" name={name} checked={chosen === said} onChange={() => setChosen(said)} />
              <span>
                <span className="mono">{said}</span> {index === 0 ? <span className="small faint">{t("pronunciation.now")}</span> : null}
              </span>
            </label>
            <IconButton label={playing === keyOf(said) ? t("common.pause") : t("pronunciation.hear", { said })} unavailable={!voice || saying !== null} onClick={() => void hear(said)}>
              {saying === said ? <span className="spinner" aria-hidden="true" /> : playing === keyOf(said) ? <Pause size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
            </IconButton>
          </li>
        ))}
      </ul>
      {!voice ? <p className="small soft">{t("pronunciation.no_voice")}</p> : null}
      <Field label={t("pronunciation.own")} hint={t("pronunciation.own_hint")}>
        {(wiring) => (
          <input
            {...wiring}
            className="input"
            maxLength={300}
            value={own}
            onChange={(event) => {
              setOwn(event.target.value);
              setChosen(event.target.value.trim());
            }}
          />
        )}
      </Field>
      <Field label={t("pronunciation.keep_for")}>
        {() => <Select label={t("pronunciation.keep_for")} value={keepFor} options={KEPT_FOR.map((one) => ({ value: one, label: t(`pronunciation.for.${one}`) }))} onChange={setKeepFor} />}
      </Field>
      {lists.map((list) => (
        <section key={list.name} className="stack tight" aria-label={list.name}>
          <h2 className="small">{list.name}</h2>
          <ul className="stack tight plain-list">
            {Object.entries(list.words).map(([one, said]) => (
              <li key={one} className="line between">
                <span className="clip small">
                  {one} <span className="mono faint">{said}</span>
                </span>
                <IconButton label={t("pronunciation.forget", { word: one })} onClick={() => list.forget(one)}>
                  <Trash2 size={14} aria-hidden="true" />
                </IconButton>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {error ? <Failure error={error} /> : null}
      <div className="line end">
        <Button kind="primary" busy={busy} unavailable={!chosen} onClick={() => void keep()}>
          {t("pronunciation.keep")}
        </Button>
      </div>
    </Dialog>
  );
}
