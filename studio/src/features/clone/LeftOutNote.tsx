import { useTranslation } from "react-i18next";
import { errorIn } from "@/api/errors";
import { Notice, useErrorText } from "@/ui/Notice";
import type { LeftOut } from "./store";

/** Says which recordings a voice does not use, and why: somebody else speaks in them, or they are unfit. */
export function LeftOutNote({ left }: { left: readonly LeftOut[] }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  if (left.length === 0) return null;
  return (
    <Notice kind="warn" role="status">
      <span>{t("clone.left_out.title", { count: left.length })}</span>
      <ul className="stack tight">
        {left.map((one) => (
          <li key={one.name} className="small">
            {t("clone.left_out.one", { name: one.name, why: one.code === "another_person" ? t("clone.left_out.another_person") : errorText(errorIn({ code: one.code })) })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
