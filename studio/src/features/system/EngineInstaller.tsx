import { isUnfinished } from "@/api/job-state";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorIn } from "@/api/errors";
import { keys } from "@/api/query";
import { type InstallableEngine, cancelJob, deleteEngine, getJob, installEngine, listEngines, verifyEngine } from "@/api/system";
import { serverSentence } from "@/i18n/server-sentences";
import { serverText } from "@/i18n/server-texts";
import { bytes } from "@/i18n/format";
import { useToasts } from "@/state/toasts";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Loading } from "@/ui/Empty";
import { Failure, useErrorText } from "@/ui/Notice";
import { Progress } from "@/ui/Progress";
import { InstallationProgress, RemoveDialog, useInstallationAction, useInstallationJob } from "./InstallationRow";

const POLL_MS = 2000;
const MB = 1e6;

/** Engines beside the embedded one: installed, checked and removed. */
export function EngineInstaller() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const found = useQuery({ queryKey: keys.engines, queryFn: listEngines, refetchInterval: (query) => (query.state.data?.some((one) => one.job_id) ? POLL_MS : false) });
  const [asking, setAsking] = useState<InstallableEngine | null>(null);
  const [removing, setRemoving] = useState<InstallableEngine | null>(null);
  const act = useInstallationAction(keys.engines, keys.voices);
  const verify = async (one: InstallableEngine) => {
    let job = await verifyEngine(one.id);
    await client.invalidateQueries({ queryKey: keys.engines });
    while (isUnfinished(job.state)) {
      await new Promise((done) => setTimeout(done, POLL_MS));
      job = await getJob(job.id);
    }
    if (job.state !== "completed") return;
    const problems = (job.result?.["problems"] as string[] | undefined) ?? [];
    useToasts.getState().push(problems.length ? { kind: "bad", text: problems.slice(0, 3).map((one) => serverSentence(i18n, one).text).join(" · ") } : { kind: "good", text: t("system.engine_whole", { name: one.title }) });
  };
  return (
    <section className="panel stack" aria-label={t("system.more_engines")}>
      <h2>{t("system.more_engines")}</h2>
      <p className="small soft">{t("system.more_engines_what")}</p>
      {found.isPending ? <Loading label={t("common.loading")} /> : null}
      {found.error && !found.data ? <Failure error={found.error} retry={() => void found.refetch()} /> : null}
      {found.data?.map((one) => (
        <EngineRow
          key={one.id}
          engine={one}
          onInstall={() => setAsking(one)}
          onVerify={() => void act(() => verify(one))}
          onRemove={() => setRemoving(one)}
          onCancel={(job) => void act(() => cancelJob(job))}
        />
      ))}
      {asking ? (
        <InstallDialog
          engine={asking}
          onClose={() => setAsking(null)}
          onInstall={(accepted) => {
            setAsking(null);
            void act(() => installEngine(asking.id, accepted));
          }}
        />
      ) : null}
      {removing ? (
        <RemoveDialog name={removing.title} what={t("system.remove_engine_what")} onClose={() => setRemoving(null)} onRemove={() => void act(() => deleteEngine(removing.id))} />
      ) : null}
    </section>
  );
}

/** What installing means: sizes and licences. Where those must be accepted, nothing is installed before. */
function InstallDialog({ engine, onClose, onInstall }: { engine: InstallableEngine; onClose: () => void; onInstall: (accepted: boolean) => void }) {
  const { t, i18n } = useTranslation();
  const [accepted, setAccepted] = useState(false);
  const id = useId();
  const { licence } = engine;
  const summary = serverText(i18n, "engines", engine.id, engine.summary);
  return (
    <Dialog title={t("system.install_title", { name: engine.title })} onClose={onClose}>
      <p className="soft" lang={summary.lang}>
        {summary.text}
      </p>
      <dl className="facts">
        <dt>{t("system.to_download")}</dt>
        <dd>{bytes(engine.download_mb * MB, i18n.language)}</dd>
        <dt>{t("system.on_disk")}</dt>
        <dd>{bytes(engine.disk_mb * MB, i18n.language)}</dd>
        <dt>{t("system.memory")}</dt>
        <dd>{bytes(engine.memory_mb * MB, i18n.language)}</dd>
        <dt>{t("system.licence_code")}</dt>
        <dd>{licence.code}</dd>
        <dt>{t("system.licence_weights")}</dt>
        <dd>{licence.weights}</dd>
      </dl>
      <p className="small" lang="en">
        {licence.text}
      </p>
      {licence.must_accept ? (
        <label className="check" htmlFor={id}>
          <input id={id} type="checkbox" checked={accepted} onChange={(event) => setAccepted(event.target.checked)} />
          <span>{t("system.accept_licence")}</span>
        </label>
      ) : null}
      <div className="line end">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button kind="primary" unavailable={licence.must_accept && !accepted} onClick={() => onInstall(accepted)}>
          {t("system.install")}
        </Button>
      </div>
    </Dialog>
  );
}

function EngineRow({ engine, onInstall, onVerify, onRemove, onCancel }: { engine: InstallableEngine; onInstall: () => void; onVerify: () => void; onRemove: () => void; onCancel: (job: string) => void }) {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const { job, failed } = useInstallationJob("engine", engine.id);
  const summary = serverText(i18n, "engines", engine.id, engine.summary);
  const busy = job !== undefined || engine.job_id !== null;
  const jobId = job?.id ?? engine.job_id;
  const progress = job?.progress ?? engine.progress;
  const here = engine.state !== "not_installed" && engine.state !== "installing";
  return (
    <div className="model">
      <div className="grow stack tight" style={{ gap: 0 }}>
        <span className="line wrap">
          <span lang="en">{engine.title}</span>
          {engine.state === "installed" ? <span className="chip accent">{t("system.installed")}</span> : null}
          {engine.state === "damaged" || engine.state === "out_of_date" ? <span className="chip amber">{t(`system.engine_states.${engine.state}`)}</span> : null}
        </span>
        <span className="small soft" lang={summary.lang}>
          {summary.text}
        </span>
        <span className="small faint">
          {bytes(engine.disk_mb * MB, i18n.language)} · {engine.licence.code} / {engine.licence.weights} · {t("system.needs", { memory: bytes(engine.memory_mb * MB, i18n.language) })}
        </span>
        {busy ? <Progress value={progress} label={engine.title} /> : null}
        {failed && !busy ? (
          <span className="small" role="alert" style={{ color: "var(--red)" }}>
            {errorText(errorIn({ code: failed.errorCode, message: failed.error }))}
          </span>
        ) : null}
      </div>
      {busy ? (
        <InstallationProgress progress={progress} job={job} jobId={jobId} onCancel={onCancel} />
      ) : (
        <span className="line">
          {engine.state === "installed" ? (
            <Button size="small" kind="quiet" onClick={onVerify}>
              {t("system.verify_engine")}
            </Button>
          ) : (
            <Button size="small" onClick={onInstall}>
              <Download size={14} aria-hidden="true" />
              {here ? t("system.install_again") : t("system.install")}
            </Button>
          )}
          {here ? (
            <Button size="small" kind="quiet" aria-label={t("system.remove_one", { name: engine.title })} onClick={onRemove}>
              <Trash2 size={14} aria-hidden="true" />
            </Button>
          ) : null}
        </span>
      )}
    </div>
  );
}
