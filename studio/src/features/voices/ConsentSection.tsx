import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Agreement, type Consent, NO_AGREEMENT, type Revocation, addConsent, madeWith, reasonsOf, revokeConsent, stateOf } from "@/api/consents";
import { keys } from "@/api/query";
import type { Voice } from "@/api/types";
import { dateTime } from "@/i18n/format";
import { playOrToggle, usePlaying } from "@/state/transport";
import { AgreementFields } from "@/ui/AgreementFields";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { Failure, Notice } from "@/ui/Notice";

/** Who agreed to a clone, and what the check of a spoken consent found; adding one, and revoking it all. */
export function ConsentSection({ voice }: { voice: Voice }) {
  const { t, i18n } = useTranslation();
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState(false);
  const revoked = voice.status === "revoked";
  if (voice.kind !== "clone" && !revoked) return null;
  const consents = voice.consents ?? [];
  return (
    <section>
      <h3>{t("consent.title")}</h3>
      {revoked ? (
        <Notice kind="bad">
          {voice.revoked?.because_of ? t("consent.revoked_source", { id: voice.revoked.because_of }) : t("consent.revoked")}
          {voice.revoked?.at ? ` ${dateTime(voice.revoked.at, i18n.language)}.` : ""}
          {voice.revoked?.reason ? ` ${voice.revoked.reason}` : ""}
        </Notice>
      ) : null}
      {consents.length === 0 && !revoked ? <p className="small faint">{t("consent.none")}</p> : null}
      {consents.map((one) => (
        <ConsentRow key={one.id} consent={one} voice={voice} />
      ))}
      {revoked ? <MadeWith voice={voice} /> : null}
      {revoked ? null : (
        <div className="line wrap">
          <Button size="small" onClick={() => setAdding(true)}>
            {t("consent.add")}
          </Button>
          <Button size="small" kind="danger" onClick={() => setRevoking(true)}>
            {t("consent.revoke")}
          </Button>
        </div>
      )}
      {adding ? <AddConsent voice={voice} onClose={() => setAdding(false)} /> : null}
      {revoking ? <RevokeConsent voice={voice} onClose={() => setRevoking(false)} /> : null}
    </section>
  );
}

function PlayRecording({ id, url, voice }: { id: string; url: string; voice: Voice }) {
  const { t } = useTranslation();
  const track = { key: `consent:${id}`, url, title: t("consent.recording"), voice: { id: voice.id, name: voice.name } };
  const playing = usePlaying(track.key);
  return (
    <Button size="small" onClick={() => playOrToggle(track)}>
      {playing ? t("common.pause") : t("consent.recording")}
    </Button>
  );
}

function ConsentRow({ consent, voice }: { consent: Consent; voice: Voice }) {
  const { t, i18n } = useTranslation();
  const state = stateOf(consent);
  const colour = { verified: "green", not_verified: "red", withdrawn: "red", imported: "", noted: "" }[state];
  return (
    <div className="stack tight">
      <div className="line wrap">
        <span className="grow clip">{consent.person || t("consent.nobody")}</span>
        <span className={`chip ${colour}`}>{t(`consent.states.${state}`)}</span>
      </div>
      <span className="small faint">{dateTime(consent.agreed_at, i18n.language)}</span>
      {consent.statement ? <q className="small soft">{consent.statement}</q> : null}
      {reasonsOf(consent).map((reason) => (
        <span className="small soft" key={reason}>
          {t(`consent.reasons.${reason}`)}
        </span>
      ))}
      {consent.check && typeof consent.check["heard"] === "string" ? <span className="small soft">{t("consent.heard", { text: consent.check["heard"] })}</span> : null}
      {consent.recording_url ? <PlayRecording id={consent.id} url={consent.recording_url} voice={voice} /> : null}
    </div>
  );
}

function AddConsent({ voice, onClose }: { voice: Voice; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [agreement, setAgreement] = useState<Agreement>(NO_AGREEMENT);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const add = async () => {
    setBusy(true);
    setError(null);
    try {
      await addConsent(voice.id, agreement);
      await client.invalidateQueries({ queryKey: keys.voices });
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t("consent.add_title", { name: voice.name })} onClose={onClose}>
      <div className="stack">
        <AgreementFields value={agreement} onChange={(change) => setAgreement((now) => ({ ...now, ...change }))} />
        {error ? <Failure error={error} retry={() => void add()} /> : null}
        <div className="line end">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" busy={busy} unavailable={!agreement.person.trim()} onClick={() => void add()}>
            {t("consent.add")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function RevokeConsent({ voice, onClose }: { voice: Voice; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [done, setDone] = useState<Revocation | null>(null);
  const revoke = async () => {
    setBusy(true);
    setError(null);
    try {
      setDone(await revokeConsent(voice.id, reason.trim()));
      await client.invalidateQueries({ queryKey: keys.voices });
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return (
    <Dialog title={t("consent.revoke_title", { name: voice.name })} onClose={onClose}>
      {done ? (
        <div className="stack">
          <p>{t("consent.revoked_voices", { names: done.voices.map((one) => one.name).join(", ") })}</p>
          <p className="small soft">{t("consent.made", { generations: done.made.generations_total, takes: done.made.takes_total })}</p>
          <div className="line end">
            <Button kind="primary" onClick={onClose}>
              {t("common.close")}
            </Button>
          </div>
        </div>
      ) : (
        <div className="stack">
          <p>{t("consent.revoke_what")}</p>
          <Field label={t("consent.reason")}>
            {(wiring) => <input className="input" {...wiring} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Field>
          {error ? <Failure error={error} retry={() => void revoke()} /> : null}
          <div className="line end">
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button kind="danger" busy={busy} onClick={() => void revoke()}>
              {t("consent.revoke")}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

/** What was made with a revoked voice, which stays until somebody deletes it. */
function MadeWith({ voice }: { voice: Voice }) {
  const { t, i18n } = useTranslation();
  const { data: made } = useQuery({ queryKey: [...keys.voice(voice.id), "made"], queryFn: () => madeWith(voice.id) });
  if (!made) return null;
  return (
    <details>
      <summary className="small">{t("consent.made", { generations: made.generations_total, takes: made.takes_total })}</summary>
      <ul className="small">
        {made.generations.map((one) => (
          <li key={one.id}>
            <code>{one.id}</code> {dateTime(one.created_at, i18n.language)}
          </li>
        ))}
        {made.takes.map((one) => (
          <li key={one.take_id}>
            {one.project_name} <code>{one.take_id}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
