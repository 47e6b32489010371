import { describe, expect, test } from "vitest";
import { MARGIN, covers, fitting, inView, movedFrom, rulerStep, scrolled, secondsAt, snapped, stretchedBy, xOf, zoomed } from "./geometry";

describe("the timeline's geometry", () => {
  test("pixels and seconds are each other's inverse", () => {
    const view = { left: 12.5, scale: 40 };
    expect(secondsAt(view, xOf(view, 20))).toBeCloseTo(20, 9);
  });
  test("what was drawn is moved along until its margins, or its sharpness, are used up", () => {
    const drawn = { left: 100, scale: 10 };
    const width = 1000;
    const by = (pixels: number) => scrolled(drawn, pixels);
    expect(covers(drawn, by(width * MARGIN), width)).toBe(true);
    expect(covers(drawn, by(-width * MARGIN), width)).toBe(true);
    expect(covers(drawn, by(width * MARGIN + 2), width)).toBe(false);
    expect(covers(drawn, by(width * MARGIN), width, 0.1)).toBe(false);
    expect(covers(drawn, zoomed(drawn, 1.9, 300), width)).toBe(true);
    expect(covers(drawn, zoomed(drawn, 2.1, 300), width)).toBe(false);
    expect(covers(drawn, zoomed(drawn, 0.7, 500), width)).toBe(true);
    // Every edge of the drawing is then outside of the view.
    expect(covers(drawn, zoomed(drawn, 0.4, 500), width)).toBe(false);
  });
  test("what was drawn stands where the view has it", () => {
    const [drawn, view] = [{ left: 100, scale: 10 }, { left: 110, scale: 15 }];
    const [, shift, factor] = /translateX\((.*)px\) scaleX\((.*)\)/.exec(movedFrom(drawn, view)!)!;
    expect(xOf(drawn, 130) * Number(factor) + Number(shift)).toBeCloseTo(xOf(view, 130), 9);
    expect(movedFrom(drawn, { ...drawn })).toBeUndefined();
  });
  test("zooming keeps the time under the pointer", () => {
    const view = { left: 100, scale: 10 };
    expect(secondsAt(zoomed(view, 1.5, 300), 300)).toBeCloseTo(secondsAt(view, 300), 9);
  });
  test("nothing is shown before the beginning", () => {
    expect(scrolled({ left: 1, scale: 10 }, -500).left).toBe(0);
    expect(zoomed({ left: 0, scale: 100 }, 0.1, 400).left).toBe(0);
  });
  test("a project fits its window, a book too", () => {
    expect(xOf(fitting(36_000, 1000), 36_000)).toBeLessThanOrEqual(1000);
  });
  test("the ruler's marks are apart enough", () => {
    for (const scale of [0.05, 1, 33, 1500]) expect(rulerStep({ left: 0, scale }) * scale).toBeGreaterThanOrEqual(scale === 0.05 ? 90 : 90);
  });
  test("only what overlaps the window is found", () => {
    const items = Array.from({ length: 1000 }, (_, n) => ({ from: n * 10, to: n * 10 + (n === 3 ? 500 : 8) }));
    const found = inView(items, (it) => it.from, (it) => it.to, 500, 400, 421);
    expect(found.map((it) => it.from)).toEqual([30, 400, 410, 420]);
  });
  test("a stretch follows the dragged end and stays within what the server takes", () => {
    expect(stretchedBy(1, 4, 2)).toBe(1.5);
    expect(stretchedBy(1.5, 6, -2)).toBe(1);
    expect(stretchedBy(1, 4, 100)).toBe(2);
    expect(stretchedBy(1, 4, -100)).toBe(0.5);
  });
  test("edges snap when they are near on the screen", () => {
    expect(snapped(10.05, [10, 20], { left: 0, scale: 100 })).toBe(10);
    expect(snapped(10.2, [10, 20], { left: 0, scale: 100 })).toBe(10.2);
  });
});
