/** A list that is read page by page, the newest first. */
export interface Listed<T> {
  items: readonly T[];
  more: boolean;
}

/**
 * Two lists as one, the newest first, as far as it is known what comes next: what is older than the last item of a list that has
 * more pages waits for them. `next` is the list to read on, 0 or 1, or null at the end of both.
 */
export function mergedHistory<A extends { created_at: string }, B extends { created_at: string }>(a: Listed<A>, b: Listed<B>): { items: (A | B)[]; next: 0 | 1 | null } {
  const time = (item: { created_at: string } | undefined) => (item ? Date.parse(item.created_at) : Infinity);
  const known = [a, b].map((list) => (list.more ? time(list.items.at(-1)) : -Infinity));
  const from = Math.max(...known);
  const items = [...a.items, ...b.items].filter((item) => time(item) >= from).sort((one, other) => time(other) - time(one));
  return { items, next: from === -Infinity ? null : known[0] === from ? 0 : 1 };
}
