import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Layers, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Line, type ProjectDocument, listTakes } from "@/api/projects";
import { keys } from "@/api/query";
import { clockTime } from "@/i18n/format";
import { Button } from "@/ui/Button";
import { voiceOf } from "./actions";
import { wordsAt } from "./spoken-words";
import { change, speak, useProject } from "./store";

/** Takes of a line that are made at once, to choose from. */
const SEVERAL = 4;

/** The takes of a line: one is heard; each can bring back the words that it says. */
export function Takes({ document, line }: { document: ProjectDocument; line: Line }) {
  const { t } = useTranslation();
  const busy = useProject((state) => state.speaking[line.id] !== undefined);
  const found = useQuery({
    queryKey: keys.takes(document.id, line.id, line.takes),
    queryFn: () => listTakes(document.id, line.id),
    enabled: line.takes.length > 0,
    placeholderData: keepPreviousData,
  }).data;
  const takes = found?.filter((take) => take.audio_url !== null && line.takes.includes(take.id)) ?? [];
  const voice = voiceOf(line, document.speakers);
  const set = (values: Record<string, unknown>) => change({ op: "line.update", id: line.id, set: values });
  return (
    <div className="stack tight">
      <span className="label">{t("generate.takes")}</span>
      {line.takes.length === 0 ? <p className="small faint">{t("generate.no_takes")}</p> : null}
      <ul className="plain-list stack tight">
        {takes.map((take) => (
          <li key={take.id} className={take.id === line.take_id ? "take chosen" : "take"}>
            <button type="button" className="take-choose" aria-pressed={take.id === line.take_id} onClick={() => set({ take_id: take.id })}>
              <span className="small">
                {t("generate.take", { n: line.takes.indexOf(take.id) + 1 })} · {clockTime(take.duration, true)} · {take.voice_name}
              </span>
              <span className="small faint clip">{take.text}</span>
              {take.retake ? <span className="small faint">{t("projects.words_said_again", { words: wordsAt(take.text, take.retake) })}</span> : null}
              <span className="small faint">
                {t("about.seed")} {take.seed ?? "–"}
              </span>
            </button>
            {take.text !== line.text || (take.voice_id && take.voice_id !== voice) ? (
              <Button size="small" unavailable={line.locked ?? false} onClick={() => set({ text: take.text, take_id: take.id, ...(take.voice_id && take.voice_id !== voice ? { voice_id: take.voice_id } : {}) })}>
                <RotateCcw size={12} aria-hidden="true" />
                {t("generate.restore")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Button size="small" unavailable={busy || line.locked || !line.text.trim() || !voice} onClick={() => speak([line.id], SEVERAL)}>
        <Layers size={14} aria-hidden="true" />
        {t("projects.several_takes", { count: SEVERAL })}
      </Button>
    </div>
  );
}
