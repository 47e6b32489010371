import { VolumeX } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { ProjectTrack } from "@/api/projects";
import { Button } from "@/ui/Button";
import { change, selectTrack, useProject } from "../store";
import { trackName } from "../track-name";
import { LANE } from "./drawing";

/** A track's name, which shows its settings, with mute, solo and level. */
export const TrackHead = memo(function TrackHead({ track }: { track: ProjectTrack }) {
  const { t } = useTranslation();
  const chosen = useProject((state) => state.track === track.id);
  const set = (values: Record<string, unknown>) => change({ op: "track.update", id: track.id, set: values });
  const name = trackName(track, t);
  return (
    <div className={chosen ? "track-head chosen" : "track-head"} style={{ height: LANE }}>
      <button type="button" className="track-name clip small" aria-pressed={chosen} aria-label={t("projects.track_settings_of", { name })} onClick={() => selectTrack(chosen ? null : track.id)}>
        {name}
      </button>
      <span className="line tight">
        <Button size="small" kind="quiet" aria-pressed={track.mute ?? false} aria-label={t("projects.mute", { name })} tip={t("projects.mute", { name })} onClick={() => set({ mute: !track.mute })}>
          <VolumeX size={14} aria-hidden="true" />
        </Button>
        <Button size="small" kind="quiet" aria-pressed={track.solo ?? false} aria-label={t("projects.solo", { name })} tip={t("projects.solo", { name })} onClick={() => set({ solo: !track.solo })}>
          {t("projects.solo_short")}
        </Button>
        <input
          className="input level-input"
          type="number"
          min={-60}
          max={24}
          step={1}
          aria-label={t("projects.level_of", { name })}
          value={Math.round((track.gain_db ?? 0) * 100) / 100}
          onChange={(event) => Number.isFinite(event.target.valueAsNumber) && set({ gain_db: Math.min(24, Math.max(-60, event.target.valueAsNumber)) })}
        />
        <span className="faint small">dB</span>
      </span>
    </div>
  );
});
