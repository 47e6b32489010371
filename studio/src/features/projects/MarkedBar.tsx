import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ProjectDocument } from "@/api/projects";
import { Button } from "@/ui/Button";
import { spokenBy, voiceOf } from "./actions";
import { WORD_TOOLS } from "./LineRow";
import { change, clearMarks, markAll, speak, useProject } from "./store";

/**
 * What is done with several lines at once. It is under the rows, and its place is kept by `hint` while nothing is
 * selected: rows do not move when a selection begins or ends.
 */
export function MarkedBar({ document, hint }: { document: ProjectDocument; hint?: string | undefined }) {
  const { t } = useTranslation();
  const chosen = useProject((state) => state.chosen);
  const lines = chosen.size === 0 ? [] : document.lines.filter((line) => chosen.has(line.id));
  const words = <div key="words" id={WORD_TOOLS} className="word-tools" role="group" onMouseDown={(event) => event.preventDefault()} />;
  if (lines.length === 0)
    return hint ? (
      <div className="marked-bar hint-only">
        {words}
        <span key="hint" className="small faint">
          {hint}
        </span>
      </div>
    ) : null;
  return (
    <div className="marked-bar" role="group" aria-label={t("projects.marked", { count: lines.length })}>
      {words}
      <span key="count" className="small">{t("projects.marked", { count: lines.length })}</span>
      <select className="select compact" aria-label={t("projects.speaker_for_marked")} value="" onChange={(event) => change(...lines.map((line) => ({ op: "line.update", id: line.id, set: spokenBy(line, event.target.value) })))}>
        <option value="">{t("projects.speaker_for_marked")}</option>
        {document.speakers.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      <Button
        size="small"
        onClick={() => speak(lines.filter((line) => line.text.trim() && voiceOf(line, document.speakers)).map((line) => line.id))}
      >
        {t("projects.say_marked")}
      </Button>
      <Button
        size="small"
        kind="danger"
        onClick={() => {
          change(...lines.map((line) => ({ op: "line.delete", id: line.id })));
          clearMarks();
        }}
      >
        <Trash2 size={14} aria-hidden="true" />
        {t("common.delete")}
      </Button>
      {lines.length < document.lines.length ? (
        <Button size="small" kind="quiet" onClick={markAll}>
          {t("projects.mark_all")}
        </Button>
      ) : null}
      <Button size="small" kind="quiet" onClick={clearMarks}>
        {t("projects.unmark")}
      </Button>
    </div>
  );
}
