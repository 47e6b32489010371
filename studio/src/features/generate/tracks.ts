import type { TFunction } from "i18next";
import { useScript } from "@/state/script";
import { type Row, takeOf } from "@/state/script-rows";
import type { Track } from "@/state/transport";

/** A row's chosen take as something to play. */
export function trackOf(row: Row, t: TFunction): Track | null {
  const take = takeOf(row);
  if (!take) return null;
  return {
    key: `row:${row.id}:${take.generationId}`,
    url: take.audioUrl,
    title: take.text,
    voice: { id: take.voice.id, name: take.voice.name },
    generationId: take.generationId,
    provenance: [
      { label: t("about.voice"), value: take.voice.name },
      { label: t("about.text"), value: take.text },
      { label: t("about.engine"), value: take.engine ?? "–" },
      { label: t("about.seed"), value: take.seed === null ? "–" : String(take.seed) },
      { label: t("about.made"), value: take.at },
      { label: t("about.generation"), value: take.generationId },
    ],
  };
}

/** After one row comes the next that has a sound; a row that is being made is waited for. */
export function followRows(t: TFunction) {
  return (after: Track): Track | "wait" | null => {
    const { rows } = useScript.getState();
    const id = after.key.split(":")[1];
    const index = rows.findIndex((row) => row.id === id);
    for (const row of rows.slice(index + 1)) {
      if (row.pending) return "wait";
      const track = trackOf(row, t);
      if (track) return track;
    }
    return null;
  };
}
