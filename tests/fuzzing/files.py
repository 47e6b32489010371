"""Files for uploads: small recordings, voice files and scripts, damaged by rule."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from functools import cache
from typing import Any

from clonyvoice.audio import encode
from clonyvoice.core import Audio
from tests.cloning.sounds import RATE, syllables
from tests.fuzzing.values import Draw, Values

_FORMATS = ("opus", "mp3", "flac", "wav", "aac")
_SCRIPTS: dict[str, str] = {
    "txt": "ADA: Good evening.\n\nBEN: Is it?\n\nNobody answered.",
    "md": "# One\n\nADA: Good evening.\n\n## Two\n\n*Nobody* answered.",
    "srt": "1\n00:00:01,000 --> 00:00:02,500\nGood evening.\n\n2\n00:00:03,000 --> 00:00:04,000\nIs it?\n",
    "vtt": "WEBVTT\n\n00:01.000 --> 00:02.500\n<v Ada>Good evening.\n",
    "csv": "speaker,text,start,end\nAda,Good evening.,1,2.5\nBen,Is it?,,\n",
}


@cache
def recordings() -> dict[str, bytes]:
    """A few seconds of sound as restless as speech, in each format."""
    sound = Audio(syllables(6.0), RATE)
    return {fmt: encode(sound, fmt, 24_000) for fmt in _FORMATS}


def _packed(files: dict[str, bytes], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", level) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name[:60_000]), content)
    return sink.getvalue()


def _docx() -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>ADA: Hello.</w:t></w:r></w:p></w:body></w:document>'
    return _packed({"word/document.xml": text.encode()})


def _epub() -> bytes:
    container = '<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>'
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    page = "<html><body><h1>One</h1><p>Hello.</p></body></html>"
    return _packed(
        {"META-INF/container.xml": container.encode(), "c.opf": package.encode(), "a.xhtml": page.encode()}
    )


def recording(draw: Draw, values: Values) -> tuple[str, bytes]:
    """A recording's name and bytes, damaged where `values` are odd."""
    fmt = draw.of(_FORMATS)
    data = recordings()[fmt]
    if values.odd_now:
        data = damaged(draw, data)
    return f"a.{fmt}", data


def script(draw: Draw, values: Values) -> tuple[str, bytes]:
    """A script's name and bytes."""
    fmt = draw.of((*_SCRIPTS, "docx", "epub"))
    data = _docx() if fmt == "docx" else _epub() if fmt == "epub" else _SCRIPTS[fmt].encode()
    if values.odd_now:
        data = _rezipped(draw, values, data) if fmt in ("docx", "epub") else damaged(draw, data)
    if values.odd_now:
        fmt = draw.of((*_SCRIPTS, "docx", "epub"))
    return f"a.{fmt}", data


def voice_file(draw: Draw, values: Values, exported: bytes) -> tuple[str, bytes]:
    """A voice file, whole or changed: in its manifest, its entries, or its bytes."""
    if not values.odd_now:
        return "a.clonyvoice", exported
    return "a.clonyvoice", _rezipped(draw, values, exported)


def _rezipped(draw: Draw, values: Values, data: bytes) -> bytes:
    if draw.once_in(4):
        return damaged(draw, data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = draw.of(sorted(files))
    kind = draw.index(6)
    if kind < 3 and "manifest.json" in files:
        manifest = json.loads(files["manifest.json"])
        for _ in range(1 + draw.index(2)):
            _change(draw, values, manifest)
        files["manifest.json"] = json.dumps(manifest).encode()
    elif kind == 3:
        files[name] = damaged(draw, files[name])
    elif kind == 4:
        files[draw.of(("../x", "/x", "a/../../x", "", "x" * 300, name + "/", "C:\\x"))] = b"x"
    else:
        del files[name]
    return _packed(files, draw.of((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))


def _change(draw: Draw, values: Values, value: Any) -> None:
    """Something somewhere in a JSON value put in place of what it was."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not keys:
            return
        key = draw.of(keys)
        inner = value[key]
        if isinstance(inner, dict | list) and inner and draw.index(4):
            value = inner
            continue
        if draw.once_in(5):
            del value[key]
        else:
            value[key] = values.odd()
        return


def damaged(draw: Draw, data: bytes) -> bytes:
    """The bytes with something wrong: cut, changed, doubled, numbers that lie."""
    if not data:
        return draw.bytes(40)
    kind, at = draw.index(7), draw.index(len(data))
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[at:]
    if kind == 2:
        return data[:at] + bytes([data[at] ^ (1 << draw.index(8))]) + data[at + 1 :]
    if kind == 3:
        at = draw.index(min(len(data), 80))
        number = struct.pack(
            draw.of(("<I", ">I")), draw.of((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000, 65_536))
        )
        return data[:at] + number + data[at + 4 :]
    if kind == 4:
        return data + data[at:]
    if kind == 5:
        return draw.bytes(200)
    return data[:at] + draw.bytes(20) + data[at:]
