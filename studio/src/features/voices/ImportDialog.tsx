import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type OnClash, importVoices, previewImport } from "@/api/voices";
import { serverSentence } from "@/i18n/server-sentences";
import { useToasts } from "@/state/toasts";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Loading } from "@/ui/Empty";
import { Field } from "@/ui/Field";
import { Failure, Notice } from "@/ui/Notice";

/** Says what is in the file, what clashes and what is wrong with it, before anything is changed. */
export function ImportDialog({ file, onClose, onDone }: { file: File; onClose: () => void; onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const preview = useQuery({ queryKey: ["import", file.name, file.size, file.lastModified], queryFn: () => previewImport(file), retry: false, gcTime: 0 });
  const [onClash, setOnClash] = useState<OnClash>("keep_both");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      const done = await importVoices(file, onClash);
      useToasts.getState().push({ kind: "good", text: t("voices.imported", { count: done.voices.length }) });
      onDone();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t("voices.import_title")} onClose={onClose}>
      <p className="soft clip">{file.name}</p>
      {preview.isPending ? <Loading label={t("common.loading")} /> : null}
      {preview.error ? <Failure error={preview.error} kept={t("voices.import_kept")} /> : null}
      {preview.data ? (
        <ul className="stack tight">
          {preview.data.voices.map((voice, index) => (
            <li key={voice.id ?? `${voice.name}-${String(index)}`} className="line">
              <span className="grow clip">{voice.name}</span>
              {voice.clash ? <span className="chip amber">{t("voices.clash")}</span> : null}
              {voice.problem ? (
                <span className="chip red" lang={serverSentence(i18n, voice.problem).lang}>
                  {serverSentence(i18n, voice.problem).text}
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {preview.data?.voices.some((voice) => voice.clash) ? (
        <Field label={t("voices.on_clash")}>
          {(wiring) => (
            <select className="select" {...wiring} value={onClash} onChange={(event) => setOnClash(event.target.value as OnClash)}>
              {(["keep_both", "replace", "skip"] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`voices.clashes.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      {preview.data?.problems?.map((problem) => (
        <Notice kind="warn" key={problem}>
          <span lang={serverSentence(i18n, problem).lang}>{serverSentence(i18n, problem).text}</span>
        </Notice>
      ))}
      {error ? <Failure error={error} kept={t("voices.import_kept")} /> : null}
      <div className="line end">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button kind="primary" busy={busy} unavailable={!preview.data || preview.data.voices.length === 0} onClick={() => void run()}>
          {t("voices.import")}
        </Button>
      </div>
    </Dialog>
  );
}
