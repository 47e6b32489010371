import { Field } from "@/ui/Field";

interface NumberProps {
  label: string;
  value: number | undefined;
  usual: number;
  min: number;
  max: number;
  step: number;
  onChange: (value: number | null) => void;
}

/** A number that is sent when it is whole and within its limits; empty is what is usual. */
export function NumberField({ label, value, usual, min, max, step, onChange }: NumberProps) {
  return (
    <Field label={label}>
      {(wiring) => (
        <input
          {...wiring}
          className="input"
          type="number"
          min={min}
          max={max}
          step={step}
          placeholder={String(usual)}
          value={value ?? ""}
          onChange={(event) => {
            const given = event.target.value === "" ? null : Number(event.target.value);
            if (given === null || (Number.isFinite(given) && given >= min && given <= max)) onChange(given);
          }}
        />
      )}
    </Field>
  );
}
