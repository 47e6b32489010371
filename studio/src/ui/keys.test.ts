import { describe, expect, it } from "vitest";
import { composing, matches } from "./keys";

const press = (code: string, more: Partial<KeyboardEvent> = {}) =>
  ({ code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more }) as KeyboardEvent;

describe("shortcuts", () => {
  it("go by the place of the key, so that a Korean layout works", () => {
    expect(matches(press("KeyS", { ctrlKey: true, key: "ㄴ" } as KeyboardEvent), "Mod+KeyS")).toBe(true);
    expect(matches(press("KeyS", { ctrlKey: true, shiftKey: true }), "Mod+KeyS")).toBe(false);
    expect(matches(press("Space"), "Space")).toBe(true);
  });
  it("know an input method at work, also where only the old key code tells", () => {
    expect(composing(press("Enter", { isComposing: true }))).toBe(true);
    expect(composing(press("Enter", { keyCode: 229 }))).toBe(true);
    expect(composing(press("Enter", { keyCode: 13 }))).toBe(false);
  });
});
