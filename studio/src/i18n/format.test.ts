import { describe, expect, it } from "vitest";
import { ago, bytes, clockTime, languageName, percent, percentRange } from "./format";

describe("formats", () => {
  it("tell time on a clock", () => {
    expect([0, 64, 3723, 59.96, -1, Number.NaN].map((s) => clockTime(s))).toEqual(["0:00", "1:04", "1:02:03", "0:59", "0:00", "0:00"]);
    expect(clockTime(64.26, true)).toBe("1:04.2");
  });
  it("speak both languages", () => {
    expect(bytes(92_361_271, "en")).toBe("92 MB");
    expect(percent(0.42, "ko")).toBe("42%");
    expect(percentRange(0.72, 0.88, "en").replace(/\s/g, "")).toBe("72%–88%");
    expect(percentRange(0.72, 0.88, "ko").replace(/\s/g, "")).toBe("72%~88%");
    expect(ago("2026-01-01T00:00:00Z", "ko", Date.parse("2026-01-01T00:05:00Z"))).toBe("5분 전");
    expect(languageName("ko", "en")).toBe("Korean");
    expect(languageName("ko", "ko")).toBe("한국어");
    expect(languageName("??", "en")).toBe("??");
  });
});
