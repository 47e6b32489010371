import { useNavigate, useRouterState } from "@tanstack/react-router";
import { Captions, Mic } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { filesOf, sortOf } from "@/state/dropped-files";
import { collect, send, useIncoming } from "@/state/incoming";
import { useToasts } from "@/state/toasts";
import { useOwner } from "@/state/use-owner";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

/** Files may be dropped anywhere in the studio: they go to the page that they are for, and the browser never leaves for them. */
export function Drops() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const offered = useIncoming((state) => state.offered);
  const [dragging, setDragging] = useState(false);
  const [sounds, setSounds] = useState<File[]>([]);
  useOwner((owner) => {
    owner.listen<Window, DragEvent>(window, "dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      // An area that takes files shows so itself.
      setDragging(!event.defaultPrevented);
      event.preventDefault();
    });
    owner.listen<Window, DragEvent>(window, "dragleave", (event) => event.relatedTarget === null && setDragging(false));
    owner.listen<Window, DragEvent>(window, "drop", (event) => {
      setDragging(false);
      if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      void filesOf(event.dataTransfer).then((files) => send("offered", files));
    });
  }, []);
  useEffect(() => {
    if (offered.length === 0) return;
    const files = collect("offered");
    const of = (...sorts: string[]) => files.filter((file) => sorts.includes(sortOf(file)));
    const scripts = of("script", "project");
    const strange = of("other");
    send("voices", of("voices"));
    send("scripts", scripts);
    if (of("voices").length > 0) void navigate({ to: "/voices", search: {} });
    else if (scripts.length > 0) void navigate({ to: "/projects" });
    if (path === "/clone") send("clone", of("sound"));
    else setSounds(of("sound"));
    if (strange.length > 0) useToasts.getState().push({ kind: "bad", text: t("drops.strange", { names: strange.slice(0, 5).map((file) => file.name).join(", ") }) });
  }, [offered, path, navigate, t]);
  const to = (place: "clone" | "transcribe") => {
    send(place, sounds);
    setSounds([]);
    void navigate({ to: `/${place}` });
  };
  return (
    <>
      {dragging ? <div className="drop-veil">{t("drops.here")}</div> : null}
      {sounds.length > 0 ? (
        <Dialog title={t("drops.what")} onClose={() => setSounds([])}>
          <p className="soft clip">{sounds.slice(0, 5).map((file) => file.name).join(", ")}</p>
          <div className="line wrap">
            <Button kind="primary" onClick={() => to("clone")}>
              <Mic size={14} aria-hidden="true" />
              {t("voices.clone_one")}
            </Button>
            <Button onClick={() => to("transcribe")}>
              <Captions size={14} aria-hidden="true" />
              {t("pages.transcribe")}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
