import { useLatest, useOwner } from "@/state/use-owner";
import { composing, matches } from "@/ui/keys";

export type Keys = Record<string, () => void>;

/** What types, chooses or moves by keys of its own. */
const OWN = "input, textarea, select, dialog, [contenteditable], [role=menu], [role=listbox], [role=slider]";

/**
 * Runs what `keys` has for a shortcut, before the rest of the page sees it; `focused` hears first of the block that has the focus.
 * Space and Enter stay with a button that has the focus, copying with a selected text.
 */
export function useTimelineKeys(keys: Keys, focused: (block: string) => void): void {
  const handle = useLatest((event: KeyboardEvent) => {
    const { target } = event;
    if (event.defaultPrevented || composing(event) || !(target instanceof HTMLElement) || target.closest(OWN)) return;
    const shortcut = Object.keys(keys).find((one) => matches(event, one));
    if (!shortcut) return;
    const block = target.closest<HTMLElement>("[data-block]")?.dataset["block"];
    if (shortcut === "Space" && !block && target.closest("button, a, summary, [role=button]")) return;
    if (/^Mod\+Key[CX]$/.test(shortcut) && window.getSelection()?.toString()) return;
    event.preventDefault();
    event.stopPropagation();
    if (block) focused(block);
    keys[shortcut]!();
  });
  useOwner((owner) => void owner.listen<Window, KeyboardEvent>(window, "keydown", handle, { capture: true }), [handle]);
}
