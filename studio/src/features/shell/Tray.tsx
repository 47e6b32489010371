import { isUnfinished } from "@/api/job-state";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { errorIn } from "@/api/errors";
import { cancelGeneration } from "@/api/speech";
import { cancelJob } from "@/api/system";
import { clockTime } from "@/i18n/format";
import { readJobs } from "@/state/hub";
import { type TrayJob, dismissJob, useJobs } from "@/state/jobs";
import { useToasts } from "@/state/toasts";
import { Button, IconButton } from "@/ui/Button";
import { composing } from "@/ui/keys";
import { useErrorText } from "@/ui/Notice";
import { Progress } from "@/ui/Progress";

const KINDS = ["generation", "clone", "transcription", "model", "engine", "design", "project", "project-speak", "project-dub", "project-render", "project-proxy", "render", "proxy"] as const;
export const kindOf = (kind: string) => KINDS.find((one) => one === kind) ?? "other";

/** What a running job says of itself: stage, place in the queue, chunk, time left. */
export function useJobLine(): (job: TrayJob) => string {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  return (job) => {
    if (job.state === "failed") return errorText(errorIn({ code: job.errorCode, message: job.error }));
    if (job.state === "completed" || job.state === "cancelled") return t(`jobs.states.${job.state}`);
    const stage = job.stage && i18n.exists(`jobs.stages.${job.stage}`) ? i18n.t(`jobs.stages.${job.stage}` as "jobs.stages.loading") : null;
    const parts = [
      job.state === "queued" ? (job.position ? t("jobs.position", { place: job.position }) : t("jobs.states.queued")) : (stage ?? t("jobs.states.running")),
      job.chunks && job.chunks > 1 && job.chunk !== null ? t("jobs.chunk", { n: Math.min(job.chunk + 1, job.chunks), all: job.chunks }) : null,
      job.eta !== null && job.eta >= 1 ? t("jobs.left", { time: clockTime(job.eta) }) : null,
    ];
    return parts.filter(Boolean).join(" · ");
  };
}

function Row({ job }: { job: TrayJob }) {
  const { t } = useTranslation();
  const line = useJobLine();
  const errorText = useErrorText();
  const active = isUnfinished(job.state);
  const cancel = async () => {
    try {
      if (job.kind === "generation" && job.subject.startsWith("gen_")) await cancelGeneration(job.subject);
      else await cancelJob(job.id);
      await readJobs();
    } catch (error) {
      useToasts.getState().push({ kind: "bad", text: errorText(error) });
    }
  };
  return (
    <li className="job">
      <span className="stack tight grow" style={{ gap: 0 }}>
        <span className="clip">
          {t(`jobs.kinds.${kindOf(job.kind)}`)}
          {job.title ? ` · ${job.title}` : ""}
        </span>
        <span className={job.state === "failed" ? "small" : "small faint"} style={job.state === "failed" ? { color: "var(--red)" } : undefined}>
          {line(job)}
        </span>
      </span>
      {active ? (
        <Button size="small" onClick={() => void cancel()}>
          {t("common.cancel")}
        </Button>
      ) : (
        <IconButton size="small" label={t("common.dismiss")} onClick={() => dismissJob(job.id)}>
          <X size={14} aria-hidden="true" />
        </IconButton>
      )}
      {active ? <Progress value={job.state === "queued" ? 0 : job.progress} label={t(`jobs.kinds.${kindOf(job.kind)}`)} /> : null}
    </li>
  );
}

export function Tray() {
  const { t } = useTranslation();
  const { byId, open } = useJobs();
  if (!open) return null;
  const rank = (job: TrayJob) => (job.state === "running" ? 0 : job.state === "queued" ? 1 : 2);
  const list = Object.values(byId).sort((a, b) => rank(a) - rank(b) || b.at - a.at);
  const close = () => useJobs.setState({ open: false });
  return (
    <section className="tray" aria-label={t("jobs.title")} onKeyDown={(event) => event.code === "Escape" && !composing(event) && close()}>
      <div className="line between">
        <h2>{t("jobs.title")}</h2>
        <IconButton size="small" label={t("common.close")} onClick={close}>
          <X size={14} aria-hidden="true" />
        </IconButton>
      </div>
      {list.length === 0 ? <p className="soft small">{t("jobs.none")}</p> : null}
      <ul>
        {list.slice(0, 60).map((job) => (
          <Row key={job.id} job={job} />
        ))}
      </ul>
    </section>
  );
}
