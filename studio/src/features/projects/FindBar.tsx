import { ChevronDown, ChevronUp } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProjectDocument } from "@/api/projects";
import { useToasts } from "@/state/toasts";
import { Button, IconButton } from "@/ui/Button";
import { composing } from "@/ui/keys";
import { linesWith, nextPlace, placesOf, replaceInLines } from "./actions";
import { pick, undo, useProject } from "./store";

/** Goes through what is found in the script, line by line, and replaces over all lines that are not locked. */
export function FindBar({ document, onClose }: { document: ProjectDocument; onClose: () => void }) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [find, setFind] = useState("");
  const [put, setPut] = useState("");
  const [exact, setExact] = useState(false);
  const found = useProject((state) => state.found);
  const hits = linesWith(document, find, exact).length;
  const places = placesOf(document, find, exact);
  const at = places.findIndex((one) => one.line === found?.line && one.from === found.from);
  const nowhere = () => useProject.setState({ found: null });
  useEffect(() => {
    field.current?.focus();
    return nowhere;
  }, []);
  const go = (by: 1 | -1) => {
    const place = places[nextPlace(document, places, found, useProject.getState().line, by)];
    if (!place) return;
    pick([place.line]);
    useProject.setState({ found: place });
  };
  return (
    <form
      className="find-bar line wrap"
      onSubmit={(event) => {
        event.preventDefault();
        const count = replaceInLines(document, find, put, exact);
        nowhere();
        if (count > 0) useToasts.getState().push({ kind: "good", text: t("projects.replaced", { count }), action: { label: t("common.undo"), run: () => void undo() } });
      }}
      onKeyDown={(event) => event.code === "Escape" && !composing(event) && onClose()}
    >
      <input
        ref={field}
        className="input"
        aria-label={t("projects.find")}
        placeholder={t("projects.find")}
        value={find}
        onChange={(event) => {
          setFind(event.target.value);
          nowhere();
        }}
        onKeyDown={(event) => {
          if (composing(event) || (event.code !== "Enter" && event.code !== "NumpadEnter")) return;
          // Enter goes to the next place: sent with the form it would replace all of them, by nothing.
          event.preventDefault();
          go(event.shiftKey ? -1 : 1);
        }}
      />
      <IconButton size="small" label={t("projects.find_before")} shortcut="Shift+Enter" unavailable={places.length === 0} onClick={() => go(-1)}>
        <ChevronUp size={14} aria-hidden="true" />
      </IconButton>
      <IconButton size="small" label={t("projects.find_next")} shortcut="Enter" unavailable={places.length === 0} onClick={() => go(1)}>
        <ChevronDown size={14} aria-hidden="true" />
      </IconButton>
      <input className="input" aria-label={t("projects.put")} placeholder={t("projects.put")} value={put} onChange={(event) => setPut(event.target.value)} />
      <label className="line tight small">
        <input type="checkbox" checked={exact} onChange={(event) => setExact(event.target.checked)} />
        {t("transcribe.match_case")}
      </label>
      <Button type="submit" size="small" unavailable={hits === 0}>
        {t("projects.replace")}
      </Button>
      <span className="small faint" role="status">
        {at < 0 ? t("projects.hits", { count: hits }) : t("projects.hit_of", { n: at + 1, all: places.length })}
      </span>
    </form>
  );
}
