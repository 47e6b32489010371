"""Chapters of files that carry Content Credentials are read as those of files that do not."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from clonyvoice.audio.chapters import RATE, About, Chapter, describe, options_of
from clonyvoice.core.clock import SystemClock
from clonyvoice.core.settings import Settings
from clonyvoice.provenance.credentials import Origin, open_credentials

TITLES = ("Short", "A long way home, " * 20, "어느 겨울 밤의 이야기 " * 20, "Last")
CONTAINERS = {"mp3": ("mp3", "libmp3lame", "audio/mpeg"), "m4b": ("ipod", "aac", "audio/mp4")}


def _with_chapters(fmt: str) -> bytes:
    container, codec, _ = CONTAINERS[fmt]
    chapters = tuple(Chapter(n * RATE, title) for n, title in enumerate(TITLES))
    out = io.BytesIO()
    with av.open(out, "w", format=container, container_options=options_of(fmt)) as file:
        describe(file, fmt, About("Book", chapters, len(TITLES) * RATE))
        stream: Any = file.add_stream(codec, rate=RATE, layout="mono")
        silence = np.zeros((1, len(TITLES) * RATE), np.float32)
        frame = av.AudioFrame.from_ndarray(silence, format="fltp", layout="mono")
        frame.sample_rate, frame.pts = RATE, 0
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return out.getvalue()


def _chapters(data: bytes) -> list[tuple[float, str]]:
    with av.open(io.BytesIO(data)) as file:
        return [(c["start"] * float(c["time_base"] or 0), c["metadata"]["title"]) for c in file.chapters()]


@pytest.mark.parametrize("fmt", CONTAINERS)
def test_signing_keeps_every_chapter(fmt: str, tmp_path: Path) -> None:
    credentials = open_credentials(Settings(data_dir=tmp_path / "data"), SystemClock())
    plain, signed = tmp_path / f"plain.{fmt}", tmp_path / f"signed.{fmt}"
    plain.write_bytes(_with_chapters(fmt))
    now = datetime.datetime.now(datetime.UTC)
    credentials.sign(plain, signed, CONTAINERS[fmt][2], Origin(("kokoro",), ("preset",), now, len(TITLES)))
    found = _chapters(signed.read_bytes())
    assert found == _chapters(plain.read_bytes())
    assert [at for at, _ in found] == pytest.approx([0, 1, 2, 3], abs=0.001)
    for title, (_, read) in zip(TITLES, found, strict=True):
        assert title.startswith(read)
        assert len(read) >= min(len(title), 40)
