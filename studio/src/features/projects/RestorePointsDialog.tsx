import { Trash2 } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ProjectDocument, type Revision, deleteRestorePoint, nameRevision, projectHistory } from "@/api/projects";
import { dateTime } from "@/i18n/format";
import { useToasts } from "@/state/toasts";
import { Button, IconButton } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { Failure } from "@/ui/Notice";
import { contentsOf } from "./restore-points";
import { keepPoint, restoreTo, undo } from "./store";

/** Revisions that are read at once. */
const PAGE = 100;

/** What has been done to the project, newest first: any revision can be restored, and the present one be named. */
export function RestorePointsDialog({ document, onClose }: { document: ProjectDocument; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const [found, setFound] = useState<Revision[] | null>(null);
  const [more, setMore] = useState(false);
  const [label, setLabel] = useState("");
  const [named, setNamed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const read = useCallback(
    async (before: number | null) => {
      try {
        const page = await projectHistory(document.id, PAGE, before);
        setFound((earlier) => (before === null ? page : [...(earlier ?? []), ...page]));
        setMore(page.length === PAGE);
        setError(null);
      } catch (failure) {
        setError(failure);
      }
    },
    [document.id],
  );
  useEffect(() => void read(null), [read, document.revision]);
  const keep = async () => {
    setBusy(true);
    await keepPoint(label.trim());
    setLabel("");
    await read(null);
    setBusy(false);
  };
  const restore = async (revision: number) => {
    setBusy(true);
    await restoreTo(revision);
    onClose();
    useToasts.getState().push({ kind: "good", text: t("points.restored"), action: { label: t("common.undo"), run: () => void undo() } });
  };
  const relabel = async (what: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await what();
      await read(null);
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  const remove = ({ revision, label: was }: Revision) =>
    relabel(async () => {
      await deleteRestorePoint(document.id, revision);
      const run = () => void relabel(() => nameRevision(document.id, was, revision));
      useToasts.getState().push({ kind: "good", text: t("points.deleted", { name: was }), action: { label: t("common.undo"), run } });
    });
  const shown = found?.filter((one) => !named || one.label) ?? [];
  return (
    <Dialog title={t("points.title")} onClose={onClose} wide>
      <form
        className="line wrap bottom"
        onSubmit={(event) => {
          event.preventDefault();
          if (label.trim() && !busy) void keep();
        }}
      >
        <Field label={t("points.name")}>{(wiring) => <input {...wiring} className="input" maxLength={200} placeholder={t("points.name_hint")} value={label} onChange={(event) => setLabel(event.target.value)} />}</Field>
        <Button type="submit" unavailable={!label.trim() || busy}>
          {t("points.keep")}
        </Button>
      </form>
      <label className="line tight small">
        <input type="checkbox" checked={named} onChange={(event) => setNamed(event.target.checked)} />
        {t("points.only_named")}
      </label>
      {error ? <Failure error={error} retry={() => void read(null)} /> : null}
      {found && shown.length === 0 ? <p className="faint">{t("points.none")}</p> : null}
      <ol className="restore-points" aria-label={t("points.title")} aria-busy={found === null}>
        {shown.map((one) => (
          <li key={one.revision} className="line between">
            <span className="stack tight">
              <strong>{one.label || t(`points.kinds.${one.kind}`, { count: one.operations.length })}</strong>
              <span className="small faint">
                {t("points.revision", { revision: one.revision, time: dateTime(one.created_at, i18n.language) })}
                {one.undone ? ` · ${t("points.undone")}` : null}
                {one.kind === "edit" ? ` · ${contentsOf(one.operations, (kind) => t(`points.items.${kind}`))}` : null}
              </span>
            </span>
            <span className="line tight">
              {one.label ? (
                <IconButton size="small" kind="quiet" label={t("points.delete", { name: one.label })} unavailable={busy} onClick={() => void remove(one)}>
                  <Trash2 size={14} aria-hidden="true" />
                </IconButton>
              ) : null}
              {one.revision === document.revision ? (
                <span className="small faint">{t("points.present")}</span>
              ) : (
                <Button size="small" unavailable={busy} aria-label={t("points.restore_to", { revision: one.revision })} onClick={() => void restore(one.revision)}>
                  {t("points.restore")}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ol>
      {more ? (
        <Button size="small" kind="quiet" onClick={() => void read(found!.at(-1)!.revision)}>
          {t("points.earlier")}
        </Button>
      ) : null}
    </Dialog>
  );
}
