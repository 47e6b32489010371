import { Lock, LockOpen, RotateCcw, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { clockTime, dateTime } from "@/i18n/format";
import { chooseTake, removeRow, restoreTake, setManner, toggleLock, undo, useScript } from "@/state/script";
import { useEngines } from "@/state/engines";
import { PLAIN, type Row } from "@/state/script-rows";
import { useToasts } from "@/state/toasts";
import { useVoice } from "@/state/voices";
import { Button, IconButton } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { Slider } from "@/ui/Slider";

/** How the current row is spoken, and its takes. */
export function RowInspector({ open }: { open: boolean }) {
  const { t, i18n } = useTranslation();
  const row = useScript((state) => state.rows.find((one) => one.id === state.current) ?? state.rows[0]);
  const gapMs = useScript((state) => state.gapMs);
  if (!row) return null;
  const number = useScript.getState().rows.indexOf(row) + 1;
  return (
    <aside className={open ? "inspector tools open" : "inspector tools"} aria-label={t("generate.inspector")}>
      <div className="line between">
        <h2>{t("generate.row", { n: number })}</h2>
        <span className="line">
          <IconButton size="small" aria-pressed={row.locked} label={row.locked ? t("generate.unlock") : t("generate.lock")} shortcut="Mod+Shift+KeyL" onClick={() => toggleLock(row.id)}>
            {row.locked ? <Lock size={14} aria-hidden="true" /> : <LockOpen size={14} aria-hidden="true" />}
          </IconButton>
          <IconButton
            size="small"
            label={t("generate.remove_row")}
            onClick={() => {
              removeRow(row.id);
              useToasts.getState().push({ kind: "good", text: t("generate.row_removed", { n: number }), action: { label: t("common.undo"), run: undo } });
            }}
          >
            <Trash2 size={14} aria-hidden="true" />
          </IconButton>
        </span>
      </div>
      <Slider label={t("generate.speed")} unit="×" value={row.manner.speed} min={0.25} max={4} step={0.05} rest={PLAIN.speed} onChange={(speed) => setManner(row.id, { speed })} />
      <Slider label={t("generate.pitch")} unit={t("generate.semitones")} value={row.manner.pitch} min={-12} max={12} step={0.5} rest={PLAIN.pitch} onChange={(pitch) => setManner(row.id, { pitch })} />
      <Slider label={t("generate.level")} unit="dB" value={row.manner.volume_db} min={-24} max={12} step={0.5} rest={PLAIN.volume_db} onChange={(volume_db) => setManner(row.id, { volume_db })} />
      <Field label={t("generate.seed")} hint={t("generate.seed_hint")}>
        {(wiring) => (
          <input
            className="input"
            inputMode="numeric"
            {...wiring}
            value={row.manner.seed ?? ""}
            placeholder={t("generate.seed_any")}
            onChange={(event) => {
              const digits = event.target.value.replace(/\D/g, "").slice(0, 9);
              setManner(row.id, { seed: digits === "" ? null : Number(digits) });
            }}
          />
        )}
      </Field>
      <EngineOfRow row={row} />
      <section>
        <h3>{t("generate.takes")}</h3>
        {row.takes.length === 0 ? <p className="small faint">{t("generate.no_takes")}</p> : null}
        <ul className="stack tight">
          {row.takes.map((take, index) => (
            <li key={take.generationId} className={index === row.take ? "take chosen" : "take"}>
              <button type="button" className="take-choose" aria-pressed={index === row.take} onClick={() => chooseTake(row.id, index)}>
                <span className="small">
                  {t("generate.take", { n: index + 1 })} · {clockTime(take.duration, true)} · {take.voice.name}
                </span>
                <span className="small faint clip">{take.text}</span>
                <span className="small faint">
                  {dateTime(take.at, i18n.language)} · {t("about.seed")} {take.seed ?? "–"}
                </span>
              </button>
              {take.text !== row.text.trim() || take.voice.id !== row.voice?.id ? (
                <Button size="small" unavailable={row.locked} onClick={() => restoreTake(row.id, index)}>
                  <RotateCcw size={12} aria-hidden="true" />
                  {t("generate.restore")}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t("generate.whole")}</h3>
        <Slider label={t("generate.gap")} unit="ms" value={gapMs} min={0} max={3000} step={50} rest={350} onChange={(gap) => useScript.setState({ gapMs: gap })} />
      </section>
      <section>
        <h3>{t("generate.keys")}</h3>
        <dl className="facts">
          {(["enter", "backspace", "speak", "move", "undo"] as const).map((key) => (
            <div key={key} style={{ display: "contents" }}>
              <dt>
                <span className="kbd">{t(`generate.key_names.${key}`)}</span>
              </dt>
              <dd>{t(`generate.key_does.${key}`)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </aside>
  );
}

/** The engine that speaks the row; nothing where the voice has no choice. */
function EngineOfRow({ row }: { row: Row }) {
  const { t } = useTranslation();
  const { data: voice } = useVoice(row.voice?.id);
  const { title } = useEngines();
  if (!voice || voice.engines.length < 2) return null;
  return (
    <Field label={t("about.engine")}>
      {(wiring) => (
        <select className="select" {...wiring} value={row.manner.engine ?? ""} onChange={(event) => setManner(row.id, { engine: event.target.value || null })}>
          <option value="">{t("generate.engine_best")}</option>
          {voice.engines.map((one) => (
            <option key={one} value={one}>
              {title(one)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
