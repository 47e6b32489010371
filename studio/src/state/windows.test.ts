import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllGlobals());

test("a window is closed once its lock is free, and one of several comes to it", async () => {
  const held = new Set(["clonyvoice.window.open"]);
  const request = vi.fn(async (name: string, options: unknown, act?: (lock: unknown) => unknown) => {
    if (typeof options === "function") held.add(name);
    else await act!(held.has(name) ? null : {});
  });
  vi.stubGlobal("navigator", { locks: { request } });
  vi.resetModules();
  const { ownWindow, whereClosed } = await import("./windows");
  expect([...held]).toContain(`clonyvoice.window.${ownWindow}`);
  const came: string[] = [];
  for (const window of ["open", "closed", ownWindow]) await whereClosed(window, () => void came.push(window));
  expect(came).toEqual(["closed"]);
});

test("without locks, windows ask each other", async () => {
  vi.stubGlobal("navigator", {});
  vi.resetModules();
  const { whereClosed } = await import("./windows");
  const other = new BroadcastChannel("clonyvoice.windows");
  other.addEventListener("message", ({ data }) => data === "there? open" && other.postMessage("here open"));
  const came: string[] = [];
  await Promise.all(["open", "closed"].map((window) => whereClosed(window, () => void came.push(window))));
  other.close();
  expect(came).toEqual(["closed"]);
});
