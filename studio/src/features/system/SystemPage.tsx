import { isUnfinished } from "@/api/job-state";
import { useQuery } from "@tanstack/react-query";
import { Download, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorIn } from "@/api/errors";
import { keys } from "@/api/query";
import { cancelJob, deleteModel, downloadModel, getInfo, getStats, listModels } from "@/api/system";
import type { Model, Stats } from "@/api/types";
import { live } from "@/api/live";
import { bytes, languageName, number } from "@/i18n/format";
import { serverText } from "@/i18n/server-texts";
import { kindOf, useJobLine } from "@/features/shell/Tray";
import { useJobs } from "@/state/jobs";
import { useOwner } from "@/state/use-owner";
import { Button } from "@/ui/Button";
import { CopyButton } from "@/ui/Copy";
import { Loading } from "@/ui/Empty";
import { Failure, useErrorText } from "@/ui/Notice";
import { Progress } from "@/ui/Progress";
import { History, type Reading } from "./history";
import { InstallationProgress, RemoveDialog, useInstallationAction, useInstallationJob } from "./InstallationRow";
import { LiveChart } from "./LiveChart";
import { EngineInstaller } from "./EngineInstaller";
import { VerifyCard } from "./VerifyCard";
import "./system.css";

const history = new History(300);

export default function SystemPage() {
  const { t, i18n } = useTranslation();
  const [stats, setStats] = useState<Stats | null>(null);
  const [error, setError] = useState<unknown>(null);
  const info = useQuery({ queryKey: keys.info, queryFn: getInfo, staleTime: 60_000 });
  useOwner((owner) => {
    const take = (found: Stats) => {
      if (owner.disposed) return;
      history.add(readingOf(found));
      setStats(found);
      setError(null);
    };
    owner.own(live.on("system.stats", (event) => take(event as unknown as Stats)));
    // Asked over the stream; by HTTP only while that is away.
    const ask = () => {
      if (document.visibilityState === "visible" && !live.send({ type: "stats" })) getStats().then(take).catch(setError);
    };
    ask();
    owner.every(1000, ask);
  }, []);
  const diagnostics = () => JSON.stringify({ info: info.data ?? null, stats, browser: navigator.userAgent, at: new Date().toISOString() }, null, 2);
  const gpu = stats?.gpus?.[0];
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("pages.system")}</h1>
        <CopyButton text={diagnostics()} label={t("system.copy")} />
      </header>
      <div className="page-body">
        <div className="column stack wide system-column">
          {error && !stats ? <Failure error={error} /> : null}
          <section className="charts" aria-label={t("system.load")}>
            <Chart title={t("system.cpu")} now={stats ? `${number(stats.cpu.total, i18n.language)} %` : "–"} series="cpu" stats={stats} />
            <Chart
              title={t("system.memory")}
              now={stats ? t("system.of", { used: bytes(stats.memory.used, i18n.language), total: bytes(stats.memory.total, i18n.language) }) : "–"}
              series="memory"
              stats={stats}
            />
            <Chart title={gpu ? gpu.name : t("system.process")} now={gpu ? `${number(gpu.use ?? 0, i18n.language)} %` : stats?.process ? bytes(stats.process.memory, i18n.language) : "–"} series={gpu ? "gpu" : "process"} stats={stats} />
          </section>
          <div className="line wrap small soft">
            {stats?.queue ? <span className="chip">{t("system.queue_is", { running: stats.queue.running, waiting: stats.queue.waiting })}</span> : null}
            {stats?.disk ? <span className="chip">{t("system.disk_is", { free: bytes(stats.disk.free ?? stats.disk.total - stats.disk.used, i18n.language) })}</span> : null}
            {stats && !gpu ? <span className="chip">{t("system.no_gpu")}</span> : null}
          </div>
          <InMemory stats={stats} />
          <Queue />
          <VerifyCard />
          <Models />
          <EngineInstaller />
          <section className="panel stack" aria-label={t("system.engines")}>
            <h2>{t("system.engines")}</h2>
            {info.isPending ? <Loading label={t("common.loading")} /> : null}
            {info.error && !info.data ? <Failure error={info.error} retry={() => void info.refetch()} /> : null}
            {info.data?.engines.map((engine) => (
              <div key={engine.id} className="stack tight">
                <div className="line wrap">
                  <strong>{engine.title}</strong>
                  <span className="chip">{engine.licence}</span>
                  {engine.available ? <span className="chip accent">{t("system.installed")}</span> : <span className="chip amber">{t("system.missing")}</span>}
                  {engine.loaded ? <span className="chip">{t("system.loaded")}</span> : null}
                  <span className="small faint">{t("system.needs", { memory: bytes(engine.memory_mb * 1e6, i18n.language) })}</span>
                </div>
                <p className="small soft">{engine.languages.map((code) => languageName(code, i18n.language)).join(", ")}</p>
                <div className="line wrap">
                  {engine.abilities.map((one) => (
                    <span className="chip" key={one}>
                      {i18n.exists(`system.abilities.${one}`) ? i18n.t(`system.abilities.${one}` as "system.abilities.clone") : one.replaceAll("_", " ")}
                    </span>
                  ))}
                </div>
              </div>
            ))}
          </section>
          {info.data ? (
            <section className="panel stack" aria-label={t("system.machine")}>
              <h2>{t("system.machine")}</h2>
              <dl className="facts">
                <dt>{t("system.version")}</dt>
                <dd>{info.data.version}</dd>
                <dt>{t("system.os")}</dt>
                <dd lang="en">
                  {info.data.os} · {info.data.architecture}
                </dd>
                <dt>{t("system.cpu")}</dt>
                <dd>
                  {info.data.cpu} · {t("system.cores", { count: info.data.cores_usable })}
                </dd>
                <dt>{t("system.memory")}</dt>
                <dd>{bytes(info.data.memory_total, i18n.language)}</dd>
                <dt>{t("system.libraries")}</dt>
                <dd>
                  {Object.entries(info.data.libraries)
                    .map(([name, version]) => `${name} ${version}`)
                    .join(", ")}
                </dd>
              </dl>
            </section>
          ) : null}
        </div>
      </div>
    </div>
  );
}

function InMemory({ stats }: { stats: Stats | null }) {
  const { t, i18n } = useTranslation();
  if (!stats?.models) return null;
  return (
    <section className="panel stack" aria-label={t("system.in_memory")}>
      <h2>{t("system.in_memory")}</h2>
      {stats.models.length === 0 ? <p className="small soft">{t("system.in_memory_none")}</p> : null}
      {stats.models.map((model) => (
        <div className="line wrap" key={model.name}>
          <strong>{model.name}</strong>
          <span>{t("system.holds", { memory: bytes(model.memory, i18n.language) })}</span>
          {model.memory_loading > 0 && <span className="small faint">{t("system.holds_loading", { memory: bytes(model.memory_loading, i18n.language) })}</span>}
          <span className="chip">{model.leases > 0 ? t("system.in_use") : t("system.idle_for", { seconds: number(Math.round(model.idle), i18n.language) })}</span>
        </div>
      ))}
    </section>
  );
}

function readingOf(stats: Stats): Reading {
  const gpu = stats.gpus?.[0];
  return {
    at: Date.now() / 1000,
    cpu: stats.cpu.total,
    memory: (stats.memory.used / stats.memory.total) * 100,
    process: stats.process ? (stats.process.memory / stats.memory.total) * 100 : 0,
    gpu: gpu?.use ?? 0,
  };
}

function Chart({ title, now, series, stats }: { title: string; now: string; series: Exclude<keyof Reading, "at">; stats: Stats | null }) {
  const { t } = useTranslation();
  return (
    <figure className="panel chart">
      <figcaption className="line between">
        <span className="small soft clip">{title}</span>
        <strong className="small">{now}</strong>
      </figcaption>
      <LiveChart data={history.columns(series)} label={t("system.chart", { title, now })} tick={stats} />
      <span className="line between faint chart-foot">
        <span>{t("system.minutes_ago")}</span>
        <span>{t("system.now")}</span>
      </span>
    </figure>
  );
}

function Queue() {
  const { t } = useTranslation();
  const line = useJobLine();
  const byId = useJobs((state) => state.byId);
  const active = Object.values(byId).filter((job) => isUnfinished(job.state));
  if (active.length === 0) return null;
  return (
    <section className="panel stack" aria-label={t("jobs.title")}>
      <h2>{t("jobs.title")}</h2>
      {active.slice(0, 30).map((job) => (
        <div className="stack tight" key={job.id}>
          <span className="small">
            {t(`jobs.kinds.${kindOf(job.kind)}`)}
            {job.title ? ` · ${job.title}` : ""} · {line(job)}
          </span>
          <Progress value={job.state === "queued" ? 0 : job.progress} label={t(`jobs.kinds.${kindOf(job.kind)}`)} />
        </div>
      ))}
    </section>
  );
}

function Models() {
  const { t } = useTranslation();
  const models = useQuery({ queryKey: keys.models, queryFn: listModels, refetchInterval: (query) => (query.state.data?.some((model) => model.state === "downloading") ? 2000 : false) });
  const [removing, setRemoving] = useState<Model | null>(null);
  const act = useInstallationAction(keys.models);
  return (
    <section className="panel stack" aria-label={t("system.models")}>
      <h2>{t("system.models")}</h2>
      {models.isPending ? <Loading label={t("common.loading")} /> : null}
      {models.error && !models.data ? <Failure error={models.error} retry={() => void models.refetch()} /> : null}
      {models.data?.map((model) => (
        <ModelRow
          key={model.id}
          model={model}
          onDownload={() => void act(() => downloadModel(model.id))}
          onRemove={() => setRemoving(model)}
          onCancel={(job) => void act(() => cancelJob(job))}
        />
      ))}
      {removing ? (
        <RemoveDialog name={removing.title ?? removing.id} what={t("system.remove_what")} onClose={() => setRemoving(null)} onRemove={() => void act(() => deleteModel(removing.id))} />
      ) : null}
    </section>
  );
}

function ModelRow({ model, onDownload, onRemove, onCancel }: { model: Model; onDownload: () => void; onRemove: () => void; onCancel: (job: string) => void }) {
  const { t, i18n } = useTranslation();
  const title = serverText(i18n, "models", model.id, model.title ?? model.id);
  const errorText = useErrorText();
  const { job, failed } = useInstallationJob("model", model.id);
  const loading = model.state === "downloading" || job !== undefined;
  const progress = job?.progress ?? model.progress;
  const jobId = job?.id ?? model.job_id;
  return (
    <div className="model">
      <div className="grow stack tight" style={{ gap: 0 }}>
        <span lang={title.lang}>{title.text}</span>
        <span className="small faint">
          {bytes(model.size, i18n.language)}
          {model.licence ? ` · ${model.licence}` : ""}
          {model.memory ? ` · ${t("system.needs", { memory: bytes(model.memory, i18n.language) })}` : ""}
          {model.fits_in_memory === undefined ? "" : ` · ${model.fits_in_memory ? t("system.fits") : t("system.too_big")}`}
        </span>
        {loading ? <Progress value={progress} label={title.text} /> : null}
        {failed && !loading && model.state !== "installed" ? (
          <span className="small" role="alert" style={{ color: "var(--red)" }}>
            {errorText(errorIn({ code: failed.errorCode, message: failed.error }))}
          </span>
        ) : null}
      </div>
      {loading ? (
        <InstallationProgress progress={progress} job={job} jobId={jobId} onCancel={onCancel} />
      ) : model.state === "installed" ? (
        <span className="line">
          <span className="chip accent">{t("system.installed")}</span>
          <Button size="small" kind="quiet" aria-label={t("system.remove_one", { name: title.text })} onClick={onRemove}>
            <Trash2 size={14} aria-hidden="true" />
          </Button>
        </span>
      ) : (
        <Button size="small" onClick={onDownload}>
          <Download size={14} aria-hidden="true" />
          {t("system.download")}
        </Button>
      )}
    </div>
  );
}
