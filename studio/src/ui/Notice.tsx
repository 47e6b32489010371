import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, PageError, Unreachable } from "@/api/errors";
import { type ErrorWords, wordsFor } from "@/i18n/error-words";
import { serverSentence } from "@/i18n/server-sentences";
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

/** What went wrong, in the reader's language; `detail` is the server's English where it says more. */
export function useErrorWords(): (error: unknown) => ErrorWords {
  const { t, i18n } = useTranslation();
  return (error) => {
    if (error instanceof Unreachable) return { text: t("errors.unreachable"), detail: null };
    if (error instanceof PageError) return { text: error.message, detail: null };
    if (!(error instanceof ApiError)) return { text: t("errors.unknown"), detail: null };
    const own = (key: string) => (i18n.exists(`errors.${key}`) ? i18n.t(`errors.${key}` as "errors.codes.rate_limited", { seconds: error.retryAfter ?? 1 }) : null);
    return wordsFor(error, i18n.language, own);
  };
}

/** What went wrong in one sentence of the reader's language. */
export function useErrorText(): (error: unknown) => string {
  const words = useErrorWords();
  return (error) => words(error).text;
}

/** The cause, what was kept, and the next step. */
export function Failure({ error, kept, retry, children }: { error: unknown; kept?: string; retry?: () => void; children?: ReactNode }) {
  const { t, i18n } = useTranslation();
  const { text, detail } = useErrorWords()(error);
  const said = detail ? serverSentence(i18n, detail) : null;
  return (
    <Notice kind="bad" role="alert">
      <span>{text}</span>
      {detail ? <span className="soft" lang={said?.lang}>{said?.text}</span> : null}
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
