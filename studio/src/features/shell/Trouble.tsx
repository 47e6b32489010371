import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "@/ui/Empty";
import { Failure } from "@/ui/Notice";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty sentence={t("shell.not_found")}>
      <Link className="button primary" to="/voices">
        {t("pages.voices")}
      </Link>
    </Empty>
  );
}

/** A page that broke leaves the rest of the studio standing. */
export function PageCrash({ error, reset }: { error: unknown; reset: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="page-body">
      <div className="column">
        <Failure error={error} kept={t("shell.crash_kept")} retry={reset} />
      </div>
    </div>
  );
}
