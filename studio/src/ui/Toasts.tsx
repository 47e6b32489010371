import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Toast, useToasts } from "@/state/toasts";
import { useOwner } from "@/state/use-owner";
import { Button, IconButton } from "./Button";

function One({ toast }: { toast: Toast }) {
  const { t } = useTranslation();
  const drop = useToasts((state) => state.drop);
  useOwner((owner) => void (toast.kind === "good" && owner.after(toast.action ? 10_000 : 5000, () => drop(toast.id))), [toast.id]);
  return (
    <li className={`toast ${toast.kind}`}>
      {toast.kind === "good" ? <CircleCheck size={16} color="var(--accent)" aria-hidden="true" /> : <CircleAlert size={16} color="var(--red)" aria-hidden="true" />}
      <span className="grow">{toast.text}</span>
      {toast.action ? (
        <Button
          size="small"
          onClick={() => {
            toast.action?.run();
            drop(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      ) : null}
      <IconButton size="small" label={t("common.dismiss")} onClick={() => drop(toast.id)}>
        <X size={14} aria-hidden="true" />
      </IconButton>
    </li>
  );
}

export function Toasts() {
  const items = useToasts((state) => state.items);
  const { t } = useTranslation();
  return (
    <section aria-label={t("shell.messages")}>
      <ul className="toasts" aria-live="polite">
        {items.map((toast) => (
          <One key={toast.id} toast={toast} />
        ))}
      </ul>
    </section>
  );
}
