import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/query";
import { listKeys } from "@/api/system";
import type { Voice } from "@/api/types";
import { updateVoice } from "@/api/voices";
import { Failure } from "@/ui/Notice";

/** Which keys may use a voice: all, or the one that made it and those that are chosen. */
export function LockSection({ voice }: { voice: Voice }) {
  const { t } = useTranslation();
  const id = useId();
  const client = useQueryClient();
  const list = useQuery({ queryKey: keys.apiKeys, queryFn: listKeys });
  // What was chosen is shown at once; undefined while nothing is on its way to the server.
  const [chosenNow, setChosenNow] = useState<string[] | null | undefined>(undefined);
  const [error, setError] = useState<unknown>(null);
  const busy = chosenNow !== undefined;
  const allowed = chosenNow === undefined ? voice.allowed_keys : chosenNow;
  const active = (list.data ?? []).filter((key) => key.status === "active");
  if (voice.kind === "preset" || voice.status === "revoked") return null;
  const change = async (chosen: string[] | null) => {
    setChosenNow(chosen);
    setError(null);
    try {
      await updateVoice(voice.id, { allowed_keys: chosen });
    } catch (failure) {
      setError(failure);
    }
    await client.invalidateQueries({ queryKey: keys.voices });
    setChosenNow(undefined);
  };
  const toggle = (key: string) => {
    const known = active.map((one) => one.id).filter((one) => allowed?.includes(one));
    void change(known.includes(key) ? known.filter((one) => one !== key) : [...known, key]);
  };
  return (
    <section aria-busy={busy || undefined}>
      <h3>{t("lock.title")}</h3>
      <fieldset className="stack tight bare-set">
        <legend className="sr-only">{t("lock.title")}</legend>
        {(["all", "chosen"] as const).map((one) => (
          <label className="check" key={one}>
            <input type="radio" name={`${id}-lock`} checked={(allowed === null) === (one === "all")} onChange={() => void change(one === "all" ? null : [])} />
            <span>{t(`lock.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      {allowed === null ? null : (
        <div className="stack tight" role="group" aria-label={t("lock.keys")}>
          {active.map((key) => (
            <label className="check" key={key.id}>
              <input type="checkbox" checked={allowed.includes(key.id)} onChange={() => toggle(key.id)} />
              <span>
                {key.name}{" "}
                <code className="faint">
                  {key.prefix}…{key.last_four}
                </code>
              </span>
            </label>
          ))}
          {list.data && active.length === 0 ? <p className="small faint">{t("lock.no_keys")}</p> : null}
          <p className="small faint">{t("lock.what")}</p>
        </div>
      )}
      {list.error && !list.data ? <Failure error={list.error} retry={() => void list.refetch()} /> : null}
      {error ? <Failure error={error} /> : null}
    </section>
  );
}
