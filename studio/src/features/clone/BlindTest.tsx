import { Play, Volume2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { PageError } from "@/api/errors";
import { speak } from "@/api/speech";
import type { Voice } from "@/api/types";
import { getVoice, sampleUrl } from "@/api/voices";
import { Pair, type Trial, byChance, isRight, newTrial } from "@/audio/blind";
import { stop as stopPlaying } from "@/state/transport";
import { useOwner } from "@/state/use-owner";
import { Button } from "@/ui/Button";
import { Loading } from "@/ui/Empty";
import { Failure } from "@/ui/Notice";

const TRIALS = 6;

/** A recording and the clone, at equal loudness and in an order that nobody knows: which is the person? */
export function BlindTest({ voice }: { voice: Pick<Voice, "id" | "kind"> }) {
  const { t } = useTranslation();
  const pair = useRef<Pair | null>(null);
  const [ready, setReady] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const [trials, setTrials] = useState<Trial[]>(() => [newTrial()]);
  const [sounding, setSounding] = useState<"first" | "second" | null>(null);
  const [heard, setHeard] = useState<ReadonlySet<string>>(new Set());

  useOwner(
    (owner) => {
      const signal = owner.signal();
      stopPlaying();
      setReady(false);
      setError(null);
      const prepare = async () => {
        const full = await getVoice(voice.id);
        const sample = full.samples?.find((one) => one.transcript) ?? full.samples?.[0];
        if (!sample) throw new PageError(t("clone.blind.no_sample"));
        const text = (sample.transcript ?? t("clone.first_sentence")).split(/(?<=[.!?。])\s+/).slice(0, 2).join(" ");
        const said = await speak("clone", { voice_id: voice.id, text, language: sample.language ?? "auto" }, { signal });
        const loaded = await Pair.load([sampleUrl(voice.id, sample.id), said.audio_url ?? `/api/generations/${said.id}/audio`], signal);
        if (owner.disposed) loaded.close();
        else {
          pair.current = loaded;
          owner.own(() => loaded.close());
          setReady(true);
        }
      };
      prepare().catch((failure: unknown) => !signal.aborted && setError(failure));
    },
    [voice.id, attempt],
  );

  const trial = trials.at(-1)!;
  const answered = trials.filter((one) => one.answer !== null);
  const right = answered.filter(isRight).length;
  const over = answered.length >= TRIALS;
  const listen = (which: "first" | "second") => {
    const real = (which === "first") === trial.realFirst;
    setSounding(which);
    setHeard((before) => new Set(before).add(which));
    pair.current?.play(real ? 0 : 1, () => setSounding(null));
  };
  /** Takes an answer and goes on; what was right is said after the last round only, else the next ones were not blind. */
  const answer = (which: "first" | "second") => {
    pair.current?.stop();
    setSounding(null);
    const given = [...trials.slice(0, -1), { ...trial, answer: which }];
    if (given.length < TRIALS) {
      setHeard(new Set());
      given.push(newTrial());
    }
    setTrials(given);
  };
  if (error) return <Failure error={error} retry={() => setAttempt(attempt + 1)} />;
  if (!ready)
    return (
      <div className="stack">
        <Loading label={t("clone.blind.preparing")} />
        <p className="soft small" style={{ textAlign: "center" }}>
          {t("clone.blind.preparing")}
        </p>
      </div>
    );
  return (
    <div className="stack blind">
      <p className="soft">{t("clone.blind.how")}</p>
      <div className="blind-pair">
        {(["first", "second"] as const).map((which) => (
          <div className="panel stack" key={which}>
            <Button size="large" aria-pressed={sounding === which} onClick={() => listen(which)}>
              {sounding === which ? <Volume2 size={16} aria-hidden="true" /> : <Play size={16} fill="currentColor" aria-hidden="true" />}
              {t(`clone.blind.${which}`)}
            </Button>
            {trial.answer === null ? (
              <Button unavailable={heard.size < 2} tip={heard.size < 2 ? t("clone.blind.both_first") : undefined} onClick={() => answer(which)}>
                {t("clone.blind.is_person")}
              </Button>
            ) : null}
          </div>
        ))}
      </div>
      <div aria-live="polite" className="stack">
        {over ? (
          <p>
            {t("clone.blind.verdict", { right, all: answered.length })} <span className="soft">{byChance(right, answered.length) > 0.1 ? t("clone.blind.by_chance") : t("clone.blind.can_tell")}</span>
          </p>
        ) : (
          <p className="small faint">{t("clone.blind.round", { n: answered.length + 1, all: TRIALS })}</p>
        )}
      </div>
      {over ? (
        <>
          <ol className="small soft">
            {answered.map((one, index) => (
              <li key={index}>
                {t(one.realFirst ? "clone.blind.first" : "clone.blind.second")}: {t("clone.blind.recording")} · {isRight(one) ? t("clone.blind.right") : t("clone.blind.fooled")}
              </li>
            ))}
          </ol>
          <div className="line end">
            <Button
              kind="primary"
              onClick={() => {
                setTrials([newTrial()]);
                setHeard(new Set());
              }}
            >
              {t("clone.blind.again")}
            </Button>
          </div>
        </>
      ) : null}
    </div>
  );
}
