import type { ComponentProps, CSSProperties } from "react";

/** A range input whose filled part is drawn: neutral, or in the accent for the playhead. */
export function Range({ className = "", style, ...rest }: ComponentProps<"input">) {
  const min = Number(rest.min ?? 0);
  const max = Number(rest.max ?? 100);
  const at = max > min ? ((Number(rest.value) - min) / (max - min)) * 100 : 0;
  return <input type="range" className={`range ${className}`} style={{ ...style, "--at": `${at}%` } as CSSProperties} {...rest} />;
}
