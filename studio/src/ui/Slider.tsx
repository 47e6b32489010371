import { useId, useState } from "react";
import { composing } from "./keys";
import { Range } from "./Range";

interface Props {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** Double click, or the number field emptied, goes back to it. */
  rest: number;
  unit?: string;
  onChange: (value: number) => void;
}

/** A slider whose number can be typed. */
export function Slider({ label, value, min, max, step, rest, unit = "", onChange }: Props) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const settle = (text: string) => {
    setTyped(null);
    const number = text.trim() === "" ? rest : Number(text.replace(",", "."));
    if (Number.isFinite(number)) onChange(Math.min(max, Math.max(min, number)));
  };
  return (
    <div className="slider">
      <label htmlFor={id}>{label}</label>
      <span className="line small soft">
        <input
          className="number"
          type="text"
          inputMode="decimal"
          aria-label={label}
          value={typed ?? String(Math.round(value * 1000) / 1000)}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={(event) => typed !== null && settle(event.target.value)}
          onKeyDown={(event) => event.code === "Enter" && !composing(event) && settle(event.currentTarget.value)}
        />
        {unit}
      </span>
      <Range
        id={id}
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={`${value}${unit}`}
        onChange={(event) => onChange(Number(event.target.value))}
        onDoubleClick={() => onChange(rest)}
      />
    </div>
  );
}
