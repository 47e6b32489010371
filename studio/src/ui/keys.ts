import type { KeyboardEvent as ReactKey } from "react";
import { useLatest, useOwner } from "@/state/use-owner";

/** True while an input method (Korean, Japanese, Chinese) is putting a character together: Enter and Escape are its own then. */
export function composing(event: ReactKey | KeyboardEvent): boolean {
  const native = "nativeEvent" in event ? event.nativeEvent : event;
  return native.isComposing || native.keyCode === 229;
}

const MAC = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** How a shortcut is written on this machine: `Mod+S` is ⌘S or Ctrl+S. */
export function shortcutLabel(shortcut: string): string {
  const name = (part: string) =>
    ({ Mod: MAC ? "⌘" : "Ctrl", Shift: MAC ? "⇧" : "Shift", Alt: MAC ? "⌥" : "Alt", Enter: "↵", Space: "Space" })[part] ?? part.replace(/^Key|^Digit/, "");
  return shortcut.split("+").map(name).join(MAC ? "" : "+");
}

export interface KeyLike {
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** Whether the keys pressed are `shortcut`, by their place on the keyboard: a Korean layout sends ㄴ for S, but KeyS for both. */
export function matches(event: KeyLike, shortcut: string): boolean {
  const parts = shortcut.split("+");
  const code = parts.at(-1);
  const mod = MAC ? event.metaKey : event.ctrlKey;
  const other = MAC ? event.ctrlKey : event.metaKey;
  return (
    event.code === code &&
    mod === parts.includes("Mod") &&
    !other &&
    event.shiftKey === parts.includes("Shift") &&
    event.altKey === parts.includes("Alt")
  );
}

/** Whether what has the focus wants plain keys for itself. Space belongs to a focused button, too. */
function takesKeys(target: EventTarget | null, code: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("input, textarea, select, [role=listbox], [role=menu], dialog")) return true;
  return (code === "Space" || code === "Enter") && target.closest("button, a, summary, [role=button], [role=tab], [role=option]") !== null;
}

/** Runs `run` on the shortcut, anywhere on the page, unless the focused control has its own use for the key. */
export function useShortcut(shortcut: string, run: (event: KeyboardEvent) => void, active = true): void {
  const latest = useLatest(run);
  useOwner(
    (owner) => {
      if (!active) return;
      owner.listen<Window, KeyboardEvent>(window, "keydown", (event) => {
        if (event.defaultPrevented || composing(event) || !matches(event, shortcut)) return;
        if (!shortcut.includes("Mod") && takesKeys(event.target, event.code)) return;
        event.preventDefault();
        latest(event);
      });
    },
    [shortcut, active, latest],
  );
}
