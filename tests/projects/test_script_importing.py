"""Scripts that are made to cost much, or are damaged: refused clearly, in no time, and the words of others kept."""

from __future__ import annotations

import io
import zipfile
from typing import Final

import pytest

from clonyvoice.projects import docx_epub, script_importing
from clonyvoice.projects.errors import ScriptInvalid
from clonyvoice.projects.script_lines import Script

_SPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read_script(data: bytes, fmt: str) -> Script:
    return script_importing.read_script(io.BytesIO(data), fmt)


def docx(body: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", method) as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{_SPACE}"><w:body>{body}</w:body></w:document>'
        )
    return sink.getvalue()


def paragraph(text: str, style: str = "", inner: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{text}</w:t><w:tab/><w:t>again</w:t></w:r>{inner}</w:p>"


def test_paragraphs_within_paragraphs_are_each_read_once() -> None:
    within = paragraph("Inner.")
    for number in range(20):
        within = paragraph(f"{number}.", inner=within)
    script = read_script(docx(paragraph("Title", "Heading1") + within), "docx")
    assert script.lines[0].chapter == "Title again"
    assert sorted(line.text for line in script.lines[1:]) == sorted(
        [*(f"{number}. again" for number in range(20)), "Inner. again"]
    )


def test_xml_that_is_too_deep_is_refused() -> None:
    with pytest.raises(ScriptInvalid, match="deep"):
        read_script(docx("<w:r>" * 300 + "</w:r>" * 300), "docx")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_to_pack_are_refused(method: int) -> None:
    with pytest.raises(ScriptInvalid, match="packed"):
        read_script(docx(paragraph("Hello."), method), "docx")


def test_a_damaged_entry_is_refused_wherever_it_is_damaged() -> None:
    whole = docx("".join(paragraph(f"Line {number}.") for number in range(200)))
    for at in range(60, len(whole) - 120, 7):
        try:
            read_script(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :], "docx")
        except ScriptInvalid:
            continue


@pytest.mark.parametrize("place", [2**63 + 5, 2**64 - 1, 2**62, 10**9])
def test_an_entry_outside_the_file_is_refused(place: int) -> None:
    sink = io.BytesIO(docx(paragraph("Hello.")))
    with zipfile.ZipFile(sink, "a") as archive:
        archive.writestr("one more", b"")
        archive.getinfo("word/document.xml").header_offset = place
    for fmt in ("docx", "epub"):
        with pytest.raises(ScriptInvalid):
            read_script(sink.getvalue(), fmt)


def test_a_crowded_archive_is_refused_before_its_directory_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for number in range(docx_epub.MAX_ENTRIES + 1):
            archive.writestr(str(number), b"")
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(ScriptInvalid, match="more than"):
        read_script(sink.getvalue(), "epub")


def test_headings_and_long_lines_are_what_they_were() -> None:
    script = read_script(b"# One #\n\nText.\n\n### Deep ##\n\n# #\n", "md")
    assert [(line.text, line.chapter) for line in script.lines] == [
        ("One", "One"), ("Text.", None), ("Deep", None), ("#", "#"),
    ]  # fmt: skip
    long = read_script(("word " * 5000).encode(), "txt").lines
    assert " ".join(line.text for line in long).split() == ["word"] * 5000
    assert max(len(line.text) for line in long) <= 10_000
    assert [len(line.text) for line in read_script(b"x" * 25_000, "txt").lines] == [10_000, 10_000, 5_000]


def test_markup_that_nothing_ends_is_text() -> None:
    page = b"<p>One <b>two</b></p><!-- three --><p>four</p> a < b <i five"
    said = " ".join(line.text for line in docx_epub.page_lines(page))
    assert said.split()[:3] == ["One", "two", "four"]
    assert "three" not in said
    assert "five" in said


def test_a_table_with_a_column_twice_is_refused_by_its_name() -> None:
    for name in ("text", "speaker"):
        table = f"speaker,text,{name.title()}\nAda,Hello.,x\n"
        with pytest.raises(ScriptInvalid, match=f"2 columns named '{name}'"):
            read_script(table.encode(), "csv")


def test_what_is_not_read_of_a_table_is_told() -> None:
    script = read_script(b"speaker,text,voice,mood\nAda,Hello.,v1,glad\nBen,Bye.,v2,sad,more\n", "csv")
    assert [(line.speaker, line.text) for line in script.lines] == [("Ada", "Hello."), ("Ben", "Bye.")]
    assert script.warnings[0] == "Only the columns `speaker` and `text` are read, not these: voice, mood"
    assert script.warnings[1].startswith("1 rows have more cells than columns")
    script = read_script(b"Ada,Hello\nBen,Well, well\n", "csv")
    assert script.warnings[0].startswith("1 rows have more cells than columns")
    assert read_script(b"Ada,Hello\nBen,Bye\n", "csv").warnings == []
