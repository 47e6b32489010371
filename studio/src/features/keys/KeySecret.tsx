import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { NewApiKey } from "@/api/types";
import { listVoices } from "@/api/voices";
import { useClone } from "@/features/clone/store";
import { Button } from "@/ui/Button";
import { CopyButton } from "@/ui/Copy";
import { Dialog } from "@/ui/Dialog";
import { Notice } from "@/ui/Notice";
import { Code } from "./Code";

/** The voices from which the code's one is chosen; read before the key is made, so that no placeholder is ever copied. */
export const snippetVoices = queryOptions({ queryKey: ["voices", "for-snippet"], queryFn: async () => (await listVoices({}, null, 200)).items });

/** The secret, this once, and a call that works with it. */
export function KeySecret({ made, onClose }: { made: NewApiKey; onClose: () => void }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const mine = useClone((state) => state.voiceId);
  const voices = useQuery(snippetVoices);
  const voice = voices.data?.find((one) => one.id === mine) ?? voices.data?.find((one) => one.kind === "clone" && one.status !== "failed" && one.status !== "revoked") ?? voices.data?.[0];
  const call = {
    method: "POST",
    url: `${location.origin}/api/generate/${voice?.kind === "preset" ? "preset" : "clone"}`,
    key: made.key,
    body: JSON.stringify({ voice_id: voice?.id ?? "voice_abc123", text: t("keys.hello"), language: "auto" }, null, 2),
  };
  return (
    <Dialog wide firm title={t("keys.made_title")} onClose={onClose}>
      <Notice kind="warn">{t("keys.once")}</Notice>
      <div className="line">
        <code className="code secret grow">{made.key}</code>
        <CopyButton primary focusFirst text={made.key} label={t("keys.copy")} onCopied={() => setCopied(true)} />
      </div>
      <Code call={voices.isPending ? null : call} onCopied={() => setCopied(true)} />
      <div className="line end">
        <Button kind={copied ? "primary" : "plain"} onClick={onClose}>
          {copied ? t("common.done") : t("keys.close_uncopied")}
        </Button>
      </div>
    </Dialog>
  );
}
