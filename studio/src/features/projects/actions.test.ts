import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Line, ProjectDocument, Speaker } from "@/api/projects";
import type { Track } from "@/state/transport";

const played = vi.hoisted(() => ({ track: null as Track | null, follow: null as ((after: Track) => Track | "wait" | null) | null, duration: 0 }));
vi.mock("@/api/live", () => ({ live: { on: () => () => undefined } }));
vi.mock("@/api/system", () => ({ listJobs: async () => [], cancelJob: async () => undefined }));
vi.mock("@/state/transport", () => ({
  play: (track: Track, follow: typeof played.follow) => Object.assign(played, { track, follow }),
  playOrToggle: () => undefined,
  nudgeTransport: () => undefined,
  useTransport: { getState: () => ({ duration: played.duration, playing: true, track: played.track }) },
}));

const { addLine, generateAll, linesWith, nextPlace, placesOf, playMix, setVoice, spokenBy } = await import("./actions");
const { useProject } = await import("./store");

const line = (id: string, part: Partial<Line> = {}): Line => ({ id, text: "Text.", takes: [], state: "draft", start: 0, end: 0, ...part });
const ADA: Speaker = { id: "speaker_ada", name: "ADA", voice_id: "voice_a" };
const open = (lines: Line[], part: Partial<ProjectDocument> = {}) => {
  const document: ProjectDocument = { id: "proj_a", revision: 1, name: "A", duration: 0, speakers: [ADA], lines, tracks: [], clips: [], markers: [], assets: [], ...part };
  useProject.setState({ id: document.id, confirmed: document, document, parcels: [], speaking: {} });
  return document;
};
const asked = () => useProject.getState().parcels.flatMap((one) => one.operations);

beforeEach(() => {
  const nothing = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  vi.stubGlobal("localStorage", nothing);
  vi.stubGlobal("sessionStorage", nothing);
  vi.useFakeTimers();
});

describe("the voice of a line", () => {
  test("is the speaker's, for all that the speaker says", () => {
    const document = open([line("line_a", { speaker_id: ADA.id }), line("line_b")]);
    setVoice(document, document.lines[0]!, "voice_b");
    expect(asked()).toEqual([{ op: "speaker.update", id: ADA.id, set: { voice_id: "voice_b" } }]);
  });
  test("is the line's own where nobody says it, and that of others that have none", () => {
    const document = open([line("line_a"), line("line_b"), line("line_c", { voice_id: "voice_c" }), line("line_d", { speaker_id: ADA.id })]);
    setVoice(document, document.lines[0]!, "voice_b");
    expect(asked().map((one) => [one.id, one.set])).toEqual([["line_a", { voice_id: "voice_b" }], ["line_b", { voice_id: "voice_b" }]]);
  });
  test("gives way to that of a speaker who is chosen", () => {
    expect(spokenBy(line("line_a", { voice_id: "voice_x" }), ADA.id)).toEqual({ speaker_id: ADA.id, voice_id: null });
    expect(spokenBy(line("line_a", { voice_id: "voice_x" }), "")).toEqual({ speaker_id: null });
  });
  test("is taken over by a line that is added behind", () => {
    const document = open([line("line_a", { voice_id: "voice_x" }), line("line_b", { speaker_id: ADA.id })]);
    addLine(document, "line_a");
    addLine(document);
    expect(asked().map((one) => one["line"])).toEqual([{ text: "", voice_id: "voice_x" }, { text: "", speaker_id: ADA.id }]);
  });
});

test("all lines are generated that need it and have a voice; the others are told", () => {
  const document = open([line("line_a", { speaker_id: ADA.id }), line("line_b"), line("line_c", { state: "done", voice_id: "v" }), line("line_d", { locked: true, voice_id: "v" }), line("line_e", { text: " ", voice_id: "v" })]);
  expect(generateAll(document)).toBe(1);
  expect(useProject.getState().parcels.map((one) => one.speak?.lines)).toEqual([["line_a"]]);
});

test("every place of what is looked for is gone to, also in locked lines, which nothing is replaced in", () => {
  const document = open([line("line_a", { text: "A cat. The (cat)!" }), line("line_b", { text: "None." }), line("line_c", { text: "CAT", locked: true })]);
  const places = placesOf(document, "cat", false);
  expect(places.map(({ line, from, to }) => [line, from, to])).toEqual([["line_a", 2, 5], ["line_a", 12, 15], ["line_c", 0, 3]]);
  expect(placesOf(document, "(cat", true).map((one) => one.from)).toEqual([11]);
  expect(linesWith(document, "cat", false).map((one) => one.id)).toEqual(["line_a"]);
  const from = (last: (typeof places)[number] | null, begin: string | null, by: 1 | -1) => nextPlace(document, places, last, begin, by);
  expect([from(null, null, 1), from(null, "line_b", 1), from(null, "line_b", -1), from(null, null, -1)]).toEqual([0, 2, 1, 2]);
  expect([from(places[0]!, "line_c", 1), from(places[2]!, null, 1), from(places[0]!, null, -1)]).toEqual([1, 0, 2]);
  expect([placesOf(document, "", false).length, nextPlace(document, [], null, null, 1)]).toEqual([0, -1]);
});

describe("the mix that plays", () => {
  const end = () => played.follow!(played.track!);
  test("goes on with what was generated meanwhile, and waits for what is being generated", () => {
    playMix(open([line("line_a")], { duration: 4 }), 1);
    played.duration = 3;
    useProject.setState({ speaking: { line_b: "queued" } });
    expect(end()).toBe("wait");
    open([line("line_a"), line("line_b")], { duration: 9 });
    expect(end()).toMatchObject({ key: "mix:proj_a:4", whole: { start: 4, end: 9 } });
  });
  test("ends with the project, with another one, and where nothing came", () => {
    playMix(open([line("line_a")], { duration: 4 }), 0);
    played.duration = 4;
    expect(end()).toBeNull();
    open([line("line_a")], { duration: 9 });
    played.duration = 0;
    expect(end()).toBeNull();
    played.duration = 4;
    open([line("line_a")], { id: "proj_b", duration: 9 });
    expect(end()).toBeNull();
  });
});
