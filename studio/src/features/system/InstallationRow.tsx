import { isUnfinished } from "@/api/job-state";
import { keys } from "@/api/query";
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { clockTime, percent } from "@/i18n/format";
import { type TrayJob, useJobs } from "@/state/jobs";
import { useToasts } from "@/state/toasts";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { useErrorText } from "@/ui/Notice";

/** The job that installs `subject` now, and the last one if it failed. */
export function useInstallationJob(kind: "engine" | "model", subject: string): { job: TrayJob | undefined; failed: TrayJob | undefined } {
  const job = useJobs((state) => Object.values(state.byId).find((one) => one.kind === kind && one.subject === subject && isUnfinished(one.state)));
  const last = useJobs((state) => Object.values(state.byId).findLast((one) => one.kind === kind && one.subject === subject));
  return { job, failed: last?.state === "failed" ? last : undefined };
}

/** Runs an action on something installed: a failure becomes a message, and what it may have changed is read again. */
export function useInstallationAction(...changed: QueryKey[]): (run: () => Promise<unknown>) => Promise<void> {
  const client = useQueryClient();
  const errorText = useErrorText();
  return async (run) => {
    try {
      await run();
    } catch (failure) {
      useToasts.getState().push({ kind: "bad", text: errorText(failure) });
    }
    for (const queryKey of [...changed, keys.info]) await client.invalidateQueries({ queryKey });
  };
}

/** How far an installation is, the time left, and a button that cancels it. */
export function InstallationProgress({ progress, job, jobId, onCancel }: { progress: number | null | undefined; job: TrayJob | undefined; jobId: string | null | undefined; onCancel: (job: string) => void }) {
  const { t, i18n } = useTranslation();
  return (
    <span className="line">
      <span className="small soft">
        {typeof progress === "number" ? percent(progress, i18n.language) : ""}
        {job?.eta ? ` · ${t("jobs.left", { time: clockTime(job.eta) })}` : ""}
      </span>
      {jobId ? (
        <Button size="small" onClick={() => onCancel(jobId)}>
          {t("common.cancel")}
        </Button>
      ) : null}
    </span>
  );
}

/** A question before what was installed is removed. */
export function RemoveDialog({ name, what, onClose, onRemove }: { name: string; what: string; onClose: () => void; onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("system.remove_title", { name })} onClose={onClose}>
      <p className="soft">{what}</p>
      <div className="line end">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button
          kind="danger"
          onClick={() => {
            onClose();
            onRemove();
          }}
        >
          {t("common.delete")}
        </Button>
      </div>
    </Dialog>
  );
}
