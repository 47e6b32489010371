import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, Unreachable } from "@/api/errors";
import { Button } from "./Button";

export function Notice({ kind, children, role }: { kind: "bad" | "warn" | "good" | "note"; children: ReactNode; role?: "alert" | "status" }) {
  const Icon = { bad: CircleAlert, warn: TriangleAlert, good: CircleCheck, note: Info }[kind];
  return (
    <div className={`notice ${kind}`} role={role}>
      <Icon size={16} aria-hidden="true" />
      <div className="grow stack tight">{children}</div>
    </div>
  );
}

/** The page's own words for an error's code, or nothing where it has none. */
export function useCodeText(): (code: string | null | undefined, seconds?: number) => string {
  const { i18n } = useTranslation();
  return (code, seconds = 1) => (code && i18n.exists(`errors.codes.${code}`) ? i18n.t(`errors.codes.${code}` as "errors.codes.rate_limited", { seconds }) : "");
}

/** What went wrong, in the reader's language where the studio knows it, in the server's words otherwise. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation();
  const own = useCodeText();
  return (error) => {
    if (error instanceof Unreachable) return t("errors.unreachable");
    if (error instanceof ApiError) {
      return own(error.code, error.retryAfter ?? 1) || error.message || t("errors.unknown");
    }
    return error instanceof Error && error.message ? error.message : t("errors.unknown");
  };
}

/** The cause, what was kept, and the next step. */
export function Failure({ error, kept, retry, children }: { error: unknown; kept?: string; retry?: () => void; children?: ReactNode }) {
  const { t, i18n } = useTranslation();
  const text = useErrorText()(error);
  const detail = error instanceof ApiError && error.message && error.message !== text && i18n.language !== "en" ? error.message : null;
  return (
    <Notice kind="bad" role="alert">
      <span>{text}</span>
      {detail ? <span className="soft" lang="en">{detail}</span> : null}
      {kept ? <span className="soft">{kept}</span> : null}
      {retry || children ? (
        <span className="line wrap">
          {retry ? (
            <Button size="small" onClick={retry}>
              {t("common.retry")}
            </Button>
          ) : null}
          {children}
        </span>
      ) : null}
      {error instanceof ApiError && error.requestId ? <code className="faint">{error.requestId}</code> : null}
    </Notice>
  );
}
