import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";

interface Props {
  title: string;
  onClose: () => void;
  wide?: boolean;
  /** What must be decided cannot be waved away with Escape. */
  firm?: boolean;
  children: ReactNode;
}

/** A modal dialog of the platform's own: focus is kept in, Escape closes, and focus goes back to where it was. */
export function Dialog({ title, onClose, wide, firm, children }: Props) {
  const { t } = useTranslation();
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  const last = useRef(onClose);
  last.current = onClose;
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    // Who opens a form wants to type, not to close it.
    dialog?.querySelector<HTMLElement>("input:not([disabled]), textarea, select")?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={wide ? "dialog wide" : "dialog"}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (!firm) last.current();
      }}
    >
      <div className="dialog-body">
        <div className="line between">
          <h1 id={id}>{title}</h1>
          {firm ? null : (
            <IconButton label={t("common.close")} onClick={onClose}>
              <X size={16} aria-hidden="true" />
            </IconButton>
          )}
        </div>
        {children}
      </div>
    </dialog>
  );
}
