import { useTranslation } from "react-i18next";
import type { Agreement } from "@/api/consents";
import { Field } from "./Field";

interface Props {
  value: Agreement;
  onChange: (change: Partial<Agreement>) => void;
}

/** Who agreed, in which words, and a recording of it: the fields of a consent. */
export function AgreementFields({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t("consent.person")}>
        {(wiring) => <input className="input" {...wiring} autoComplete="off" maxLength={200} value={value.person} onChange={(event) => onChange({ person: event.target.value })} />}
      </Field>
      <Field label={t("consent.statement")} hint={t("consent.statement_hint")}>
        {(wiring) => <textarea className="textarea" {...wiring} maxLength={2000} value={value.statement} onChange={(event) => onChange({ statement: event.target.value })} />}
      </Field>
      <Field label={t("consent.recording")} hint={t("consent.recording_hint")}>
        {(wiring) => (
          <input
            className="input"
            type="file"
            accept="audio/*,video/*"
            {...wiring}
            onChange={(event) => {
              const file = event.target.files?.[0];
              onChange({ recording: file ? { blob: file, name: file.name } : null });
            }}
          />
        )}
      </Field>
    </>
  );
}
