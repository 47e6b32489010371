import { Check, Copy as CopyIcon } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOwner } from "@/state/use-owner";
import { Button } from "./Button";

/** Copies `text`; says so for two seconds, to the eye and to a screen reader. */
export function CopyButton({ text, label, primary, focusFirst, onCopied }: { text: string; label?: string; primary?: boolean; focusFirst?: boolean; onCopied?: () => void }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(0);
  useOwner((owner) => void (copied && owner.after(2000, () => setCopied(0))), [copied]);
  return (
    <Button
      kind={primary ? "primary" : "plain"}
      size={primary ? "normal" : "small"}
      // The secret is shown once: the next key pressed should be the one that keeps it.
      ref={focusFirst ? (node) => node?.focus() : undefined}
      onClick={() => {
        void copyText(text).then((done) => {
          if (!done) return;
          setCopied(Date.now());
          onCopied?.();
        });
      }}
    >
      {copied ? <Check size={14} aria-hidden="true" /> : <CopyIcon size={14} aria-hidden="true" />}
      {copied ? t("common.copied") : (label ?? t("common.copy"))}
      <span className="sr-only" role="status">
        {copied ? t("common.copied") : ""}
      </span>
    </Button>
  );
}

/** Puts `text` on the clipboard, the old way where the new one is not allowed. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
