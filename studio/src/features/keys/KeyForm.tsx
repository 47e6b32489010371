import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ApiScope } from "@/api/openapi";
import { createKey, updateKey } from "@/api/system";
import type { ApiKey, NewApiKey } from "@/api/types";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { Failure } from "@/ui/Notice";

type Preset = "all" | "read" | "chosen";

const POLICIES: readonly ApiKey["credentials"][] = ["off", "on", "required"];

type ScopeKey = "tts_generate" | "tts_timeline" | "voices_read" | "voices_write" | "clone_create" | "audio_process" | "projects_read" | "projects_write" | "system_read" | "ws_connect";

/** Makes a key, or changes one: name, scopes, and a limit for each. */
export function KeyForm({ apiKey, scopes, onClose, onSaved }: { apiKey: ApiKey | null; scopes: ApiScope[]; onClose: () => void; onSaved: (saved: ApiKey | NewApiKey) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const reading = scopes.filter((scope) => scope.name.endsWith(":read")).map((scope) => scope.name);
  const [name, setName] = useState(apiKey?.name ?? "");
  const [preset, setPreset] = useState<Preset>(apiKey && apiKey.scopes.length < scopes.length ? "chosen" : "all");
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set(apiKey?.scopes ?? scopes.map((scope) => scope.name)));
  const [limits, setLimits] = useState<Record<string, string>>(() => {
    const start: Record<string, string> = {};
    for (const scope of scopes) {
      const set = apiKey?.limits[scope.name];
      start[scope.name] = String(typeof set === "number" ? set : scope.limit);
    }
    return start;
  });
  const [credentials, setCredentials] = useState<ApiKey["credentials"]>(apiKey?.credentials ?? "off");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const held = preset === "all" ? scopes.map((scope) => scope.name) : preset === "read" ? reading : [...picked];
  const bad = held.find((scope) => !/^\d{1,6}$/.test(limits[scope] ?? "") || Number(limits[scope]) < 1);
  const save = async () => {
    if (!name.trim() || held.length === 0 || bad) return;
    setBusy(true);
    setError(null);
    const special = Object.fromEntries(
      held.filter((scope) => apiKey || Number(limits[scope]) !== scopes.find((one) => one.name === scope)?.limit).map((scope) => [scope, Number(limits[scope])]),
    );
    try {
      const body = { name: name.trim(), scopes: held, limits: special, credentials };
      onSaved(apiKey ? await updateKey(apiKey.id, body) : await createKey(body));
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog title={apiKey ? t("keys.edit") : t("keys.create")} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label={t("keys.name")} hint={t("keys.name_hint")}>
          {(wiring) => <input className="input" {...wiring} value={name} maxLength={100} required onChange={(event) => setName(event.target.value)} />}
        </Field>
        <fieldset className="stack tight bare-set">
          <legend className="legend">{t("keys.scopes")}</legend>
          {(["all", "read", "chosen"] as const).map((one) => (
            <label className="check" key={one}>
              <input type="radio" name={`${id}-preset`} checked={preset === one} onChange={() => setPreset(one)} />
              <span>
                {t(`keys.presets.${one}`)} <span className="faint">{t(`keys.preset_hints.${one}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className="scope-list" role="group" aria-label={t("keys.limits")}>
          {scopes.map((scope) => {
            const on = held.includes(scope.name);
            return (
              <div className="scope-row" key={scope.name}>
                <label className="check">
                  <input
                    type="checkbox"
                    checked={on}
                    disabled={preset !== "chosen"}
                    onChange={() => {
                      const next = new Set(picked);
                      if (!next.delete(scope.name)) next.add(scope.name);
                      setPicked(next);
                    }}
                  />
                  <span>
                    <code>{scope.name}</code> <span className="faint">{t(`keys.scope_about.${scope.name.replace(":", "_") as ScopeKey}`, { defaultValue: scope.description })}</span>
                  </span>
                </label>
                <span className="line small faint">
                  <input
                    className="number"
                    inputMode="numeric"
                    aria-label={t("keys.limit_of", { scope: scope.name })}
                    aria-invalid={bad === scope.name || undefined}
                    disabled={!on}
                    value={limits[scope.name] ?? ""}
                    onChange={(event) => setLimits({ ...limits, [scope.name]: event.target.value })}
                  />
                  {t("keys.a_minute")}
                </span>
              </div>
            );
          })}
        </div>
        <Field label={t("keys.credentials")} hint={t("keys.credentials_hint")}>
          {(wiring) => (
            <select className="select" {...wiring} value={credentials} onChange={(event) => setCredentials(POLICIES.find((one) => one === event.target.value) ?? "off")}>
              {POLICIES.map((one) => (
                <option key={one} value={one}>
                  {t(`keys.credential_policies.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {bad ? (
          <p className="small" role="alert" style={{ color: "var(--red)" }}>
            {t("keys.bad_limit", { scope: bad })}
          </p>
        ) : null}
        {error ? <Failure error={error} /> : null}
        <div className="line end">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" type="submit" busy={busy} unavailable={!name.trim() || held.length === 0 || Boolean(bad)}>
            {apiKey ? t("common.save") : t("keys.create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
