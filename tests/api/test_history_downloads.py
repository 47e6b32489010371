"""Several items of the history in one zip, as ElevenLabs' `history.download` gives them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from clonyvoice.audio import decode
from tests.api.running import Running, running
from tests.eventually import eventually
from tests.traced_memory import traced

DOWNLOAD = "/elevenlabs/v1/history/download"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("downloads")) as made:
        yield made


def _spoken(server: Running, words: int) -> str:
    """The id of speech of about two seconds a word."""
    body = {"voice": "fake_ann", "language": "en", "format": "wav", "text": f"{'a' * 39} " * words}
    answer = server.client.post("/api/generate/preset", json=body, timeout=120)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


def _left(server: Running) -> list[Path]:
    return list(server.parts.blobs.scratch.glob("*.zip"))


@pytest.mark.parametrize("fmt", ["default", "wav"])
def test_a_zip_has_a_file_for_each_item(server: Running, fmt: str) -> None:
    ids = [_spoken(server, words) for words in (1, 2)]
    body = {"history_item_ids": [*ids, ids[0]], "output_format": fmt}
    answer = server.client.post(DOWNLOAD, json=body)
    assert answer.headers["content-type"] == "application/zip"
    ending = "wav" if fmt == "wav" else "mp3"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == [f"{item}.{ending}" for item in ids]
        lengths = [decode(io.BytesIO(archive.read(name))).duration for name in archive.namelist()]
    assert lengths == pytest.approx([2.0, 4.0], abs=0.5)
    eventually(lambda: not _left(server))


def test_long_sounds_are_not_held_in_memory(server: Running) -> None:
    ids = [_spoken(server, 150) for _ in range(4)]  # 14 MB each
    received = 0
    with traced() as memory:
        body = {"history_item_ids": ids, "output_format": "wav"}
        with server.client.stream("POST", DOWNLOAD, json=body, timeout=60) as answer:
            assert answer.status_code == 200
            for piece in answer.iter_bytes():
                received += len(piece)
        _, most = memory()
    assert received > 50_000_000
    assert most < 20_000_000
    eventually(lambda: not _left(server))


def test_an_item_that_is_not_there_leaves_nothing_behind(server: Running) -> None:
    body = {"history_item_ids": [_spoken(server, 1), "gen_missing"]}
    answer = server.client.post(DOWNLOAD, json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "generation_not_found")
    eventually(lambda: not _left(server))
