import { expect, test } from "vitest";
import { mergedHistory } from "./merged-history";

const at = (...minutes: number[]) => minutes.map((minute) => ({ created_at: new Date(minute * 60_000).toISOString() }));
const shown = (items: readonly { created_at: string }[]) => items.map((item) => Date.parse(item.created_at) / 60_000);

test("two lists are one, the newest first", () => {
  const { items, next } = mergedHistory({ items: at(9, 5, 1), more: false }, { items: at(8, 4), more: false });
  expect(shown(items)).toEqual([9, 8, 5, 4, 1]);
  expect(next).toBeNull();
});

test("what may have newer ones before it waits for the other list's next page", () => {
  const { items, next } = mergedHistory({ items: at(9, 7), more: true }, { items: at(8, 4, 2), more: true });
  expect(shown(items)).toEqual([9, 8, 7]);
  expect(next).toBe(0);
  expect(mergedHistory({ items: at(9, 7), more: false }, { items: at(8, 4, 2), more: true })).toMatchObject({ next: 1 });
});
