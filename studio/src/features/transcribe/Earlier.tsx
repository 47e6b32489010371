import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { deleteTranscription, listTranscriptions } from "@/api/audio";
import { keys, queryClient } from "@/api/query";
import type { Transcription } from "@/api/types";
import { ago, clockTime, languageName } from "@/i18n/format";
import { useToasts } from "@/state/toasts";
import { IconButton } from "@/ui/Button";
import { useErrorText } from "@/ui/Notice";
import { reopen } from "./store";

/** What was written down before: a click brings it back to be read and mended. Nothing when there is none. */
export function Earlier() {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const query = useQuery({ queryKey: keys.transcriptions, queryFn: ({ signal }) => listTranscriptions(signal), staleTime: 0 });
  const found = (query.data ?? []).filter((one) => one.status === "completed" && one.text.trim());
  const doing = (work: Promise<unknown>) => work.catch((error: unknown) => useToasts.getState().push({ kind: "bad", text: errorText(error) }));
  const remove = async (one: Transcription) => {
    await doing(deleteTranscription(one.id));
    await queryClient.invalidateQueries({ queryKey: keys.transcriptions });
  };
  if (found.length === 0) return null;
  return (
    <section className="stack tight" aria-labelledby="earlier">
      <h2 id="earlier">{t("transcribe.earlier")}</h2>
      <ul className="panel flush earlier">
        {found.map((one) => (
          <li key={one.id}>
            <button type="button" className="earlier-open" onClick={() => void doing(reopen(one.id))}>
              <span className="clip">{one.text}</span>
              <span className="small faint clip">
                {[one.filename, languageName(one.language, i18n.language), clockTime(one.duration), ago(one.created_at, i18n.language)].filter(Boolean).join(" · ")}
              </span>
            </button>
            <IconButton size="small" label={t("transcribe.forget", { name: one.filename })} tip={t("common.delete")} onClick={() => void remove(one)}>
              <Trash2 size={14} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
