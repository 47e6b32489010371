import { Pencil, Save, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type OwnPreset, createOwnPreset, deleteOwnPreset, renameOwnPreset, replaceOwnPreset } from "@/api/export-presets";
import type { ExportPreset } from "@/api/projects";
import { keys, queryClient } from "@/api/query";
import { Button, IconButton } from "@/ui/Button";
import { Field, Select } from "@/ui/Field";
import { composing } from "@/ui/keys";
import { Failure } from "@/ui/Notice";
import { isCommon, PRESETS } from "./export-presets";
import { change } from "./store";

interface Props {
  /** Those that the project keeps; they come before one's own of the same name. */
  kept: Readonly<Record<string, ExportPreset>>;
  own: readonly OwnPreset[];
  /** The preset that sets the same as `settings`, or "". */
  chosen: string;
  settings: ExportPreset;
  onChoose: (name: string) => void;
}

interface Naming {
  /** The preset that gets another name; none where settings are saved. */
  from: string | null;
  to: string;
  here: boolean;
}

/** Presets of an export: everybody's, one's own for all projects, and those that only this project has. */
export function PresetField({ kept, own, chosen, settings, onChoose }: Props) {
  const { t } = useTranslation();
  const [naming, setNaming] = useState<Naming | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const open = naming !== null;
  useEffect(() => field.current?.focus(), [open]);
  const mine = own.filter((one) => !(one.name in kept));
  const common = Object.keys(PRESETS)
    .filter(isCommon)
    .filter((one) => !(one in kept) && !own.some((each) => each.name === one));
  const options = [
    { value: "", label: t("projects.preset_none") },
    ...common.map((one) => ({ value: one, label: t(`projects.presets.${one}`) })),
    ...mine.map((one) => ({ value: one.name, label: one.name })),
    ...Object.keys(kept).map((one) => ({ value: one, label: t("projects.preset_here", { name: one }) })),
  ];
  const keep = (presets: Record<string, ExportPreset>) => change({ op: "project.update", set: { export_presets: presets } });
  const changeable = chosen in kept || mine.some((one) => one.name === chosen);
  /** Does it on the server, and shows the presets as they are then. */
  const ask = async (what: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await what();
      setNaming(null);
    } catch (failure) {
      setError(failure);
    }
    await queryClient.invalidateQueries({ queryKey: keys.exportPresets });
    setBusy(false);
  };
  const without = (name: string) => Object.fromEntries(Object.entries(kept).filter(([each]) => each !== name));
  const save = (to: string, here: boolean) => {
    if (here) {
      keep({ ...kept, [to]: settings });
      setNaming(null);
      return;
    }
    const there = own.find((one) => one.name === to);
    void ask(async () => {
      await (there ? replaceOwnPreset(there.id, settings) : createOwnPreset(to, settings));
      if (to in kept) keep(without(to));
    });
  };
  const rename = (from: string, to: string) => {
    const one = kept[from];
    const there = own.find((each) => each.name === from);
    if (from === to) setNaming(null);
    else if (one) {
      keep({ ...without(from), [to]: one });
      setNaming(null);
    } else if (there) void ask(() => renameOwnPreset(there.id, to));
  };
  const done = () => {
    const to = naming?.to.trim();
    if (!naming || !to || busy) return;
    if (naming.from === null) save(to, naming.here);
    else rename(naming.from, to);
  };
  const remove = () => {
    const there = own.find((one) => one.name === chosen);
    if (chosen in kept) keep(without(chosen));
    else if (there) void ask(() => deleteOwnPreset(there.id));
  };
  return (
    <>
      <Field label={t("projects.preset")}>
        {() => (
          <div className="line tight">
            <Select label={t("projects.preset")} value={chosen} options={options} onChange={onChoose} />
            {changeable ? (
              <>
                <IconButton label={t("projects.preset_rename", { name: chosen })} onClick={() => setNaming({ from: chosen, to: chosen, here: chosen in kept })}>
                  <Pencil size={16} aria-hidden="true" />
                </IconButton>
                <IconButton label={t("projects.preset_delete", { name: chosen })} unavailable={busy} onClick={remove}>
                  <Trash2 size={16} aria-hidden="true" />
                </IconButton>
              </>
            ) : (
              <IconButton label={t("projects.preset_keep")} unavailable={chosen !== ""} onClick={() => setNaming({ from: null, to: "", here: false })}>
                <Save size={16} aria-hidden="true" />
              </IconButton>
            )}
          </div>
        )}
      </Field>
      {naming === null ? null : (
        <>
          <Field label={t("projects.preset_name")}>
            {(wiring) => (
              <div className="line tight">
                <input
                  {...wiring}
                  ref={field}
                  className="input"
                  maxLength={60}
                  value={naming.to}
                  onChange={(event) => setNaming({ ...naming, to: event.target.value })}
                  onKeyDown={(event) => {
                    if (event.code !== "Enter" || composing(event)) return;
                    event.preventDefault();
                    done();
                  }}
                />
                <Button unavailable={!naming.to.trim()} busy={busy} onClick={done}>
                  {naming.from === null ? t("projects.preset_save") : t("projects.preset_rename_do")}
                </Button>
                <Button kind="quiet" onClick={() => setNaming(null)}>
                  {t("common.cancel")}
                </Button>
              </div>
            )}
          </Field>
          {naming.from !== null ? null : (
            <label className="line tight small">
              <input type="checkbox" checked={naming.here} onChange={(event) => setNaming({ ...naming, here: event.target.checked })} />
              {t("projects.preset_only_here")}
            </label>
          )}
        </>
      )}
      {error ? <Failure error={error} /> : null}
    </>
  );
}
