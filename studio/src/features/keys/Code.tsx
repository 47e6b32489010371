import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Snippet, curl, javascript, python } from "@/api/snippets";
import { CopyButton } from "@/ui/Copy";
import { Loading } from "@/ui/Empty";
import { Tabs } from "@/ui/Tabs";

/** A call in three languages, to be copied; null while it is not known yet. */
export function Code({ call, onCopied }: { call: Snippet | null; onCopied?: () => void }) {
  const { t } = useTranslation();
  const [language, setLanguage] = useState<"curl" | "python" | "javascript">("curl");
  const code = call === null ? null : { curl, python, javascript }[language](call);
  return (
    <Tabs
      label={t("keys.code")}
      value={language}
      tabs={[
        { value: "curl", label: "cURL" },
        { value: "python", label: "Python" },
        { value: "javascript", label: "JavaScript" },
      ]}
      onChange={setLanguage}
    >
      {code === null ? (
        <Loading label={t("common.loading")} />
      ) : (
        <div className="stack tight">
          <pre className="code" tabIndex={0}>
            {code}
          </pre>
          <div className="line">
            <CopyButton text={code} label={t("keys.copy_code")} {...(onCopied ? { onCopied } : {})} />
          </div>
        </div>
      )}
    </Tabs>
  );
}
