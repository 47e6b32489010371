import { useTranslation } from "react-i18next";
import { clockTime, number } from "@/i18n/format";
import { Notice } from "@/ui/Notice";
import { useChecks, wholeOf } from "./checks";
import type { Clip } from "./store";

/** Seconds of speech from which a voice is as close as more would make it, and those below which it is hardly alike. */
const PLENTY = 15;
const LITTLE = 6;

/** One report on all recordings of the voice, as soon as each has been listened to. */
export function Together({ clips }: { clips: readonly Clip[] }) {
  const { t, i18n } = useTranslation();
  const checks = useChecks();
  const known = clips.flatMap((clip) => checks[clip.id] ?? []);
  if (known.length < clips.length) return null;
  const whole = wholeOf(known);
  const korean = i18n.language === "ko";
  return (
    <section className="panel stack tight" aria-label={t("clone.together.title")}>
      <h2>{t("clone.together.title")}</h2>
      <div className="line wrap small soft">
        <span className="chip">{t("quality.speech_is", { time: clockTime(whole.speech) })}</span>
        <span className="chip">{t("clone.together.usable", { usable: whole.usable, all: clips.length })}</span>
      </div>
      {whole.speech < PLENTY ? (
        <Notice kind={whole.speech < LITTLE ? "warn" : "note"}>{t("clone.together.little", { seconds: number(whole.speech, i18n.language) })}</Notice>
      ) : null}
      <ul className="stack tight">
        {whole.findings.map((finding) => (
          <li key={finding.code} className="line findings">
            <span className={`dot ${finding.grade}`} aria-hidden="true" />
            <span className="small grow">
              {korean ? finding.message_ko : finding.message} <span className="faint">{korean ? finding.advice_ko : finding.advice}</span>{" "}
              {finding.count > 1 ? <span className="faint">{t("clone.together.in", { n: finding.count, all: clips.length })}</span> : null}
            </span>
          </li>
        ))}
        {whole.findings.length === 0 && whole.speech >= PLENTY ? (
          <li className="line findings">
            <span className="dot good" aria-hidden="true" />
            <span className="small grow">{t("clone.together.good")}</span>
          </li>
        ) : null}
      </ul>
    </section>
  );
}
