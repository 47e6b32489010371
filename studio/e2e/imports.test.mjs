// Scripts, books and subtitles that are dropped: on the page of projects, and on a project that is open; bad ones say why.
import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 } from "node:zlib";
import { ALLOWED, opened, pictured, projectDocument } from "./opening.mjs";

const { page, errors } = await opened({ ...ALLOWED });
page.setDefaultTimeout(20_000);

const picture = (name) => pictured(page, name);

/** A ZIP archive of texts, stored as they are. */
function zip(files) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [data, path] = [Buffer.from(text), Buffer.from(name)];
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(path.length, 22);
    const head = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), facts, path, data]);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), facts, entry, path);
    parts.push(head);
    at += head.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 4);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, listed, Buffer.from("PK\x05\x06", "latin1"), end]);
}

const CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>';
const page1 = "<html><body><h1>One</h1><p>It rained &amp; rained.</p></body></html>";
const book = (hrefs, container = CONTAINER) =>
  zip({
    "META-INF/container.xml": container,
    "OPS/book.opf": `<package xmlns="http://www.idpf.org/2007/opf"><manifest>${hrefs.map((href, n) => `<item id="i${n}" href="${href}" media-type="application/xhtml+xml"/>`).join("")}</manifest><spine>${hrefs.map((_, n) => `<itemref idref="i${n}"/>`).join("")}</spine></package>`,
    "OPS/one.xhtml": page1,
  });
const docx = (...paragraphs) =>
  zip({ "word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs.map(([text, style]) => `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ""}<w:r><w:t>${text}</w:t></w:r></w:p>`).join("")}</w:body></w:document>` });

/** Drops files on an element, as a hand does. */
async function drop(target, files) {
  const transfer = await page.evaluateHandle((all) => {
    const held = new DataTransfer();
    for (const { name, data } of all) held.items.add(new File([Uint8Array.from(atob(data), (char) => char.charCodeAt(0))], name));
    return held;
  }, files.map(([name, data]) => ({ name, data: Buffer.from(data).toString("base64") })));
  for (const type of ["dragenter", "dragover", "drop"]) await page.locator(target).first().dispatchEvent(type, { dataTransfer: transfer });
}

const SRT = "1\n00:00:01,000 --> 00:00:04,000\nFirst.\n\n2\n00:00:03,000 --> 00:00:05,000\nOver the first.\n\n3\n00:00:09,000 --> 00:00:08,000\nBackwards.\n\n4\n100:00:01,000 --> 100:00:02,000\nToo late.\n";
const GOOD = [
  ["play.txt", "ANNA: Hello.\n민수: 안녕?\n", { lines: ["Hello.", "안녕?"], chapters: 0 }],
  ["notes.md", "# Part one\n\nIt rained.\n", { lines: ["Part one", "It rained."], chapters: 1 }],
  ["letter.docx", docx(["Chapter one", "Heading1"], ["Good evening.", ""]), { lines: ["Chapter one", "Good evening."], chapters: 1 }],
  ["book.epub", book(["one.xhtml"]), { lines: ["One", "It rained & rained."], chapters: 1 }],
  ["film.srt", SRT, { lines: ["First.", "Over the first."], chapters: 0 }],
  ["film.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ben>Hi.\n", { lines: ["Hi."], chapters: 0 }],
  ["아침.txt", "지민: 어제 서울역에서 기차를 놓쳤어요.\n\n민수: 그래서 어떻게 했어?", { lines: ["어제 서울역에서 기차를 놓쳤어요.", "그래서 어떻게 했어?"], chapters: 0, language: "ko" }],
  ["table.csv", 'speaker,text\nADA,"Hello, you."\nBEN,Hi.\n', { lines: ["Hello, you.", "Hi."], chapters: 0 }],
];
const projectNow = () => projectDocument(page);
const visit = () => page.getByRole("navigation").getByRole("link", { name: /^(Projects|프로젝트)$/ }).click();

for (const [name, data, wanted] of GOOD)
  test(`${name} is dropped on the page of projects and becomes a project whose speakers have voices`, async () => {
    await visit();
    await page.getByRole("button", { name: "New project" }).first().waitFor();
    await drop(".page.project", [[name, data]]);
    const dialog = page.getByRole("dialog");
    await dialog.getByText(name).waitFor();
    if (name === "film.srt") {
      await dialog.getByText(/They will overlap/).waitFor();
      assert.equal(await dialog.getByText(/A subtitle was left out/).count(), 2);
      await picture("import-warnings");
    }
    await dialog.getByRole("button", { name: "Import a script" }).click();
    await page.waitForURL(/projects\/proj_/);
    const made = await projectNow();
    assert.deepEqual(made.lines.map((one) => one.text), wanted.lines);
    assert.equal(made.markers.length, wanted.chapters);
    assert.ok(made.speakers.length > 0 && made.speakers.every((one) => one.voice_id), JSON.stringify(made.speakers));
    assert.ok(made.lines.every((one) => one.speaker_id));
    assert.equal(made.language, wanted.language ?? "en");
  });

test("files that are dropped on an open project are added to it, one after another", async () => {
  const before = (await projectNow()).lines.length;
  await drop(".project-script", [["play.txt", GOOD[0][1]], ["book.epub", GOOD[3][1]]]);
  const dialog = page.getByRole("dialog", { name: "Add a script" });
  await dialog.getByText("play.txt has 2 lines.").waitFor();
  await picture("import-into-project");
  await dialog.getByRole("button", { name: "Add to this project" }).click();
  await dialog.getByText("book.epub has 2 lines.").waitFor();
  await dialog.getByRole("button", { name: "Add to this project" }).click();
  await dialog.waitFor({ state: "detached" });
  const after = await projectNow();
  assert.deepEqual(after.lines.slice(before).map((one) => one.text), ["Hello.", "안녕?", "One", "It rained & rained."]);
  assert.ok(after.speakers.every((one) => one.voice_id));
  await page.getByRole("button", { name: "Timeline" }).click();
  await drop(".lanes", [["film.srt", SRT]]);
  await dialog.getByText("film.srt has 2 lines.").waitFor();
  await dialog.getByRole("button", { name: "New project instead" }).click();
  await page.getByRole("dialog", { name: "Import a script" }).getByText("film.srt has 2 lines.").waitFor();
  await page.keyboard.press("Escape");
});

const SECRET = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>';
const BAD = [
  ["entities.epub", book(["one.xhtml"], SECRET + CONTAINER), /XML that cannot be read safely/, /안전하게 읽을 수 없는 XML/],
  ["paths.epub", book(["/etc/passwd", "../../etc/hostname"]), /There is no text in the file/, /텍스트가 없습니다/],
  ["letter.docx", "no archive", /not a Word document/, /Word 문서\(DOCX\)가 아니거나/],
  ["empty.srt", "1\n00:00:09,000 --> 00:00:08,000\nBackwards.\n", /There is no text in the file/, /텍스트가 없습니다/],
  ["sound.txt", "a\0b", /not text/, /텍스트 파일이 아닙니다/],
];

test("files that cannot be read say why, in both languages", async () => {
  await visit();
  for (const language of [0, 1]) {
    if (language === 1) {
      await page.getByRole("button", { name: "Language" }).click();
      await page.getByRole("menuitemradio", { name: "한국어" }).or(page.getByRole("menuitem", { name: "한국어" })).click();
      await page.getByRole("button", { name: "새 프로젝트" }).first().waitFor();
    }
    for (const [name, data, ...said] of BAD) {
      await drop(".page.project", [[name, data]]);
      await page.getByRole("alert").getByText(said[language]).waitFor();
    }
    await picture(`import-refused-${language}`);
  }
  assert.deepEqual(errors.filter((text) => !/status of 422 .*\/import\/preview$/.test(text)), []);
});
