import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProjectDocument } from "@/api/projects";
import { useToasts } from "@/state/toasts";
import { Button } from "@/ui/Button";
import { composing } from "@/ui/keys";
import { linesWith, replaceInLines } from "./actions";
import { undo } from "./store";

/** Finds and replaces over all lines that are not locked. */
export function FindBar({ document, onClose }: { document: ProjectDocument; onClose: () => void }) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [find, setFind] = useState("");
  const [put, setPut] = useState("");
  const [exact, setExact] = useState(false);
  const hits = linesWith(document, find, exact).length;
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="find-bar line wrap"
      onSubmit={(event) => {
        event.preventDefault();
        const count = replaceInLines(document, find, put, exact);
        if (count > 0) useToasts.getState().push({ kind: "good", text: t("projects.replaced", { count }), action: { label: t("common.undo"), run: () => void undo() } });
      }}
      onKeyDown={(event) => event.code === "Escape" && !composing(event) && onClose()}
    >
      <input ref={field} className="input" aria-label={t("projects.find")} placeholder={t("projects.find")} value={find} onChange={(event) => setFind(event.target.value)} />
      <input className="input" aria-label={t("projects.put")} placeholder={t("projects.put")} value={put} onChange={(event) => setPut(event.target.value)} />
      <label className="line tight small">
        <input type="checkbox" checked={exact} onChange={(event) => setExact(event.target.checked)} />
        {t("transcribe.match_case")}
      </label>
      <Button type="submit" size="small" unavailable={hits === 0}>
        {t("projects.replace")}
      </Button>
      <span className="small faint" role="status">
        {t("projects.hits", { count: hits })}
      </span>
    </form>
  );
}
