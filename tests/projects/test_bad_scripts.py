"""Scripts and books as nobody should write them: nothing that they name is opened, the message says what is wrong."""

from __future__ import annotations

import io
import zipfile

import pytest

from clonyvoice.projects.errors import ScriptInvalid
from clonyvoice.projects.script_importing import read_script
from clonyvoice.projects.script_lines import MAX_BYTES, Script

CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
PACKAGE = '<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{spine}</spine></package>'
WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def reading(data: bytes, fmt: str) -> Script:
    return read_script(io.BytesIO(data), fmt)


def zipped(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), data)
    return out.getvalue()


def book(hrefs: list[str], container: str = CONTAINER, **pages: str | bytes) -> bytes:
    items = "".join(
        f'<item id="i{n}" href="{href}" media-type="application/xhtml+xml"/>' for n, href in enumerate(hrefs)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(hrefs)))
    package = PACKAGE.format(items=items, spine=spine)
    return zipped(**{"META-INF__container_DOT_xml": container, "OPS__book_DOT_opf": package}, **pages)


def test_a_book_whose_files_have_absolute_or_climbing_paths_reads_its_own_files_alone() -> None:
    data = book(
        ["/etc/passwd", "../../../etc/hostname", "file:///etc/passwd", "one.xhtml"],
        OPS__one_DOT_xhtml="<html><body><h1>One</h1><p>It rained &amp; rained.</p></body></html>",
    )
    found = reading(data, "epub")
    assert [line.text for line in found.lines] == ["One", "It rained & rained."]
    assert found.warnings == ["3 of the book's files are missing and were left out."]


@pytest.mark.parametrize("place", ["container", "package", "page"])
def test_entities_of_a_book_are_refused_or_left_as_they_are(place: str) -> None:
    entity = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    page = "<html><body><p>Before &secret; after.</p></body></html>"
    if place == "page":
        found = reading(book(["one.xhtml"], OPS__one_DOT_xhtml=entity + page), "epub")
        assert "root:" not in str(found.lines)
        return
    container = entity + CONTAINER if place == "container" else CONTAINER
    data = book(["one.xhtml"], container, OPS__one_DOT_xhtml=page)
    if place == "package":
        package = entity + PACKAGE.format(items="", spine="")
        data = zipped(**{"META-INF__container_DOT_xml": CONTAINER, "OPS__book_DOT_opf": package})
    with pytest.raises(ScriptInvalid, match="cannot be read safely"):
        reading(data, "epub")


def test_a_book_that_unpacks_to_more_than_is_allowed_is_refused() -> None:
    bomb = b"<p>" + b"a " * (MAX_BYTES // 2 + 1000)
    with pytest.raises(ScriptInvalid, match="unpacks to more than"):
        reading(book(["one.xhtml"], OPS__one_DOT_xhtml=bomb), "epub")


def test_macros_and_linked_files_of_a_word_document_are_not_looked_at() -> None:
    body = (
        f"<w:document {WORDS}><w:body><w:p><w:r><w:t>Good evening.</w:t></w:r></w:p>"
        '<w:p><w:r><w:instrText xml:space="preserve">INCLUDETEXT "http://127.0.0.1:9/x"</w:instrText></w:r></w:p>'
        "</w:body></w:document>"
    )
    links = (
        '<Relationships><Relationship Id="r1" TargetMode="External" Target="http://127.0.0.1:9/secret.png"/>'
        "</Relationships>"
    )
    data = zipped(
        word__document_DOT_xml=body,
        word___rels__document_DOT_xml_DOT_rels=links,
        word__vbaProject_DOT_bin=b"\xd0\xcf\x11\xe0" + bytes(100),
    )
    assert [line.text for line in reading(data, "docx").lines] == ["Good evening."]


def test_subtitles_that_overlap_run_backwards_or_for_100_hours_keep_what_can_be_kept() -> None:
    cues = [
        ("00:00:01,000", "00:00:04,000", "First."),
        ("00:00:03,000", "00:00:05,000", "Over the first."),
        ("00:00:09,000", "00:00:08,000", "Backwards."),
        ("-00:00:09,000", "00:00:10,000", "Before the beginning."),
        ("-00:00:09,000", "-00:00:07,000", "All before the beginning."),
        ("99:59:58,000", "99:59:59,000", "Just in time."),
        ("1000:00:01,000", "1000:00:02,000", "Far too late."),
        ("100:00:01,000", "100:00:02,000", "Too late."),
    ]
    text = "\n\n".join(f"{n}\n{a} --> {b}\n{said}" for n, (a, b, said) in enumerate(cues, 1))
    found = reading(text.encode(), "srt")
    kept = {line.text: line.slot for line in found.lines}
    assert kept["First."] == (1.0, 4.0)
    assert kept["Over the first."] == (3.0, 5.0)
    assert kept["Just in time."] == (359998.0, 359999.0)
    assert kept["Before the beginning."] == (0.0, 10.0)
    assert any("begins at -9 s" in warning for warning in found.warnings)
    assert not {"Backwards.", "All before the beginning.", "Too late.", "Far too late."} & set(kept)
    assert any("overlap" in warning for warning in found.warnings)
    assert all(slot is not None and 0 <= slot[0] < slot[1] <= 360_000 for slot in kept.values())
