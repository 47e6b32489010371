import { useTranslation } from "react-i18next";
import { Dialog } from "@/ui/Dialog";
import { shortcutLabel } from "@/ui/keys";

/** What the keys of the timeline do, as they are written on this machine. */
const ROWS = [
  ["play", ["Space"]],
  ["shuttle", ["KeyJ", "KeyK", "KeyL"]],
  ["step", ["ArrowLeft", "ArrowRight", "Shift+ArrowLeft", "Shift+ArrowRight"]],
  ["edges", ["ArrowUp", "ArrowDown"]],
  ["ends", ["Home", "End"]],
  ["select_all", ["Mod+KeyA"]],
  ["split", ["KeyS"]],
  ["trim", ["BracketLeft", "BracketRight"]],
  ["nudge", ["Comma", "Period", "Shift+Comma", "Shift+Period"]],
  ["gain", ["Alt+ArrowUp", "Alt+ArrowDown"]],
  ["copy", ["Mod+KeyC", "Mod+KeyX", "Mod+KeyV"]],
  ["duplicate", ["Mod+KeyD"]],
  ["remove", ["Delete"]],
  ["close_gap", ["Shift+Delete"]],
  ["marker", ["KeyM"]],
  ["range", ["KeyI", "KeyO", "Alt+KeyX"]],
  ["repeat", ["Mod+Slash"]],
  ["snap", ["KeyN"]],
  ["zoom", ["Equal", "Minus"]],
  ["fit", ["Shift+KeyZ", "KeyZ"]],
  ["undo", ["Mod+KeyZ", "Mod+Shift+KeyZ"]],
] as const;

const SIGNS: Record<string, string> = {
  ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", BracketLeft: "[", BracketRight: "]", Comma: ",", Period: ".", Slash: "/", Equal: "+", Minus: "−", Delete: "Del",
};

function labelOf(shortcut: string): string {
  return shortcutLabel(shortcut.replace(/\w+$/, (code) => SIGNS[code] ?? code));
}

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("projects.shortcuts")} onClose={onClose}>
      <dl className="facts shortcuts">
        {ROWS.map(([name, keys]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{labelOf(key)}</kbd>
              ))}
            </dt>
            <dd>{t(`projects.keys_do.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">{t("projects.mouse")}</p>
    </Dialog>
  );
}
