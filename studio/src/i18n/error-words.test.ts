import { describe, expect, it } from "vitest";
import table from "../../../docs/errors.md?raw";
import en from "./en.json";
import { DETAILED, SAME_AS, forPeople, wordsFor } from "./error-words";
import ko from "./ko.json";

const TEXTS: Record<string, typeof en> = { en, ko: ko as typeof en };
const own = (language: string) => (key: string) => {
  const found = key.split(".").reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], TEXTS[language]!.errors);
  return typeof found === "string" ? found : null;
};

/** Errors of commands, of how a server is started, and of other programs' APIs: no page can meet them. */
const NOT_ON_A_PAGE = new Set([
  "already_running",
  "file_not_readable",
  "handshake_failed",
  "handshake_too_long",
  "invalid_setting",
  "model_not_served",
  "newer_data",
  "no_player",
  "no_server",
  "port_in_use",
  "ray_not_installed",
  "remote_not_allowed",
  "server_did_not_start",
  "headers_too_long",
  "too_many_sessions",
  "unsupported_bit_rate",
  "wyoming_not_remote",
  "wyoming_port_in_use",
  "zeroconf_missing",
]);
/** Codes of the page's own. */
const PAGES_OWN = new Set(["address_not_allowed", "connection_slow", "dictation_ended", "nothing_dictated", "signed_out", "version_mismatch"]);

const codes = [...table.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]!);

describe("every error code of the API", () => {
  it("is in the table that is made from the server's classes", () => expect(codes.length).toBeGreaterThan(120));

  it.each(codes.filter((code) => !NOT_ON_A_PAGE.has(code)))("%s is said in both languages", (code) => {
    for (const language of ["en", "ko"]) {
      const told = { code, message: "Restore it with POST /api/voices/voice_1/restore.", status: 409 };
      const { text, detail } = wordsFor(told, language, own(language));
      expect(text).toBe(own(language)(`codes.${SAME_AS[code] ?? code}`));
      expect(forPeople(text.replaceAll("{{seconds}}", "3"))).toBe(true);
      expect(detail).toBeNull();
      expect(/[가-힣]/.test(text)).toBe(language === "ko");
    }
  });

  it("has no words for codes that do not exist", () => {
    const known = new Set([...codes, ...PAGES_OWN]);
    expect(Object.keys(en.errors.codes).filter((code) => !known.has(code))).toEqual([]);
    expect([...DETAILED, ...Object.keys(SAME_AS), ...NOT_ON_A_PAGE].filter((code) => !known.has(code))).toEqual([]);
  });
});

describe("the server's own words", () => {
  const told = { code: "operation_invalid", message: "The start has to be 0 or more.", status: 422 };
  it("are shown where they say more, in English", () => expect(wordsFor(told, "en", own("en"))).toEqual({ text: told.message, detail: null }));
  it("are beside the page's own in Korean", () => expect(wordsFor(told, "ko", own("ko"))).toEqual({ text: ko.errors.codes.operation_invalid, detail: told.message }));
  it("are not shown when they are for programs", () => {
    for (const message of ["No voice has this id. GET /api/voices lists what there is.", "Leave `engine` out.", "Operation 0: clip.update has no such clip.", "Set CLONYVOICE_PORT.", "Start with --allow-remote."])
      expect(wordsFor({ ...told, message }, "en", own("en")).text).toBe(en.errors.codes.operation_invalid);
  });
  it("stand in for a code that is new, with a general sentence in Korean", () => {
    const fresh = { code: "something_new", message: "The printer is out of paper.", status: 409 };
    expect(wordsFor(fresh, "en", own("en")).text).toBe(fresh.message);
    expect(wordsFor(fresh, "ko", own("ko"))).toEqual({ text: ko.errors.refused, detail: fresh.message });
    expect(wordsFor({ code: null, message: null, status: 500 }, "ko", own("ko")).text).toBe(ko.errors.unknown);
  });
});
