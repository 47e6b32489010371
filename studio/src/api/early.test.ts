import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { askEarly, askedEarly, documentAt, earlyAnswer } from "./early";
import { json } from "./http";

const answers: (Response | Error)[] = [];
const asked: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  answers.length = asked.length = 0;
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    const next = answers.shift()!;
    if (next instanceof Error) throw next;
    return next;
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const told = (name: string, status = 200) => new Response(JSON.stringify({ name }), { status });

test("what was asked early is taken once, then the server is asked anew", async () => {
  answers.push(told("first"), told("second"));
  askEarly("/api/projects/proj_1");
  expect(askedEarly("/api/projects/proj_1")).toBe(true);
  expect(await json("GET", "/api/projects/proj_1")).toEqual({ name: "first" });
  expect(askedEarly("/api/projects/proj_1")).toBe(false);
  expect(await json("GET", "/api/projects/proj_1")).toEqual({ name: "second" });
  expect(asked).toHaveLength(2);
});

test("an early answer that failed or that has waited is not taken", async () => {
  answers.push(told("signed out", 401), told("asked anew"));
  askEarly("/api/projects/proj_1");
  expect(await json("GET", "/api/projects/proj_1")).toEqual({ name: "asked anew" });
  answers.push(new TypeError("away"), told("back"));
  askEarly("/api/projects/proj_1");
  expect(await json("GET", "/api/projects/proj_1")).toEqual({ name: "back" });
  answers.push(told("old"));
  askEarly("/api/projects/proj_1");
  vi.advanceTimersByTime(10_001);
  expect(await earlyAnswer("/api/projects/proj_1")).toBeNull();
});

test("a change is never answered by what was asked early", async () => {
  answers.push(told("read"), told("written"));
  askEarly("/api/projects/proj_1");
  expect(await json("PUT", "/api/projects/proj_1", { body: {} })).toEqual({ name: "written" });
});

test("only the address of one project asks for a document", () => {
  expect(documentAt("/projects/proj_1")).toBe("/api/projects/proj_1");
  expect(documentAt("/projects/proj_1/")).toBe("/api/projects/proj_1");
  for (const other of ["/projects", "/projects/", "/voices", "/projects/a/b"]) expect(documentAt(other)).toBeNull();
});
