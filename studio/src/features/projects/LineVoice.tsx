import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Line, Speaker } from "@/api/projects";
import { useVoice } from "@/state/voices";
import { VoicePicker } from "@/ui/VoicePicker";
import { setVoice, spokenBy, voiceOf } from "./actions";
import { change, useProject } from "./store";

/** Who says a line, and in which voice: a speaker's counts for all that the speaker says. */
export const LineVoice = memo(function LineVoice({ line, number, speakers }: { line: Line; number: number; speakers: Speaker[] }) {
  const { t } = useTranslation();
  const id = voiceOf(line, speakers);
  const voice = useVoice(id).data;
  const language = useProject((state) => state.document?.language);
  return (
    <div className={speakers.length > 0 ? "line-who cast" : "line-who"}>
      <VoicePicker
        compact
        label={t("projects.voice_of_line", { n: number })}
        language={language}
        value={id ? { id, name: voice?.name ?? "…", kind: voice?.kind ?? "preset", color: voice?.avatar_color } : null}
        unavailable={line.locked ?? false}
        onChange={(next) => setVoice(useProject.getState().document!, line, next.id)}
      />
      {speakers.length > 0 ? (
        <select
          className="select compact"
          aria-label={t("projects.speaker_of", { n: number })}
          value={line.speaker_id ?? ""}
          onChange={(event) => change({ op: "line.update", id: line.id, set: spokenBy(line, event.target.value) })}
        >
          <option value="">{t("projects.no_speaker")}</option>
          {speakers.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  );
});
