import { type ReactNode, useId, useRef, useState } from "react";
import { useOwner } from "@/state/use-owner";
import { Button } from "./Button";
import { composing } from "./keys";

export interface MenuItem {
  label: string;
  icon?: ReactNode;
  run: () => void;
  danger?: boolean;
  unavailable?: boolean;
  checked?: boolean;
  shortcut?: string;
}

interface Props {
  label: string;
  icon?: ReactNode;
  text?: string;
  items: (MenuItem | "line")[];
  kind?: "plain" | "primary" | "quiet";
  size?: "small" | "normal";
  className?: string;
  onOpen?: () => void;
}

/** A button with a menu: arrows, Home, End and Escape as in any menu; focus returns to the button. */
export function Menu({ label, icon, text, items, kind = "quiet", size = "normal", className = "", onOpen }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLSpanElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const opener = () => button.current?.querySelector("button");
  const close = (back: boolean) => {
    setOpen(false);
    if (back) opener()?.focus();
  };
  useOwner(
    (owner) => {
      const menu = list.current;
      if (!open || !menu) return;
      menu.showPopover();
      const box = opener()!.getBoundingClientRect();
      const size = menu.getBoundingClientRect();
      menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - size.width - 8))}px`;
      menu.style.top = `${box.bottom + size.height + 8 > innerHeight ? Math.max(8, box.top - size.height - 4) : box.bottom + 4}px`;
      menu.querySelector<HTMLElement>("button")?.focus();
      owner.listen<Document, PointerEvent>(document, "pointerdown", (event) => {
        if (event.target instanceof Node && !menu.contains(event.target) && !button.current?.contains(event.target)) close(false);
      });
      owner.listen(window, "resize", () => close(false));
    },
    [open],
  );
  const move = (step: number | "first" | "last") => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const now = all.indexOf(document.activeElement as HTMLElement);
    const next = step === "first" ? 0 : step === "last" ? all.length - 1 : (now + step + all.length) % all.length;
    all[next]?.focus();
  };
  return (
    <span ref={button} className="menu-host">
      <Button
        kind={kind}
        size={size}
        className={`${text ? "" : "icon"} ${className}`}
        aria-label={text ? undefined : label}
        tip={text ? undefined : label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => {
          if (!open) onOpen?.();
          setOpen(!open);
        }}
        onKeyDown={(event) => {
          if (event.code === "ArrowDown" && !open) {
            event.preventDefault();
            onOpen?.();
            setOpen(true);
          }
        }}
      >
        {icon}
        {text}
      </Button>
      {open ? (
        <div
          ref={list}
          id={id}
          className="menu"
          role="menu"
          tabIndex={-1}
          aria-label={label}
          popover="manual"
          onKeyDown={(event) => {
            if (composing(event)) return;
            const steps: Record<string, number | "first" | "last"> = { ArrowDown: 1, ArrowUp: -1, Home: "first", End: "last" };
            const step = steps[event.code];
            if (step !== undefined) {
              event.preventDefault();
              move(step);
            } else if (event.code === "Escape") {
              event.preventDefault();
              event.stopPropagation();
              close(true);
            } else if (event.code === "Tab") close(false);
          }}
        >
          {items.map((item, index) =>
            item === "line" ? (
              // A line has no name of its own and never moves within its menu.
              <hr key={`line-${String(index)}`} />
            ) : (
              <button
                key={item.label}
                type="button"
                role={item.checked === undefined ? "menuitem" : "menuitemradio"}
                aria-checked={item.checked}
                aria-disabled={item.unavailable || undefined}
                className={item.danger ? "danger" : undefined}
                tabIndex={-1}
                onClick={() => {
                  if (item.unavailable) return;
                  close(true);
                  item.run();
                }}
              >
                {item.icon}
                <span className="grow">{item.label}</span>
                {item.checked ? <span aria-hidden="true">✓</span> : null}
                {item.shortcut ? <span className="shortcut">{item.shortcut}</span> : null}
              </button>
            ),
          )}
        </div>
      ) : null}
    </span>
  );
}
