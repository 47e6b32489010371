import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ScriptFound, previewScript } from "@/api/projects";
import { serverSentence } from "@/i18n/server-sentences";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Loading } from "@/ui/Empty";
import { Failure, Notice } from "@/ui/Notice";
import { bringScript } from "./store";

/** What the server has found in a file, and what of it is left out. */
export function FoundScript({ name, found }: { name: string; found: ScriptFound }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <p className="soft">{t("projects.found", { count: found.lines, name })}</p>
      {found.speakers.length > 0 ? <p className="small">{t("projects.found_speakers", { names: found.speakers.slice(0, 12).join(", ") })}</p> : null}
      {found.chapters.length > 0 ? <p className="small">{t("projects.found_chapters", { count: found.chapters.length })}</p> : null}
      {found.timed ? <p className="small">{t("projects.found_times")}</p> : null}
      {found.warnings.map((one) => (
        <Notice key={one} kind="warn">
          <span lang={serverSentence(i18n, one).lang}>{serverSentence(i18n, one).text}</span>
        </Notice>
      ))}
    </>
  );
}

/** A script that was dropped on an open project: its lines come behind those that are there, or it becomes a project of its own. */
export function AddScriptDialog({ file, onNew, onClose }: { file: File; onNew: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [found, setFound] = useState<ScriptFound | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let there = true;
    previewScript(file).then((one) => there && setFound(one), (failure: unknown) => there && setError(failure));
    return () => void (there = false);
  }, [file]);
  const add = async () => {
    setBusy(true);
    await bringScript(file);
    onClose();
  };
  return (
    <Dialog title={t("projects.add_script")} onClose={onClose}>
      {error ? <Failure error={error} /> : found ? <FoundScript name={file.name} found={found} /> : <Loading label={t("common.loading")} />}
      {found ? (
        <div className="line end">
          <Button onClick={onNew}>{t("projects.as_new")}</Button>
          <Button kind="primary" busy={busy} unavailable={found.lines === 0} onClick={() => void add()}>
            {t("projects.add_lines")}
          </Button>
        </div>
      ) : null}
    </Dialog>
  );
}
