import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { EqBand, ProjectTrack, TrackEffect } from "@/api/projects";
import { Button, IconButton } from "@/ui/Button";
import { Select } from "@/ui/Field";
import { Menu } from "@/ui/Menu";
import { NumberField } from "./NumberField";
import { change } from "./store";

const KINDS = ["eq", "compressor", "reverb"] as const;
const SHAPES = ["high_pass", "low_shelf", "peak", "high_shelf", "low_pass"] as const;
const MOST = 8;

/** The numbers of a compressor and a reverb: name, what is usual, least, most, step. */
const NUMBERS = {
  compressor: [
    ["threshold_db", -20, -60, 0, 1],
    ["ratio", 3, 1, 20, 0.5],
    ["attack_ms", 10, 1, 200, 1],
    ["release_ms", 200, 10, 2000, 10],
    ["makeup_db", 0, -24, 24, 0.5],
  ],
  reverb: [
    ["decay_s", 1.2, 0.1, 6, 0.1],
    ["pre_delay_ms", 20, 0, 200, 5],
    ["damping", 0.5, 0, 1, 0.05],
    ["level_db", -18, -60, 6, 1],
  ],
} as const;

/** An effect as it is when it is added: an equaliser takes rumble away and has bands to set, the others have what is usual. */
function fresh(type: TrackEffect["type"]): TrackEffect {
  if (type !== "eq") return { type };
  return {
    type,
    bands: [
      { shape: "high_pass", frequency: 80 },
      { shape: "low_shelf", frequency: 200 },
      { shape: "peak", frequency: 3000 },
      { shape: "high_shelf", frequency: 8000 },
    ],
  };
}

/** `item` with a field set, or without it where `value` is null. */
function changed<T extends object>(item: T, name: string, value: unknown): T {
  const rest = Object.fromEntries(Object.entries(item).filter(([one]) => one !== name));
  return (value === null ? rest : { ...rest, [name]: value }) as T;
}

function Bands({ bands, onChange }: { bands: EqBand[]; onChange: (bands: EqBand[]) => void }) {
  const { t } = useTranslation();
  const set = (at: number, name: string, value: unknown) => onChange(bands.map((band, n) => (n === at ? changed(band, name, value) : band)));
  return (
    <>
      {bands.map((band, n) => (
        <fieldset key={n} className="effect-band" aria-label={t("projects.effects.band", { n: n + 1 })}>
          <Select compact label={t("projects.effects.shape")} value={band.shape} options={SHAPES.map((value) => ({ value, label: t(`projects.effects.shapes.${value}`) }))} onChange={(value) => set(n, "shape", value)} />
          <IconButton label={t("projects.effects.delete_band", { n: n + 1 })} unavailable={bands.length === 1} onClick={() => onChange(bands.filter((_, at) => at !== n))}>
            <Trash2 size={14} aria-hidden="true" />
          </IconButton>
          <div className="effect-numbers">
            <NumberField label={t("projects.effects.frequency")} value={band.frequency} usual={1000} min={20} max={20000} step={10} onChange={(value) => value !== null && set(n, "frequency", value)} />
            {band.shape.endsWith("pass") ? null : <NumberField label={t("projects.effects.gain_db")} value={band.gain_db} usual={0} min={-24} max={24} step={0.5} onChange={(value) => set(n, "gain_db", value)} />}
            <NumberField label={t("projects.effects.q")} value={band.q} usual={0.71} min={0.1} max={10} step={0.1} onChange={(value) => set(n, "q", value)} />
          </div>
        </fieldset>
      ))}
      {bands.length < MOST ? (
        <Button size="small" kind="quiet" onClick={() => onChange([...bands, { shape: "peak", frequency: 1000 }])}>
          <Plus size={14} aria-hidden="true" />
          {t("projects.effects.add_band")}
        </Button>
      ) : null}
    </>
  );
}

function Effect({ effect, at, count, onChange, onMove }: { effect: TrackEffect; at: number; count: number; onChange: (effect: TrackEffect | null) => void; onMove: (by: number) => void }) {
  const { t } = useTranslation();
  const name = t(`projects.effects.kinds.${effect.type}`);
  return (
    <li className="effect stack tight" aria-label={name}>
      <div className="line between">
        <label className="check">
          <input type="checkbox" checked={!effect.bypass} onChange={(event) => onChange(changed(effect, "bypass", event.target.checked ? null : true))} />
          <span>{name}</span>
        </label>
        <span className="line tight">
          <IconButton label={t("projects.effects.up", { name })} unavailable={at === 0} onClick={() => onMove(-1)}>
            <ArrowUp size={14} aria-hidden="true" />
          </IconButton>
          <IconButton label={t("projects.effects.down", { name })} unavailable={at === count - 1} onClick={() => onMove(1)}>
            <ArrowDown size={14} aria-hidden="true" />
          </IconButton>
          <IconButton label={t("projects.effects.delete", { name })} onClick={() => onChange(null)}>
            <Trash2 size={14} aria-hidden="true" />
          </IconButton>
        </span>
      </div>
      {effect.type === "eq" ? (
        <Bands bands={effect.bands} onChange={(bands) => onChange({ ...effect, bands })} />
      ) : (
        <div className="pair">
          {NUMBERS[effect.type].map(([field, usual, min, max, step]) => (
            <NumberField
              key={field}
              label={t(`projects.effects.${field}`)}
              value={(effect as unknown as Record<string, number | undefined>)[field]}
              usual={usual}
              min={min}
              max={max}
              step={step}
              onChange={(value) => onChange(changed(effect, field, value))}
            />
          ))}
        </div>
      )}
    </li>
  );
}

/** The effects that a track's sound passes, in their order, before its level and pan. */
export function TrackEffects({ track }: { track: ProjectTrack }) {
  const { t } = useTranslation();
  const effects = track.effects ?? [];
  const set = (list: TrackEffect[]) => change({ op: "track.update", id: track.id, set: { effects: list } });
  const move = (at: number, by: number) => {
    const list = [...effects];
    list.splice(at + by, 0, ...list.splice(at, 1));
    set(list);
  };
  return (
    <fieldset className="stack tight">
      <legend className="legend">{t("projects.effects.title")}</legend>
      <ol className="plain-list stack tight" aria-label={t("projects.effects.title")}>
        {effects.map((effect, at) => (
          <Effect
            key={at}
            effect={effect}
            at={at}
            count={effects.length}
            onChange={(next) => set(effects.flatMap((one, n) => (n === at ? (next ? [next] : []) : [one])))}
            onMove={(by) => move(at, by)}
          />
        ))}
      </ol>
      {effects.length < MOST ? (
        <Menu
          size="small"
          kind="plain"
          label={t("projects.effects.add")}
          icon={<Plus size={14} aria-hidden="true" />}
          text={t("projects.effects.add")}
          items={KINDS.map((type) => ({ label: t(`projects.effects.kinds.${type}`), run: () => set([...effects, fresh(type)]) }))}
        />
      ) : null}
    </fieldset>
  );
}
