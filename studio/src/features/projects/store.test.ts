import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Operation, ProjectDocument } from "@/api/projects";

/** What a server would hold: projects, and everything that was asked of it. */
const server = vi.hoisted(() => ({ projects: [] as ProjectDocument[], asked: [] as string[], away: false, open: [] as string[], jobs: [] as unknown[], tell: [] as ((event: Record<string, unknown>) => void)[], early: false, link: "open", joined: [] as ((state: string) => void)[] }));

vi.mock("@/api/early", () => ({ askedEarly: () => server.early, documentPath: (id: string) => id }));
vi.mock("@/api/live", () => ({ live: { get state() { return server.link; }, onState: (hear: (state: string) => void) => (server.joined.push(hear), () => undefined), on: (_: string, hear: (event: Record<string, unknown>) => void) => (server.tell.push(hear), () => undefined) } }));
vi.mock("@/api/system", () => ({ listJobs: async () => server.jobs, cancelJob: async () => undefined }));
vi.mock("@/state/windows", () => ({ ownWindow: "own", whereClosed: async (window: string, act: () => void) => void (window !== "own" && !server.open.includes(window) && act()) }));
vi.mock("@/state/transport", () => ({ nudgeTransport: () => undefined }));
vi.mock("@/api/projects", async () => {
  const { Unreachable } = await import("@/api/errors");
  const { appliedAll } = await import("./operations");
  const ask = (what: string) => {
    if (server.away) throw new Unreachable("away");
    server.asked.push(what);
  };
  const of = (id: string) => server.projects.find((one) => one.id === id)!;
  return {
    listProjects: async () => (ask("list"), { projects: [...server.projects].reverse(), next_cursor: null }),
    createProject: async ({ name, language }: { name: string; language: string }) => {
      ask(`create ${name}`);
      const made = { id: `proj_${server.projects.length + 1}`, revision: 1, name, language, duration: 0, speakers: [], lines: [], tracks: [], clips: [], markers: [], assets: [] };
      server.projects.push(made);
      return made;
    },
    getProject: async (id: string) => (ask("read"), structuredClone(of(id))),
    projectHistory: async (id: string) => (ask("history"), [{ revision: of(id).revision }]),
    applyOperations: async (id: string, _: number, operations: Operation[]) => {
      ask(operations.map((one) => one.op).join());
      const next = { ...appliedAll(of(id), operations), revision: of(id).revision + 1 };
      server.projects = server.projects.map((one) => (one.id === id ? next : one));
      return { revision: next.revision, applied: 1, ids: [], changed: null, lines: null };
    },
    speakLines: async (_: string, lines: string[], variants: number, _wish: string, words?: { start_char: number; end_char: number }) =>
      ask(`speak ${lines.length} x ${variants}${words ? ` words ${words.start_char}-${words.end_char}` : ""}`),
    adoptGeneration: async (_: string, __: string, generation: string) => ask(`adopt ${generation}`),
  };
});

const store = () => import("./store");
const WANTED = { name: "Untitled", language: "en", asked: false };
const settled = () => vi.advanceTimersByTimeAsync(3000);

function storage() {
  const kept = new Map<string, string>();
  return { get length() { return kept.size; }, key: (n: number) => [...kept.keys()][n] ?? null, getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
}

/** What all windows of this browser keep for a project. */
const kept = (project: string) => Array.from({ length: localStorage.length }, (_, n) => localStorage.key(n)!).filter((key) => key.startsWith(`clonyvoice.outbox.${project}.`)).map((key) => localStorage.getItem(key)).join();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("localStorage", storage());
  vi.stubGlobal("sessionStorage", storage());
  vi.stubGlobal("navigator", {});
  Object.assign(server, { projects: [], asked: [], away: false, open: [], jobs: [], tell: [], early: false, link: "open", joined: [] });
});

afterEach(async () => {
  (await store()).closeProject();
  await settled();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("a blank project", () => {
  test("asks the server for nothing while it is only looked at, and is made by the first words", async () => {
    const { openBlank, change, useProject } = await store();
    openBlank(WANTED);
    await settled();
    expect(server.asked).toEqual([]);
    const line = useProject.getState().document!.lines[0]!;
    change({ op: "line.update", id: line.id, set: { text: "Hello." } });
    await settled();
    expect(server.projects.map((one) => one.lines.map((each) => [each.id, each.text]))).toEqual([[[line.id, "Hello."]]]);
    expect(useProject.getState()).toMatchObject({ id: "proj_1", made: true, parcels: [] });
  });
  test("joins the project that another window has made meanwhile, and loses no words", async () => {
    const { openBlank, change, useProject } = await store();
    openBlank(WANTED);
    server.projects.push({ id: "proj_there", revision: 4, name: "There", language: "en", duration: 0, speakers: [], lines: [{ id: "line_there", text: "First.", takes: [], state: "draft", start: 0, end: 0 }], tracks: [], clips: [], markers: [], assets: [] });
    change({ op: "line.update", id: useProject.getState().document!.lines[0]!.id, set: { text: "Second." } });
    await settled();
    expect(server.projects).toHaveLength(1);
    expect(server.projects[0]!.lines.map((one) => one.text)).toEqual(["First.", "Second."]);
    expect(useProject.getState().id).toBe("proj_there");
  });
  test("that was asked for stays one of its own", async () => {
    const { openBlank, change, useProject } = await store();
    server.projects.push({ id: "proj_there", revision: 4, name: "There", language: "en", duration: 0, speakers: [], lines: [], tracks: [], clips: [], markers: [], assets: [] });
    openBlank({ ...WANTED, asked: true });
    change({ op: "line.update", id: useProject.getState().document!.lines[0]!.id, set: { text: "Mine." } });
    await settled();
    expect(server.projects.map((one) => one.lines.length)).toEqual([0, 1]);
  });
  test("tells of one that another window makes while nothing is written here", async () => {
    const { openBlank, useProject } = await store();
    openBlank(WANTED);
    for (const hear of server.tell) hear({ type: "project.changed", id: "proj_new", revision: 2 });
    expect(useProject.getState().appeared).toBe("proj_new");
  });
  test("keeps what is written while the server is away, and is made when it is back", async () => {
    server.away = true;
    const { openBlank, change, speak, useProject } = await store();
    openBlank(WANTED);
    const { id } = useProject.getState().document!.lines[0]!;
    change({ op: "line.update", id, set: { text: "Said offline." } });
    speak([id]);
    await settled();
    expect(useProject.getState()).toMatchObject({ away: true, speaking: { [id]: "queued" } });
    expect(kept("blank")).toContain("Said offline.");
    server.away = false;
    await settled();
    expect(server.asked.filter((one) => one !== "list" && one !== "read")).toEqual(["create Untitled", "line.insert", "speak 1 x 1"]);
    expect(kept("blank")).toBe("");
  });
});

test("lines are sent to be generated behind the words that were typed before", async () => {
  const { openProject, change, speak, useProject } = await store();
  server.projects.push({ id: "proj_a", revision: 1, name: "A", language: "en", duration: 0, speakers: [], lines: [{ id: "line_a", text: "Old.", takes: [], state: "draft", start: 0, end: 0 }], tracks: [], clips: [], markers: [], assets: [] });
  openProject("proj_a");
  await settled();
  server.asked.length = 0;
  change({ op: "line.update", id: "line_a", set: { text: "New." } });
  speak(["line_a"], 2);
  expect(useProject.getState().speaking).toEqual({ line_a: "queued" });
  await settled();
  expect(server.asked.filter((one) => one !== "read")).toEqual(["line.update", "speak 1 x 2"]);
  speak(["line_a"], 1, { start_char: 0, end_char: 3 });
  await settled();
  expect(server.asked.at(-1)).toBe("speak 1 x 1 words 0-3");
});

test("lines that another window asked for are shown as waiting", async () => {
  const { openProject, useProject } = await store();
  const line = (id: string) => ({ id, text: "Long.", takes: [], state: "draft" as const, start: 0, end: 0 });
  server.projects.push({ id: "proj_a", revision: 1, name: "A", language: "en", duration: 0, speakers: [], lines: [line("line_a"), line("line_b")], tracks: [], clips: [], markers: [], assets: [], generated: { line_a: "speaking", line_b: "queued" } });
  server.jobs.push({ id: "job_a", kind: "project-speak", subject_id: "proj_a" });
  openProject("proj_a");
  await settled();
  expect(useProject.getState().speaking).toEqual({ line_a: "speaking", line_b: "queued" });
  server.tell.forEach((hear) => hear({ type: "project.line", id: "proj_a", line_id: "line_a", state: "done" }));
  expect(useProject.getState().speaking).toEqual({ line_b: "queued" });
});

test("lines whose job has ended before the document came wait no more", async () => {
  const { openProject, useProject } = await store();
  server.projects.push({ id: "proj_a", revision: 1, name: "A", language: "en", duration: 0, speakers: [], lines: [{ id: "line_a", text: "Long.", takes: [], state: "draft", start: 0, end: 0 }], tracks: [], clips: [], markers: [], assets: [], generated: { line_a: "speaking" } });
  openProject("proj_a");
  await settled();
  expect(useProject.getState().speaking).toEqual({});
});

test("a line that is spoken says how far it is, until it is done", async () => {
  const { openProject, useProject } = await store();
  server.projects.push({ id: "proj_a", revision: 1, name: "A", language: "en", duration: 0, speakers: [], lines: [{ id: "line_a", text: "Long.", takes: [], state: "draft", start: 0, end: 0 }], tracks: [], clips: [], markers: [], assets: [] });
  openProject("proj_a");
  await settled();
  const tell = (more: Record<string, unknown>) => server.tell.forEach((hear) => hear({ type: "project.line", id: "proj_a", line_id: "line_a", ...more }));
  tell({ state: "speaking" });
  tell({ state: "speaking", seconds: 2.1, share: 0.4 });
  expect(useProject.getState()).toMatchObject({ speaking: { line_a: "speaking" }, shares: { line_a: 0.4 } });
  tell({ state: "done" });
  expect(useProject.getState()).toMatchObject({ speaking: {}, shares: {} });
});

test("what was typed just before a project is closed is sent, and is not sent again when it is opened", async () => {
  const { openProject, closeProject, change, useProject } = await store();
  server.projects.push({ id: "proj_a", revision: 1, name: "A", language: "en", duration: 0, speakers: [], lines: [{ id: "line_a", text: "Old.", takes: [], state: "draft", start: 0, end: 0 }], tracks: [], clips: [], markers: [], assets: [] });
  openProject("proj_a");
  await settled();
  server.asked.length = 0;
  change({ op: "line.update", id: "line_a", set: { text: "New." } });
  closeProject();
  openProject("proj_a");
  await settled();
  expect(server.asked.filter((one) => one === "line.update")).toEqual(["line.update"]);
  expect(useProject.getState().document!.lines[0]!.text).toBe("New.");
  expect(useProject.getState().parcels).toEqual([]);
});

describe("windows of one browser", () => {
  const project = () => ({ id: "proj_a", revision: 1, name: "A", language: "en", duration: 0, speakers: [], lines: ["line_a", "line_b"].map((id) => ({ id, text: "Old.", takes: [], state: "draft" as const, start: 0, end: 0 })), tracks: [], clips: [], markers: [], assets: [] });
  const typed = (id: string, text: string) => JSON.stringify([{ wish: `wish-${id}`, operations: [{ op: "line.update", id, set: { text } }] }]);
  const words = () => server.projects[0]!.lines.map((one) => one.text);

  test("what a closed window has not sent is sent by the next one, before its own words", async () => {
    localStorage.setItem("clonyvoice.outbox.proj_a.own", typed("line_b", "Typed here."));
    localStorage.setItem("clonyvoice.outbox.proj_a.closed", typed("line_a", "Typed in the closed window."));
    server.projects.push(project());
    const { openProject, useProject } = await store();
    openProject("proj_a");
    await vi.advanceTimersByTimeAsync(0);
    expect(useProject.getState().document!.lines.map((one) => one.text)).toEqual(["Typed in the closed window.", "Typed here."]);
    await settled();
    expect(words()).toEqual(["Typed in the closed window.", "Typed here."]);
    expect(kept("proj_a")).toBe("");
  });
  test("what an open window has not sent stays its own, and keeping one's own does not touch it", async () => {
    const theirs = typed("line_a", "Typed in the other window.");
    localStorage.setItem("clonyvoice.outbox.proj_a.open", theirs);
    server.open.push("open");
    server.projects.push(project());
    const { openProject, change } = await store();
    openProject("proj_a");
    await settled();
    server.away = true;
    change({ op: "line.update", id: "line_b", set: { text: "Typed here." } });
    await settled();
    expect(localStorage.getItem("clonyvoice.outbox.proj_a.open")).toBe(theirs);
    expect(kept("proj_a")).toContain("Typed here.");
    server.away = false;
    await settled();
    expect(words()).toEqual(["Old.", "Typed here."]);
    expect(localStorage.getItem("clonyvoice.outbox.proj_a.open")).toBe(theirs);
  });
  test("what an earlier version kept without a window's name is sent, too", async () => {
    localStorage.setItem("clonyvoice.outbox.proj_a", typed("line_a", "Kept long ago."));
    server.projects.push(project());
    const { openProject } = await store();
    openProject("proj_a");
    await settled();
    expect(words()).toEqual(["Kept long ago.", "Old."]);
    expect(localStorage.getItem("clonyvoice.outbox.proj_a")).toBeNull();
  });
});

describe("a document that was asked for before its events were heard", () => {
  const opened = async (change: boolean) => {
    server.early = true;
    server.link = "connecting";
    server.projects.push({ id: "proj_a", revision: 4, name: "Book", language: "en", duration: 0, speakers: [], lines: [], tracks: [], clips: [], markers: [], assets: [] });
    const { openProject, useProject } = await store();
    openProject("proj_a");
    await settled();
    if (change) server.projects = server.projects.map((one) => ({ ...one, revision: one.revision + 1, name: "Renamed elsewhere" }));
    for (const hear of server.joined) hear("open");
    await settled();
    return useProject.getState().document!.name;
  };
  test("is read again when it changed in between", async () => {
    expect(await opened(true)).toBe("Renamed elsewhere");
    expect(server.asked).toEqual(["read", "history", "read"]);
  });
  test("is read once when it did not", async () => {
    await opened(false);
    expect(server.asked).toEqual(["read", "history"]);
  });
});
