import { Link } from "@tanstack/react-router";
import { KeyRound, PenLine } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PageError, errorIn } from "@/api/errors";
import { speak } from "@/api/speech";
import { cancelJob } from "@/api/system";
import { useJobLine } from "@/features/shell/Tray";
import { useSimilarity } from "@/features/voices/similarity";
import { useJobAbout } from "@/state/jobs";
import { play } from "@/state/transport";
import { useVoice } from "@/state/voices";
import { Avatar } from "@/ui/Avatar";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Loading } from "@/ui/Empty";
import { Field } from "@/ui/Field";
import { composing } from "@/ui/keys";
import { Failure, Notice } from "@/ui/Notice";
import { Progress } from "@/ui/Progress";
import { BlindTest } from "./BlindTest";
import { LeftOutNote } from "./LeftOutNote";
import { type LeftOut, useClone } from "./store";

const NONE: LeftOut[] = [];

/** The new voice: let it say something now, watch it get better, compare it blindly. */
export function Result({ id }: { id: string }) {
  const { t } = useTranslation();
  const similarity = useSimilarity();
  const { data: voice, error, refetch } = useVoice(id);
  const job = useJobAbout(id);
  const leftOut = useClone((draft) => (draft.voiceId === id ? draft.leftOut : NONE));
  const line = useJobLine();
  const [text, setText] = useState(t("clone.first_sentence"));
  const [busy, setBusy] = useState(false);
  const [away, setAway] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [comparing, setComparing] = useState(false);
  if (error && !voice) return <Failure error={error} retry={() => void refetch()} />;
  if (!voice) return <Loading label={t("common.loading")} />;
  const say = async () => {
    if (busy || !text.trim()) return;
    setBusy(true);
    setFailure(null);
    try {
      const made = await speak("clone", { voice_id: id, text, language: "auto" }, { away: setAway });
      play({
        key: `take:${made.id}`,
        url: made.audio_url ?? `/api/generations/${made.id}/audio`,
        title: text,
        voice: { id, name: voice.name },
        source: `/api/generations/${made.id}`,
      });
    } catch (problem) {
      setFailure(problem);
    }
    setBusy(false);
  };
  return (
    <section className="panel stack wide" aria-label={voice.name}>
      <div className="line">
        <Avatar big id={voice.id} name={voice.name} color={voice.avatar_color} />
        <div className="grow">
          <h2>{voice.name}</h2>
          <p className="small soft">
            {voice.status === "failed" ? t("voices.fit_failed") : job ? t("clone.usable") : t("clone.ready")}
            {typeof voice.fidelity === "number" ? ` · ${similarity(voice)}` : ""}
          </p>
        </div>
      </div>
      {voice.status === "failed" ? <Failure error={errorIn(voice.error) ?? new PageError(t("voices.fit_failed"))} /> : null}
      <LeftOutNote left={leftOut} />
      {job ? (
        <div className="stack tight">
          <div className="line between">
            <span className="small soft" role="status">
              {line(job)}
            </span>
            <Button size="small" onClick={() => void cancelJob(job.id).catch(setFailure)}>
              {t("clone.enough")}
            </Button>
          </div>
          <Progress value={job.progress} label={t("jobs.kinds.clone")} />
        </div>
      ) : null}
      <Field label={t("clone.say")}>
        {(wiring) => (
          <textarea
            className="textarea script"
            {...wiring}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.code === "Enter" && (event.ctrlKey || event.metaKey) && !composing(event)) void say();
            }}
          />
        )}
      </Field>
      {failure ? <Failure error={failure} retry={() => void say()} /> : null}
      {away ? <Notice kind="warn" role="status">{t("shell.waiting")}</Notice> : null}
      <div className="line wrap">
        <Button kind="primary" size="large" busy={busy} shortcut="Mod+Enter" onClick={() => void say()}>
          {t("clone.say_it")}
        </Button>
        <Button size="large" onClick={() => setComparing(true)}>
          {t("clone.blind.open")}
        </Button>
        <span className="grow" />
        <Link to="/generate" search={{ voice: voice.id }} className="button">
          <PenLine size={14} aria-hidden="true" />
          {t("clone.to_generate")}
        </Link>
        <Link to="/keys" className="button">
          <KeyRound size={14} aria-hidden="true" />
          {t("clone.to_keys")}
        </Link>
      </div>
      {comparing ? (
        <Dialog wide title={t("clone.blind.title")} onClose={() => setComparing(false)}>
          <BlindTest voice={voice} />
        </Dialog>
      ) : null}
    </section>
  );
}
