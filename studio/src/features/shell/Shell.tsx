import { Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type LinkState, live } from "@/api/live";
import { startHub, stopHub } from "@/state/hub";
import { useOwner } from "@/state/use-owner";
import { Button } from "@/ui/Button";
import { Toasts } from "@/ui/Toasts";
import { TooltipLayer } from "@/ui/Tooltip";
import { Drops } from "./Drops";
import { Rail } from "./Rail";
import { Transport } from "./Transport";
import { Tray } from "./Tray";

/** Says that the server is away, after two seconds, so that a blink is not news. */
function LinkBanner() {
  const { t } = useTranslation();
  const [state, setState] = useState<LinkState>(live.state);
  const [away, setAway] = useState(false);
  useOwner((owner) => void owner.own(live.onState(setState)), []);
  const lost = state === "waiting" || state === "connecting";
  useOwner(
    (owner) => {
      if (lost) owner.after(2000, () => setAway(true));
      else setAway(false);
    },
    [lost],
  );
  if (!away) return null;
  return (
    <div className="banner" role="status">
      <span className="spinner" aria-hidden="true" />
      <span className="grow">{t("shell.away")}</span>
      <Button size="small" onClick={() => live.retryNow()}>
        {t("common.retry")}
      </Button>
    </div>
  );
}

export function Shell() {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  useOwner((owner) => {
    startHub();
    owner.own(stopHub);
  }, []);
  useEffect(() => {
    const name = path.split("/")[1] ?? "";
    const page = name === "keys" ? "api" : name;
    const known = ["voices", "clone", "design", "generate", "projects", "transcribe", "api", "system"] as const;
    const found = known.find((one) => one === page);
    document.title = found ? `${t(`pages.${found}`)} · ${t("shell.name")}` : t("shell.name");
  }, [path, t]);
  return (
    <>
      <a className="button primary skip" href="#main">
        {t("shell.skip")}
      </a>
      <div className="shell">
        <Rail />
        <main id="main" tabIndex={-1} style={{ display: "grid", gridTemplateRows: "auto minmax(0, 1fr)", minHeight: 0, minWidth: 0 }}>
          <div>
            <LinkBanner />
          </div>
          <Outlet />
        </main>
        <Transport />
      </div>
      <Tray />
      <Drops />
      <Toasts />
      <TooltipLayer />
    </>
  );
}
