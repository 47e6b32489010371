import { Keyboard, List, Magnet, Minus, Plus, Repeat, Scissors, SquarePen } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { TrackKind } from "@/api/projects";
import { Button, IconButton } from "@/ui/Button";
import { shortcutLabel } from "@/ui/keys";
import { Menu } from "@/ui/Menu";

const KINDS: TrackKind[] = ["music", "effect", "speech", "original"];
const EDITS = ["split", "trimStart", "trimEnd", "cut", "copy", "paste", "duplicate", "remove", "close", "all", "later", "addMarker", "fit", "zoomIn", "zoomOut", "snap", "again", "list", "help"] as const;

/** What the tools do: an edit, or a new track of a kind. */
export type Action = (typeof EDITS)[number] | TrackKind;

export function isTrackKind(name: Action): name is TrackKind {
  return (KINDS as readonly string[]).includes(name);
}

interface Props {
  act: (name: Action) => void;
  splits: boolean;
  picked: number;
  deletes: boolean;
  pastes: boolean;
  snap: boolean;
  again: boolean;
  ranged: boolean;
  listed: boolean;
}

/** What can be done on the timeline; drawn again when what can be done changes, not with every frame of a scroll. */
export const Tools = memo(function Tools({ act, splits, picked, deletes, pastes, snap, again, ranged, listed }: Props) {
  const { t } = useTranslation();
  const tip = (label: string, shortcut: string) => ({ label, shortcut: shortcutLabel(shortcut) });
  const none = picked === 0;
  return (
    <div className="timeline-tools line wrap">
      <Menu
        label={t("projects.add_track")}
        text={t("projects.add_track")}
        kind="plain"
        size="small"
        icon={<Plus size={14} aria-hidden="true" />}
        items={KINDS.map((kind) => ({ label: t(`projects.tracks.${kind}`), run: () => act(kind) }))}
      />
      <Button size="small" unavailable={!splits} tip={t("projects.split_tip")} shortcut="KeyS" onClick={() => act("split")}>
        <Scissors size={14} aria-hidden="true" />
        {t("projects.split")}
      </Button>
      <Menu
        label={t("projects.edit")}
        text={t("projects.edit")}
        kind="plain"
        size="small"
        icon={<SquarePen size={14} aria-hidden="true" />}
        items={[
          { ...tip(t("projects.trim_start"), "["), unavailable: none, run: () => act("trimStart") },
          { ...tip(t("projects.trim_end"), "]"), unavailable: none, run: () => act("trimEnd") },
          "line",
          { ...tip(t("projects.cut"), "Mod+X"), unavailable: none, run: () => act("cut") },
          { ...tip(t("common.copy"), "Mod+C"), unavailable: none, run: () => act("copy") },
          { ...tip(t("projects.paste"), "Mod+V"), unavailable: !pastes, run: () => act("paste") },
          { ...tip(t("projects.duplicate_picked"), "Mod+D"), unavailable: none, run: () => act("duplicate") },
          "line",
          { ...tip(t("common.delete"), "Del"), unavailable: !deletes, run: () => act("remove") },
          { ...tip(t("projects.close_gap"), "Shift+Del"), unavailable: none, run: () => act("close") },
          "line",
          { ...tip(t("projects.mark_all"), "Mod+A"), run: () => act("all") },
          { label: t("projects.select_later"), run: () => act("later") },
        ]}
      />
      <Button size="small" shortcut="KeyM" onClick={() => act("addMarker")}>
        {t("projects.add_chapter")}
      </Button>
      <IconButton size="small" label={t("projects.snap")} shortcut="KeyN" aria-pressed={snap} onClick={() => act("snap")}>
        <Magnet size={14} aria-hidden="true" />
      </IconButton>
      <IconButton size="small" label={t("projects.repeat")} tip={ranged ? t("projects.repeat") : t("projects.repeat_tip")} aria-pressed={again} unavailable={!ranged} onClick={() => act("again")}>
        <Repeat size={14} aria-hidden="true" />
      </IconButton>
      <IconButton size="small" label={t("projects.as_list")} aria-pressed={listed} onClick={() => act("list")}>
        <List size={14} aria-hidden="true" />
      </IconButton>
      <IconButton size="small" label={t("projects.shortcuts")} tip={`${t("projects.shortcuts")}  ?`} onClick={() => act("help")}>
        <Keyboard size={14} aria-hidden="true" />
      </IconButton>
      <span className="grow small faint" role="status">
        {picked > 1 ? t("projects.picked", { count: picked }) : null}
      </span>
      <IconButton label={t("projects.zoom_out")} shortcut="Minus" onClick={() => act("zoomOut")}>
        <Minus size={14} aria-hidden="true" />
      </IconButton>
      <IconButton label={t("projects.zoom_in")} shortcut="Equal" onClick={() => act("zoomIn")}>
        <Plus size={14} aria-hidden="true" />
      </IconButton>
      <Button size="small" tip={`${t("projects.zoom_all")}  ${shortcutLabel("Shift+KeyZ")}`} onClick={() => act("fit")}>
        {t("projects.zoom_all")}
      </Button>
    </div>
  );
});
