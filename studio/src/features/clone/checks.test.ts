import { expect, it } from "vitest";
import type { CloneCheck } from "@/api/cloning";
import { wholeOf } from "./checks";

const finding = (code: string, grade: "good" | "hint" | "warning") => ({ code, grade, message: code, message_ko: code, advice: "", advice_ko: "" });
const check = (speech: number, ...findings: ReturnType<typeof finding>[]): CloneCheck => ({ ok: true, quality: { speech_seconds: speech, findings }, problem: null, transcript: null, language: null });

it("adds up the speech of all recordings and says each finding once", () => {
  const whole = wholeOf([
    check(8, finding("rather_short", "hint"), finding("noisy", "warning")),
    check(9, finding("rather_short", "hint"), finding("hum", "hint"), finding("noisy", "warning")),
    check(20, finding("clean", "good")),
    { ok: false, quality: null, problem: { code: "silence", message: "", details: {} }, transcript: null, language: null },
  ]);
  expect(whole.speech).toBe(37);
  expect(whole.usable).toBe(3);
  expect(whole.findings.map((one) => [one.code, one.count])).toEqual([
    ["noisy", 2],
    ["hum", 1],
  ]);
});
