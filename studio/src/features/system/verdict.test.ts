import { createInstance } from "i18next";
import { describe, expect, it } from "vitest";
import en from "@/i18n/en.json";
import ko from "@/i18n/ko.json";
import { sentence, type Statement } from "./verdict";

const made = async (language: string) => {
  const i18n = createInstance();
  await i18n.init({ lng: language, resources: { en: { translation: en }, ko: { translation: ko } }, interpolation: { escapeValue: false } });
  return i18n.t;
};
const found = (code: string, values: Record<string, unknown> = {}): Statement => ({ code, level: "note", text: "The server's words.", values });

describe("findings about a recording", () => {
  it("are told in both languages, with their numbers", async () => {
    for (const language of ["en", "ko"]) {
      const t = await made(language);
      expect(sentence(found("credentials_cut", { signed: 12.3, duration: 4.5 }), t, language)).toMatch(/0:12\.3.*0:04\.5/s);
      expect(sentence(found("watermark_here", { number: 4242, stretches: 2, of: 3 }), t, language)).toMatch(/4242/);
      const origin = { software: "ClonyVoice", engines: ["kokoro"], voices: ["clone"], made_at: "2026-11-28T10:00:00Z", mixed: false };
      expect(sentence(found("made_by", origin), t, language)).toMatch(/ClonyVoice, kokoro/);
      expect(sentence(found("made_by", {}), t, language)).not.toMatch(/undefined|\{\{/);
    }
  });
  it("keep the server's words where the page does not know them", async () => {
    expect(sentence(found("something_new"), await made("ko"), "ko")).toBe("The server's words.");
  });
  it("name whoever a certificate names as unchecked", async () => {
    expect(sentence(found("signed_by", { signer: "" }), await made("en"), "en")).toMatch(/nobody/);
  });
});
