import { ArrowDown, ArrowUp, Languages, Plus, Trash2, Upload } from "lucide-react";
import { memo, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Asset, type Clip, type Marker, type ProjectDocument, type ProjectTrack, type Speaker, addAsset } from "@/api/projects";
import { clockTime } from "@/i18n/format";
import { useVoice } from "@/state/voices";
import { Button, IconButton } from "@/ui/Button";
import { Field, Select } from "@/ui/Field";
import { Failure } from "@/ui/Notice";
import { Progress } from "@/ui/Progress";
import { VoicePicker } from "@/ui/VoicePicker";
import { placeAsset } from "./actions";
import { newId } from "./operations";
import { languages } from "./languages";
import { LineSettings } from "./LineSettings";
import { NumberField } from "./NumberField";
import { change, madeProject, readProject, selectMarker, selectTrack, useProject } from "./store";
import { anchoring, lineAt } from "./timeline/editing";
import { ASSET_DRAG } from "./timeline/drags";
import { TrackEffects } from "./TrackEffects";
import { trackName } from "./track-name";

function SpeakerRow({ speaker }: { speaker: Speaker }) {
  const { t } = useTranslation();
  const voice = useVoice(speaker.voice_id).data;
  const language = useProject((state) => state.document?.language);
  return (
    <li className="speaker-row">
      <input className="input" aria-label={t("projects.speaker_name")} value={speaker.name} onChange={(event) => event.target.value.trim() && change({ op: "speaker.update", id: speaker.id, set: { name: event.target.value } })} />
      <VoicePicker
        compact
        label={t("projects.voice_of", { name: speaker.name })}
        language={language}
        value={speaker.voice_id ? { id: speaker.voice_id, name: voice?.name ?? "…", kind: voice?.kind ?? "preset", color: voice?.avatar_color } : null}
        onChange={(next) => change({ op: "speaker.update", id: speaker.id, set: { voice_id: next.id } })}
      />
      <IconButton label={t("projects.delete_speaker", { name: speaker.name })} onClick={() => change(...release(speaker.id), { op: "speaker.delete", id: speaker.id })}>
        <Trash2 size={14} aria-hidden="true" />
      </IconButton>
    </li>
  );
}

/** A speaker that lines still name cannot be deleted: the lines let go of it first. */
function release(speaker: string) {
  const lines = useProject.getState().document?.lines ?? [];
  return lines.filter((line) => line.speaker_id === speaker).map((line) => ({ op: "line.update", id: line.id, set: { speaker_id: null } }));
}

const Speakers = memo(function Speakers({ speakers }: { speakers: Speaker[] }) {
  const { t } = useTranslation();
  return (
    <section className="stack" aria-label={t("projects.speakers")}>
      <h2>{t("projects.speakers")}</h2>
      <ul className="stack tight plain-list">
        {speakers.map((speaker) => (
          <SpeakerRow key={speaker.id} speaker={speaker} />
        ))}
      </ul>
      <Button size="small" onClick={() => change({ op: "speaker.insert", id: newId("speaker"), speaker: { name: t("projects.speaker_new", { n: speakers.length + 1 }) } })}>
        <Plus size={14} aria-hidden="true" />
        {t("projects.add_speaker")}
      </Button>
    </section>
  );
});

function ClipSettings({ document, clip, name, sound }: { document: ProjectDocument; clip: Clip; name: string; sound: number }) {
  const { t } = useTranslation();
  const set = (values: Record<string, unknown>) => change({ op: "clip.update", id: clip.id, set: values });
  const tied = document.lines.find((line) => line.id === clip.anchor?.line_id) ?? null;
  const near = tied ?? lineAt(document, clip.begins);
  return (
    <section className="stack" aria-label={t("projects.clip_settings")}>
      <h2 className="clip">{name}</h2>
      <div className="pair">
        <NumberField label={tied ? t("projects.start_in_line") : t("projects.start")} value={clip.start} usual={0} min={tied ? -360000 : 0} max={360000} step={0.1} onChange={(value) => set({ start: value ?? 0 })} />
        <NumberField label={t("projects.length")} value={clip.duration} usual={Math.round(Math.max(0, sound - (clip.trim_start ?? 0)) * (clip.stretch ?? 1) * 100) / 100} min={0.01} max={360000} step={0.1} onChange={(value) => set({ duration: value })} />
        <NumberField label={t("projects.trim")} value={clip.trim_start} usual={0} min={0} max={360000} step={0.1} onChange={(value) => set({ trim_start: value })} />
        <NumberField label={t("projects.stretch")} value={clip.stretch} usual={1} min={0.5} max={2} step={0.05} onChange={(value) => set({ stretch: value })} />
        <NumberField label={t("projects.level")} value={clip.gain_db} usual={0} min={-60} max={24} step={0.5} onChange={(value) => set({ gain_db: value })} />
        <NumberField label={t("projects.fade_in")} value={clip.fade_in_ms} usual={0} min={0} max={600000} step={50} onChange={(value) => set({ fade_in_ms: value === null ? null : Math.round(value) })} />
        <NumberField label={t("projects.fade_out")} value={clip.fade_out_ms} usual={0} min={0} max={600000} step={50} onChange={(value) => set({ fade_out_ms: value === null ? null : Math.round(value) })} />
      </div>
      <label className="check">
        <input type="checkbox" checked={clip.loop ?? false} disabled={clip.duration === undefined} onChange={(event) => set({ loop: event.target.checked })} />
        <span>{t("projects.loop")}</span>
      </label>
      {near ? (
        <label className="check">
          <input type="checkbox" checked={tied !== null} onChange={(event) => change(anchoring(clip, event.target.checked ? near : null))} />
          <span>{t("projects.tied", { line: near.text.slice(0, 40) })}</span>
        </label>
      ) : null}
      <Button size="small" kind="danger" onClick={() => change({ op: "clip.delete", id: clip.id })}>
        <Trash2 size={14} aria-hidden="true" />
        {t("projects.delete_clip")}
      </Button>
    </section>
  );
}

/** The tracks that a track makes way for, and by how much. */
function Ducking({ document, track }: { document: ProjectDocument; track: ProjectTrack }) {
  const { t } = useTranslation();
  const others = document.tracks.filter((one) => one.id !== track.id);
  const by = new Set(track.duck_by);
  const set = (values: Record<string, unknown>) => change({ op: "track.update", id: track.id, set: values });
  if (others.length === 0) return null;
  return (
    <fieldset className="stack tight">
      <legend className="legend">{t("projects.duck")}</legend>
      {others.map((one) => (
        <label key={one.id} className="check">
          <input
            type="checkbox"
            checked={by.has(one.id)}
            onChange={(event) => {
              if (event.target.checked) by.add(one.id);
              else by.delete(one.id);
              set({ duck_by: [...by] });
            }}
          />
          <span>{trackName(one, t)}</span>
        </label>
      ))}
      {by.size > 0 ? <NumberField label={t("projects.duck_db")} value={track.duck_db} usual={-12} min={-60} max={0} step={1} onChange={(value) => set({ duck_db: value })} /> : null}
    </fieldset>
  );
}

function TrackSettings({ document, track }: { document: ProjectDocument; track: ProjectTrack }) {
  const { t } = useTranslation();
  const set = (values: Record<string, unknown>) => change({ op: "track.update", id: track.id, set: values });
  const at = document.tracks.indexOf(track);
  const clips = document.clips.filter((clip) => clip.track_id === track.id).length;
  const move = (after: number) => change({ op: "track.move", id: track.id, after: document.tracks[after]?.id ?? null });
  return (
    <section className="stack" aria-label={t("projects.track")}>
      <h2>{t("projects.track")}</h2>
      <Field label={t("projects.name")}>
        {(wiring) => <input {...wiring} className="input" maxLength={100} placeholder={t(`projects.tracks.${track.kind}`)} value={trackName(track, t) === t(`projects.tracks.${track.kind}`) ? "" : (track.name ?? "")} onChange={(event) => set({ name: event.target.value || null })} />}
      </Field>
      <div className="pair">
        <NumberField label={t("projects.level")} value={track.gain_db} usual={0} min={-60} max={24} step={0.5} onChange={(value) => set({ gain_db: value })} />
        <NumberField label={t("projects.pan")} value={track.pan} usual={0} min={-1} max={1} step={0.1} onChange={(value) => set({ pan: value })} />
      </div>
      <TrackEffects track={track} />
      <Ducking document={document} track={track} />
      <div className="line tight wrap">
        <Button size="small" unavailable={at === 0} onClick={() => move(at - 2)}>
          <ArrowUp size={14} aria-hidden="true" />
          {t("projects.track_up")}
        </Button>
        <Button size="small" unavailable={at === document.tracks.length - 1} onClick={() => move(at + 1)}>
          <ArrowDown size={14} aria-hidden="true" />
          {t("projects.track_down")}
        </Button>
        <Button
          size="small"
          kind="danger"
          onClick={() => {
            change({ op: "track.delete", id: track.id });
            selectTrack(null);
          }}
        >
          <Trash2 size={14} aria-hidden="true" />
          {t("projects.delete_track", { count: clips })}
        </Button>
      </div>
    </section>
  );
}

function MarkerSettings({ marker }: { marker: Marker }) {
  const { t } = useTranslation();
  const [name, setName] = useState(marker.name);
  useEffect(() => setName(marker.name), [marker.name]);
  const set = (values: Record<string, unknown>) => change({ op: "marker.update", id: marker.id, set: values });
  const keep = () => (name.trim() ? name.trim() !== marker.name && set({ name: name.trim() }) : setName(marker.name));
  const kinds = ["chapter", "note"] as const;
  return (
    <section className="stack" aria-label={t("projects.marker")}>
      <h2>{t("projects.marker")}</h2>
      <Field label={t("projects.name")}>
        {(wiring) => <input {...wiring} className="input" maxLength={200} value={name} onChange={(event) => setName(event.target.value)} onBlur={keep} onKeyDown={(event) => event.code === "Enter" && !event.nativeEvent.isComposing && keep()} />}
      </Field>
      <div className="pair">
        <NumberField label={t("projects.at")} value={marker.anchor ? undefined : marker.at} usual={Math.round(marker.begins * 100) / 100} min={0} max={360000} step={0.1} onChange={(value) => value !== null && set({ at: value, anchor: null })} />
        <Field label={t("projects.marker_kind")}>
          {() => <Select label={t("projects.marker_kind")} value={marker.kind ?? "chapter"} options={kinds.map((one) => ({ value: one, label: t(`projects.marker_kinds.${one}`) }))} onChange={(kind) => set({ kind })} />}
        </Field>
      </div>
      <Button
        size="small"
        kind="danger"
        onClick={() => {
          change({ op: "marker.delete", id: marker.id });
          selectMarker(null);
        }}
      >
        <Trash2 size={14} aria-hidden="true" />
        {t("projects.delete_marker")}
      </Button>
    </section>
  );
}

/** What counts for all lines: their language, and the pause between them. */
function WholeScript({ document }: { document: ProjectDocument }) {
  const { t, i18n } = useTranslation();
  const set = (values: Record<string, unknown>) => change({ op: "project.update", set: values });
  const choices = languages(i18n.language);
  return (
    <section className="stack" aria-label={t("generate.whole")}>
      <h2>{t("generate.whole")}</h2>
      <div className="pair">
        <Field label={t("projects.language")}>
          {() => <Select label={t("projects.language")} value={choices.find((one) => one.value === document.language)?.value ?? "en"} options={choices} onChange={(language) => set({ language })} />}
        </Field>
        <NumberField label={t("generate.gap")} value={document.default_gap_ms} usual={250} min={0} max={10000} step={50} onChange={(value) => set({ default_gap_ms: value === null ? 250 : Math.round(value) })} />
      </div>
    </section>
  );
}

const Assets = memo(function Assets({ assets, onDub }: { assets: Asset[]; onDub: (asset: Asset) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const add = async (files: FileList | null) => {
    setError(null);
    try {
      const project = await madeProject();
      for (const file of files ?? []) {
        setShare(0);
        await addAsset(project, file, setShare);
      }
      await readProject();
    } catch (failure) {
      setError(failure);
    }
    setShare(null);
  };
  return (
    <section className="stack" aria-label={t("projects.assets")}>
      <h2>{t("projects.assets")}</h2>
      <ul className="stack tight plain-list">
        {assets.map((asset) => (
          <li key={asset.id} className="line between asset-row" draggable onDragStart={(event) => event.dataTransfer.setData(ASSET_DRAG, asset.id)}>
            <span className="clip small">{asset.name}</span>
            <span className="faint small">{clockTime(asset.duration)}</span>
            <span className="line tight">
              <IconButton label={t("dub.title", { name: asset.name })} onClick={() => onDub(asset)}>
                <Languages size={14} aria-hidden="true" />
              </IconButton>
              <IconButton label={t("projects.place_asset", { name: asset.name })} onClick={() => placeAsset(useProject.getState().document!, asset, 0)}>
                <Plus size={14} aria-hidden="true" />
              </IconButton>
            </span>
          </li>
        ))}
      </ul>
      {share !== null ? <Progress value={share} label={t("projects.uploading")} /> : null}
      {error ? <Failure error={error} /> : null}
      <input ref={input} type="file" hidden multiple accept="audio/*,video/*" onChange={(event) => void add(event.target.files)} />
      <Button size="small" onClick={() => input.current?.click()}>
        <Upload size={14} aria-hidden="true" />
        {t("projects.add_asset")}
      </Button>
    </section>
  );
});

/** What can be set for what is chosen, and the project's people and sounds. */
export function Panel({ document, onDub, lead }: { document: ProjectDocument; onDub: (asset: Asset) => void; lead?: ReactNode }) {
  const { t } = useTranslation();
  const line = useProject((state) => state.line);
  const clip = useProject((state) => state.clip);
  const marker = useProject((state) => document.markers.find((one) => one.id === state.marker));
  const track = useProject((state) => document.tracks.find((one) => one.id === state.track));
  const chosenLine = document.lines.find((one) => one.id === line);
  const chosenClip = document.clips.find((one) => one.id === clip);
  const sound = document.assets.find((one) => one.id === chosenClip?.asset_id);
  return (
    <aside className="project-panel stack wide" aria-label={t("projects.panel")}>
      {lead}
      {track ? <TrackSettings document={document} track={track} /> : null}
      {marker ? <MarkerSettings marker={marker} /> : null}
      {chosenClip ? <ClipSettings document={document} clip={chosenClip} name={sound?.name ?? t("projects.clip")} sound={sound?.duration ?? 0} /> : null}
      {chosenLine ? <LineSettings document={document} line={chosenLine} /> : null}
      <Speakers speakers={document.speakers} />
      <WholeScript document={document} />
      <Assets assets={document.assets} onDub={onDub} />
    </aside>
  );
}
