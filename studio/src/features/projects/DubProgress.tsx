import { Ban, CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorIn } from "@/api/errors";
import { isUnfinished } from "@/api/job-state";
import { type Dub, type DubStep, getRender } from "@/api/projects";
import { cancelJob } from "@/api/system";
import { useJobLine } from "@/features/shell/Tray";
import { percent } from "@/i18n/format";
import { useJobs } from "@/state/jobs";
import { useToasts } from "@/state/toasts";
import { Button } from "@/ui/Button";
import { Notice, useErrorText } from "@/ui/Notice";
import { Progress } from "@/ui/Progress";

const ICONS = { queued: CircleDashed, completed: CircleCheck, failed: CircleAlert, cancelled: Ban };

/** A step of a dub: its state, how far it is, and why it failed. */
function Step({ dub, step }: { dub: Dub; step: DubStep }) {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const Icon = step.state === "running" ? null : ICONS[step.state];
  const found =
    step.step === "transcription" && dub.utterances.length > 0
      ? t("dub.heard", { count: dub.utterances.length, people: new Set(dub.utterances.map((one) => one.speaker)).size })
      : null;
  return (
    <li className={`dub-step ${step.state}`} aria-current={step.state === "running" ? "step" : undefined}>
      {Icon ? <Icon size={16} aria-hidden="true" /> : <span className="spinner" aria-hidden="true" />}
      <span>{t(`dub.step.${step.step}`)}</span>
      <span className="small soft">{step.state === "running" ? percent(step.progress, i18n.language) : (step.state === "completed" && found) || t(`dub.states.${step.state}`)}</span>
      {step.state === "running" ? <Progress value={step.progress} label={t(`dub.step.${step.step}`)} /> : null}
      {step.error ? (
        <p className="row-note red" role="alert">
          {errorText(errorIn(step.error))}
        </p>
      ) : null}
    </li>
  );
}

/** A dub step by step, and what came of it. */
export function DubProgress({ project, dub, onClose, closing }: { project: string; dub: Dub; onClose: (() => void) | null; closing: string }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const line = useJobLine();
  const job = useJobs((state) => (dub.job_id ? state.byId[dub.job_id] : undefined));
  const [video, setVideo] = useState<string | null>(null);
  const unfinished = isUnfinished(dub.status);
  useEffect(() => {
    if (dub.status === "completed" && dub.render_id) void getRender(project, dub.render_id).then((render) => setVideo(render.audio_url), () => undefined);
  }, [dub.status, dub.render_id, project]);
  const cancel = () => {
    if (dub.job_id) void cancelJob(dub.job_id).catch((error: unknown) => useToasts.getState().push({ kind: "bad", text: errorText(error) }));
  };
  return (
    <>
      <ol className="dub-steps plain-list" aria-label={t("dub.steps")}>
        {dub.steps.map((step) => (
          <Step key={step.step} dub={dub} step={step} />
        ))}
      </ol>
      {unfinished && job ? (
        <p className="small soft" role="status">
          {line(job)}
        </p>
      ) : null}
      {dub.status === "completed" ? (
        <Notice kind={dub.failed > 0 || dub.over > 0 ? "warn" : "good"} role="status">
          <span>{t("dub.done", { count: dub.lines.length - dub.failed })}</span>
          {dub.failed > 0 ? <span>{t("dub.failed_lines", { count: dub.failed })}</span> : null}
          {dub.over > 0 ? <span>{t("dub.over_lines", { count: dub.over })}</span> : null}
        </Notice>
      ) : null}
      {dub.status === "failed" || dub.status === "cancelled" ? (
        <Notice kind={dub.status === "failed" ? "bad" : "note"} role="status">
          {t(dub.status === "cancelled" ? "dub.cancelled" : dub.lines.length > 0 ? "dub.stopped_with_lines" : "dub.stopped")}
        </Notice>
      ) : null}
      {dub.notes.map((note) => (
        <Notice key={`${note.code}${note.speaker ?? ""}`} kind="warn">
          <span>{note.code === "subtitles_unplaced" ? t("dub.unplaced") : t("dub.not_cloned", { n: Number(note.speaker?.split("_").at(-1) ?? 0) + 1, why: errorText(errorIn(note)) })}</span>
        </Notice>
      ))}
      <div className="line end">
        {onClose ? (
          <Button kind={unfinished || video ? "quiet" : "primary"} onClick={onClose}>
            {unfinished ? t("dub.later") : closing}
          </Button>
        ) : null}
        {unfinished ? <Button onClick={cancel}>{t("common.cancel")}</Button> : null}
        {video ? (
          <a className="button primary" href={video} download>
            {t("dub.video")}
          </a>
        ) : null}
      </div>
    </>
  );
}
