import { describe, expect, it, vi } from "vitest";
import { Owner } from "./owner";

describe("Owner", () => {
  it("gives every listener and timer back on dispose", () => {
    vi.useFakeTimers();
    const before = Owner.live;
    const owner = new Owner();
    const target = new EventTarget();
    const heard = vi.fn();
    const ticked = vi.fn();
    owner.listen(target, "ping", heard);
    owner.every(10, ticked);
    owner.after(15, ticked);
    target.dispatchEvent(new Event("ping"));
    vi.advanceTimersByTime(20);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(ticked).toHaveBeenCalledTimes(3);
    owner.dispose();
    target.dispatchEvent(new Event("ping"));
    vi.advanceTimersByTime(100);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(ticked).toHaveBeenCalledTimes(3);
    expect(Owner.live).toBe(before);
    vi.useRealTimers();
  });

  it("releases in reverse order, once, even when released early", () => {
    const order: number[] = [];
    const owner = new Owner();
    owner.own(() => order.push(1));
    const early = owner.own(() => order.push(2));
    owner.own(() => order.push(3));
    early();
    early();
    owner.dispose();
    expect(order).toEqual([2, 3, 1]);
  });

  it("takes nothing more once it is gone", () => {
    const owner = new Owner();
    owner.dispose();
    const released = vi.fn();
    owner.own(released);
    expect(released).toHaveBeenCalledOnce();
    const before = Owner.live;
    owner.every(1, () => undefined);
    expect(Owner.live).toBe(before);
  });
});
