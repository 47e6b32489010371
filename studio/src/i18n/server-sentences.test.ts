import i18next from "i18next";
import { expect, it } from "vitest";
import en from "./en.json";
import ko from "./ko.json";
import { SENTENCES, serverSentence } from "./server-sentences";

const korean = i18next.createInstance();
await korean.init({ lng: "ko", resources: { ko: { translation: ko } }, interpolation: { escapeValue: false } });

it("has words for every sentence, with the names and numbers that it holds", () => {
  expect(SENTENCES.map(([, key]) => key).sort()).toEqual(Object.keys(en.sentences).sort());
  expect(serverSentence(korean, "the file voices/a.wav is there twice")).toEqual({ text: "파일이 두 개 들어 있습니다: voices/a.wav", lang: undefined });
  expect(serverSentence(korean, "Ada: The engine 'pocket' is not installed. Install it on the studio's System page").text).toBe(
    "엔진이 설치되어 있지 않습니다: pocket. 시스템 페이지에서 설치하세요.",
  );
  expect(serverSentence(korean, "3 rows have no text and were left out.").text).toBe("텍스트가 없는 행 3개를 제외했습니다.");
});

it("shows a sentence that it does not know as it came, marked as English", () => {
  expect(serverSentence(korean, "Something else.")).toEqual({ text: "Something else.", lang: "en" });
});
