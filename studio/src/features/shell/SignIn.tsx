import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/Button";
import { Failure } from "@/ui/Notice";
import { CopyButton } from "@/ui/Copy";

const COMMAND = "clonyvoice open";

/** Shown instead of the pages when nobody is signed in, or the sign-in is over. */
export function SignIn({ retry, error }: { retry: () => void; error: unknown }) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t("shell.name");
  }, [t]);
  return (
    <main className="signin">
      <div className="panel stack wide">
        <div className="line">
          <img src="/icon.svg" alt="" width={36} height={36} />
          <h1>{t("signin.title")}</h1>
        </div>
        {error ? (
          <Failure error={error} retry={retry} />
        ) : (
          <>
            <p className="soft">{t("signin.how")}</p>
            <pre className="code">{COMMAND}</pre>
            <div className="line">
              <CopyButton text={COMMAND} />
              <Button kind="primary" size="small" onClick={retry}>
                {t("signin.again")}
              </Button>
            </div>
            <p className="small faint">{t("signin.kept")}</p>
          </>
        )}
      </div>
    </main>
  );
}
