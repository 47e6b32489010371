import type { ComponentProps, ReactNode } from "react";
import { shortcutLabel } from "./keys";

interface Props extends Omit<ComponentProps<"button">, "disabled"> {
  kind?: "plain" | "primary" | "quiet" | "danger" | "record";
  size?: "small" | "normal" | "large";
  /** Keeps the focus and says why, instead of vanishing from the keyboard's way. */
  unavailable?: boolean;
  busy?: boolean;
  tip?: string | undefined;
  shortcut?: string;
}

export function Button({ kind = "plain", size = "normal", unavailable, busy, tip, shortcut, className = "", onClick, children, ...rest }: Props) {
  const off = unavailable || busy;
  const note = [tip, shortcut && shortcutLabel(shortcut)].filter(Boolean).join("  ");
  return (
    <button
      type="button"
      className={`button ${kind === "plain" ? "" : kind} ${size === "normal" ? "" : size} ${className}`}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      data-tip={note || undefined}
      onClick={off ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy ? <span className="spinner" aria-hidden="true" /> : null}
      {children}
    </button>
  );
}

interface IconProps extends Props {
  label: string;
  children: ReactNode;
}

/** A button that shows only a picture: its name is for screen readers and in the tooltip. */
export function IconButton({ label, className = "", tip, ...rest }: IconProps) {
  return <Button aria-label={label} tip={tip ?? label} className={`icon ${className}`} {...rest} />;
}
