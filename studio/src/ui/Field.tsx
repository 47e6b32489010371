import { Search } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";

interface FieldProps {
  label: string;
  hint?: string | undefined;
  wrong?: string | null | undefined;
  children: (wiring: { id: string; "aria-describedby": string | undefined; "aria-invalid": boolean | undefined }) => ReactNode;
}

/** A label, a control, and what is said about it, wired together for screen readers. */
export function Field({ label, hint, wrong, children }: FieldProps) {
  const id = useId();
  const notes = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-describedby": notes || undefined, "aria-invalid": wrong ? true : undefined })}
      {hint ? (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
      {wrong ? (
        <span className="wrong" id={`${id}-wrong`} role="alert">
          {wrong}
        </span>
      ) : null}
    </div>
  );
}

export function SearchField({ label, ...rest }: ComponentProps<"input"> & { label: string }) {
  return (
    <label className="search">
      <Search size={14} aria-hidden="true" />
      <input type="search" className="input" aria-label={label} placeholder={label} spellCheck={false} {...rest} />
    </label>
  );
}

interface SelectProps<T extends string> {
  label: string;
  value: T;
  options: { value: T; label: string }[];
  onChange: (value: T) => void;
  compact?: boolean;
}

/** A select with a name for screen readers only; use within Field for a visible one. */
export function Select<T extends string>({ label, value, options, onChange, compact }: SelectProps<T>) {
  return (
    <select className={compact ? "select compact" : "select"} aria-label={label} value={value} onChange={(event) => onChange(event.target.value as T)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
