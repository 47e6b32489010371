import { Save, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExportPreset } from "@/api/projects";
import { Button, IconButton } from "@/ui/Button";
import { Field, Select } from "@/ui/Field";
import { composing } from "@/ui/keys";
import { isCommon, PRESETS } from "./export-presets";
import { change } from "./store";

interface Props {
  kept: Readonly<Record<string, ExportPreset>>;
  /** The preset that sets the same as `settings`, or "". */
  chosen: string;
  settings: ExportPreset;
  onChoose: (name: string) => void;
}

/** Presets of an export: every project's and its own, which are kept with the project. */
export function PresetField({ kept, chosen, settings, onChoose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const naming = name !== null;
  useEffect(() => field.current?.focus(), [naming]);
  const common = Object.keys(PRESETS).filter(isCommon).filter((one) => !(one in kept));
  const options = [
    { value: "", label: t("projects.preset_none") },
    ...common.map((one) => ({ value: one, label: t(`projects.presets.${one}`) })),
    ...Object.keys(kept).map((one) => ({ value: one, label: one })),
  ];
  const keep = (presets: Record<string, ExportPreset>) => change({ op: "project.update", set: { export_presets: presets } });
  const save = () => {
    const under = name?.trim();
    if (!under) return;
    keep({ ...kept, [under]: settings });
    setName(null);
  };
  const remove = () => {
    const { [chosen]: _, ...rest } = kept;
    keep(rest);
  };
  return (
    <>
      <Field label={t("projects.preset")}>
        {() => (
          <div className="line tight">
            <Select label={t("projects.preset")} value={chosen} options={options} onChange={onChoose} />
            {chosen in kept ? (
              <IconButton label={t("projects.preset_delete", { name: chosen })} onClick={remove}>
                <Trash2 size={16} aria-hidden="true" />
              </IconButton>
            ) : (
              <IconButton label={t("projects.preset_keep")} unavailable={chosen !== ""} onClick={() => setName("")}>
                <Save size={16} aria-hidden="true" />
              </IconButton>
            )}
          </div>
        )}
      </Field>
      {!naming ? null : (
        <Field label={t("projects.preset_name")}>
          {(wiring) => (
            <div className="line tight">
              <input
                {...wiring}
                ref={field}
                className="input"
                maxLength={60}
                value={name}
                onChange={(event) => setName(event.target.value)}
                onKeyDown={(event) => {
                  if (event.code !== "Enter" || composing(event)) return;
                  event.preventDefault();
                  save();
                }}
              />
              <Button unavailable={!name.trim()} onClick={save}>
                {t("projects.preset_save")}
              </Button>
              <Button kind="quiet" onClick={() => setName(null)}>
                {t("common.cancel")}
              </Button>
            </div>
          )}
        </Field>
      )}
    </>
  );
}
