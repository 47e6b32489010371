import { describe, expect, test } from "vitest";
import type { ProjectSummary } from "@/api/projects";
import { lastOf } from "./last-project";

const project = (id: string, updated_at: string) => ({ id, updated_at }) as ProjectSummary;
const LIST = [project("new", "2030-01-02T00:00:00Z"), project("old", "2030-01-01T00:00:00Z")];
const at = (id: string, time: string) => ({ id, at: Date.parse(time) });

describe("the project to go on with", () => {
  test("is the one that was changed last, wherever that was", () => {
    expect(lastOf(LIST, null)).toBe("new");
    expect(lastOf(LIST, at("old", "2030-01-01T12:00:00Z"))).toBe("new");
  });
  test("is the one that was opened here since", () => expect(lastOf(LIST, at("old", "2030-01-03T00:00:00Z"))).toBe("old"));
  test("is never one that is gone", () => {
    expect(lastOf(LIST, at("deleted", "2030-01-03T00:00:00Z"))).toBe("new");
    expect(lastOf([], at("deleted", "2030-01-03T00:00:00Z"))).toBeNull();
  });
});
