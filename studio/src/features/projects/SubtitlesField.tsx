import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";

/** Text that is pasted, or read from a file that is dropped or chosen. */
export function SubtitlesField({ label, hint, value, onChange }: { label: string; hint: string; value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const read = (file: File | undefined) => void file?.text().then(onChange);
  return (
    <Field label={label} hint={hint}>
      {(wiring) => (
        <>
          <textarea
            {...wiring}
            className="input"
            rows={8}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            onDrop={(event) => {
              if (event.dataTransfer.files.length === 0) return;
              event.preventDefault();
              event.stopPropagation();
              read(event.dataTransfer.files[0]);
            }}
          />
          <input ref={input} type="file" hidden accept=".srt,.vtt,.txt" aria-label={label} onChange={(event) => read(event.target.files?.[0])} />
          <Button size="small" onClick={() => input.current?.click()}>
            {t("dub.choose_file")}
          </Button>
        </>
      )}
    </Field>
  );
}
