import { expect, it } from "vitest";
import { addAgreement, reasonsOf, stateOf } from "./consents";

const none = { withdrawn_at: null, imported: false, verified: false, check: null };

it("never calls a consent verified that was not checked here", () => {
  expect(stateOf(none)).toBe("noted");
  expect(stateOf({ ...none, verified: true, check: { outcome: "verified" } })).toBe("verified");
  expect(stateOf({ ...none, check: { outcome: "not_verified" } })).toBe("not_verified");
  expect(stateOf({ ...none, imported: true, check: { outcome: "verified" } })).toBe("imported");
  expect(stateOf({ ...none, verified: true, withdrawn_at: "2026-01-01T00:00:00Z" })).toBe("withdrawn");
});

it("names the reasons that it has words for", () => {
  expect(reasonsOf({ check: { reasons: ["other_words", "something_new", "other_speaker"] } })).toEqual(["other_speaker", "other_words"]);
  expect(reasonsOf({ check: { reasons: "odd" } })).toEqual([]);
  expect(reasonsOf({ check: null })).toEqual([]);
});

it("sends only what was filled in", () => {
  const form = new FormData();
  addAgreement(form, { person: "  ", statement: " I agree. ", recording: null });
  expect([...form.keys()]).toEqual(["consent_statement"]);
  expect(form.get("consent_statement")).toBe("I agree.");
  const whole = new FormData();
  addAgreement(whole, { person: "Ada", statement: "", recording: { blob: new Blob(["yes"]), name: "yes.wav" } });
  expect([...whole.keys()]).toEqual(["consent_person", "consent_recording"]);
});
