import { useRef, useState } from "react";
import { useOwner } from "@/state/use-owner";

/** One tooltip for the whole page: shows the `data-tip` of what is hovered or focused by keyboard; Escape hides it. */
export function TooltipLayer() {
  const [tip, setTip] = useState<{ text: string; x: number; y: number; below: boolean } | null>(null);
  const at = useRef<Element | null>(null);
  useOwner((owner) => {
    let cancel: () => void = () => undefined;
    const hide = () => {
      cancel();
      at.current = null;
      setTip(null);
    };
    const show = (target: EventTarget | null, wait: number) => {
      const host = target instanceof Element ? target.closest("[data-tip]") : null;
      if (host === at.current) return;
      hide();
      if (!host) return;
      at.current = host;
      cancel = owner.after(wait, () => {
        if (!host.isConnected) return;
        const box = host.getBoundingClientRect();
        const below = box.top < 60;
        const x = Math.min(Math.max(box.left + box.width / 2, 90), innerWidth - 90);
        setTip({ text: host.getAttribute("data-tip") ?? "", x, y: below ? box.bottom + 6 : box.top - 6, below });
      });
    };
    owner.listen<Document, PointerEvent>(document, "pointerover", (event) => event.pointerType !== "touch" && show(event.target, 500));
    owner.listen<Document, FocusEvent>(document, "focusin", (event) => {
      if (event.target instanceof Element && event.target.matches(":focus-visible")) show(event.target, 300);
    });
    owner.listen(document, "focusout", hide);
    owner.listen(document, "pointerdown", hide);
    owner.listen(document, "scroll", hide, { capture: true, passive: true });
    owner.listen<Document, KeyboardEvent>(document, "keydown", (event) => event.code === "Escape" && hide());
  }, []);
  if (!tip) return null;
  return (
    <div className={tip.below ? "tooltip below" : "tooltip"} role="presentation" style={{ left: tip.x, top: tip.y }}>
      {tip.text}
    </div>
  );
}
