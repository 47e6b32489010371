import { FileSearch } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { verify } from "@/api/audio";
import { PageError } from "@/api/errors";
import { type FileTrouble, troubleWith } from "@/features/clone/store";
import { Button } from "@/ui/Button";
import { SOUND_WANTED, useFileDrop } from "@/ui/drop";
import { Failure } from "@/ui/Notice";
import { Progress } from "@/ui/Progress";
import { sentence, type Verification } from "./verdict";

type Stage = { name: string; share: number | null } | null;

/** A recording dropped here is examined: its Content Credentials and its watermark, in sentences. */
export function VerifyCard() {
  const { t, i18n } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController | null>(null);
  const [stage, setStage] = useState<Stage>(null);
  const [found, setFound] = useState<{ name: string; body: Verification } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const take = async (files: readonly File[]) => {
    const file = files[0];
    if (!file || stage) return;
    setFound(null);
    const trouble: FileTrouble | null = troubleWith(file);
    setError(trouble ? new PageError(t(`clone.files.${trouble}`, { name: file.name })) : null);
    if (trouble) return;
    const control = (stop.current = new AbortController());
    setStage({ name: file.name, share: 0 });
    try {
      const body = await verify(file, file.name, (share) => setStage({ name: file.name, share: share < 1 ? share : null }), control.signal);
      setFound({ name: file.name, body });
    } catch (failure) {
      if (!control.signal.aborted) setError(failure);
    } finally {
      setStage(null);
    }
  };
  const drop = useFileDrop((files) => void take(files), SOUND_WANTED);
  return (
    <section
      className="panel stack"
      aria-label={t("verify.title")}
      {...drop.handlers}
    >
      <h2>{t("verify.title")}</h2>
      <div className={drop.over ? "drop over" : "drop"} role="group" aria-label={t("verify.drop")}>
        <FileSearch size={28} aria-hidden="true" />
        <p>{t("verify.drop")}</p>
        <p className="small faint">{t("verify.what")}</p>
        {stage ? (
          <div className="stack tight" role="status">
            <span className="small soft">{t("verify.running", { name: stage.name })}</span>
            <Progress value={stage.share} label={t("verify.running", { name: stage.name })} />
            <Button size="small" onClick={() => stop.current?.abort()}>
              {t("common.cancel")}
            </Button>
          </div>
        ) : (
          <Button onClick={() => input.current?.click()}>{t("verify.choose")}</Button>
        )}
        <input
          ref={input}
          type="file"
          accept="audio/*,video/*"
          hidden
          onChange={(event) => {
            void take([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
      </div>
      {error ? <Failure error={error} /> : null}
      {found ? (
        <div className="stack tight" role="status">
          <strong className="clip">{found.name}</strong>
          <ul className="verdict">
            {found.body.statements.map((one) => (
              <li key={one.code + one.text}>
                <span className={`chip ${one.level === "good" ? "accent" : one.level === "bad" ? "amber" : ""}`}>{t(`verify.levels.${one.level}`)}</span>
                <span>{sentence(one, t, i18n.language)}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}
