"""Requests that no client library would send, over bare sockets, and uploads of every wrong kind."""

from __future__ import annotations

import io
import json
import socket
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from urllib.parse import urlsplit

import httpx
import pytest

from tests.contract.shapes import assert_error
from tests.eventually import eventually
from tests.serving import ServerProcess

MakeKey = Callable[..., str]


@contextmanager
def connection(server: ServerProcess) -> Iterator[socket.socket]:
    address = urlsplit(server.url)
    assert address.hostname is not None
    with socket.create_connection((address.hostname, address.port or 80), timeout=20) as made:
        yield made


def raw(server: ServerProcess, request: bytes) -> tuple[int, dict[str, object]]:
    """The status and JSON body of the answer to bytes sent as they are."""
    with connection(server) as stream:
        stream.sendall(request)
        data = b""
        try:
            while piece := stream.recv(65_536):
                data += piece
                if b"\r\n\r\n" in data and _whole(data):
                    break
        except ConnectionResetError:
            pass
    head, _, body = data.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)


def _whole(data: bytes) -> bool:
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return bool(lengths) and len(body) >= int(lengths[0].split(b":")[1])


def assert_alive(client: httpx.Client) -> None:
    assert client.get("/health").status_code == 200
    assert client.get("/api/jobs").status_code == 200


def head(key: str, *lines: str, path: str = "/api/text/split") -> bytes:
    fixed = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"X-API-Key: {key}",
        "Content-Type: application/json",
    ]
    return ("\r\n".join([*fixed, *lines]) + "\r\n\r\n").encode()


@pytest.mark.parametrize(
    "lines",
    [
        ("Content-Length: 5", "Content-Length: 7"),
        ("Content-Length: -5",),
        ("Content-Length: 0x10",),
        ("Content-Length: 5", "Transfer-Encoding: chunked, chunked"),
        ("X-Broken Header",),
        ("X-Null: a\x00b",),
    ],
    ids=["two lengths", "negative", "hex", "odd transfer encoding", "no colon", "null byte"],
)
def test_malformed_headers_are_400_in_the_one_shape(
    lines: tuple[str, ...], server: ServerProcess, key: MakeKey, client: httpx.Client
) -> None:
    status, body = raw(server, head(key(), *lines) + b"hello")
    assert status == 400
    assert set(body) == {"error", "request_id"}
    assert_alive(client)


def test_no_http_at_all_is_400(server: ServerProcess, client: httpx.Client) -> None:
    status, body = raw(server, b"\x16\x03\x01 this is TLS or noise\r\n\r\n")
    assert status == 400
    assert set(body) == {"error", "request_id"}
    assert_alive(client)


def test_a_length_beyond_the_bound_is_413_before_the_body_comes(server: ServerProcess, key: MakeKey) -> None:
    began = time.monotonic()
    lines = ("Content-Length: 50000000000", "Expect: 100-continue")
    status, body = raw(server, head(key(), *lines))
    assert status == 413
    assert isinstance(body["error"], dict)
    assert body["error"]["code"] == "body_too_large"
    assert time.monotonic() - began < 5


def test_a_chunked_body_is_counted_while_it_arrives(client: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        yield b'{"text": "'
        for _ in range(40):
            yield b"a" * 500_000
        yield b'", "language": "en"}'

    answer = client.post("/api/text/split", content=endless(), headers={"Content-Type": "application/json"})
    assert_error(answer, 413)
    assert_alive(client)


def test_300_mb_are_refused_and_leave_nothing(client: httpx.Client, server: ServerProcess) -> None:
    def upload() -> Iterator[bytes]:
        yield (
            b'--b\r\nContent-Disposition: form-data; name="audio"; filename="a.wav"\r\n'
            b"Content-Type: audio/wav\r\n\r\n"
        )
        for _ in range(300):
            yield b"\0" * 1_000_000
        yield b"\r\n--b--\r\n"

    before = files(server)
    answer = client.post(
        "/api/audio-duration", content=upload(), headers={"Content-Type": "multipart/form-data; boundary=b"}
    )
    assert_error(answer, 413)
    assert files(server) == before
    assert_alive(client)


def test_a_connection_that_drops_halfway_up_leaves_nothing(
    server: ServerProcess, key: MakeKey, client: httpx.Client
) -> None:
    before = files(server)
    for path in ("/api/clone/create", "/api/transcribe", "/api/audio-duration"):
        lines = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: {key()}\r\nContent-Length: 100000\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
            '--b\r\nContent-Disposition: form-data; name="audio"; filename="a.wav"\r\n\r\n'
        )
        with connection(server) as stream:
            stream.sendall(lines.encode() + b"RIFF" + b"\0" * 5000)
    eventually(lambda: files(server), lambda found: found == before)
    assert_alive(client)


def test_a_trickling_client_does_not_hold_up_the_others(
    server: ServerProcess, key: MakeKey, client: httpx.Client
) -> None:
    with connection(server) as slow:
        slow.sendall(head(key(), "Content-Length: 1000")[:-30])
        began = time.monotonic()
        assert_alive(client)
        assert time.monotonic() - began < 5


def files(server: ServerProcess) -> set[str]:
    folders = (server.data_dir / "tmp", server.data_dir / "blobs")
    return {path.name for folder in folders for path in folder.rglob("*") if path.is_file()}


def lying_wav() -> bytes:
    """A header that promises a gigabyte before a second of sound."""
    fmt = struct.pack("<HHIIHH", 1, 1, 16_000, 32_000, 2, 16)
    return b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\0\0\0" + fmt + b"data\xff\xff\xff\x7f" + b"\1\0" * 16_000


@cache
def bomb() -> bytes:
    """An archive of 200 kB with a sample of 200 MB. Made where it is used: it takes seconds."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b"{}")
        archive.writestr("samples/a.wav", b"\0" * 200_000_000)
    return packed.getvalue()


UPLOADS = {
    "empty": b"",
    "text": b"This is a text file with the name of a sound.\n" * 100,
    "header only": lying_wav()[:44],
    "cut header": lying_wav()[:20],
    "noise": bytes(range(256)) * 500,
    "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 500,
}


@pytest.mark.parametrize("kind", [*UPLOADS, "zip bomb"])
@pytest.mark.parametrize("path", ["/api/clone/create", "/api/transcribe", "/api/audio-duration"])
def test_what_is_no_sound_is_refused_clearly(path: str, kind: str, client: httpx.Client) -> None:
    sound = bomb() if kind == "zip bomb" else UPLOADS[kind]
    answer = client.post(
        path, files={"audio": ("a.wav", sound, "audio/wav")}, data={"name": "x", "refine": "instant"}
    )
    assert 400 <= answer.status_code < 500, answer.text
    assert_error(answer, answer.status_code)


def test_a_header_that_lies_is_seen_through(client: httpx.Client) -> None:
    answer = client.post("/api/audio-duration", files={"audio": ("a.wav", lying_wav(), "audio/wav")})
    assert answer.status_code == 200, answer.text
    assert answer.json()["duration"] == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\x.wav", "a\0b.wav", "목소리.wav", "x" * 5000, ""])
def test_path_like_file_names_harm_nothing(name: str, client: httpx.Client) -> None:
    answer = client.post("/api/audio-duration", files={"audio": (name, lying_wav(), "audio/wav")})
    assert answer.status_code in (200, 400, 422), answer.text
    assert_alive(client)


TEXTS = {
    "empty": "",
    "blank": " \n\t ",
    "emoji": "😀🎉👩‍👩‍👧",
    "control": "\x00\x01\x02\x1b[31m",
    "200,000 characters": "word " * 40_000,
    "zero width": "\u200b\u200d\ufeff",
}


@pytest.mark.parametrize("kind", TEXTS)
def test_texts_without_words_or_too_long_are_refused_clearly(kind: str, client: httpx.Client) -> None:
    body = {"voice": "af_heart", "text": TEXTS[kind], "language": "en"}
    answer = client.post("/api/generate/preset", json=body)
    assert answer.status_code == 200 or 400 <= answer.status_code < 500, answer.text
    if answer.status_code != 200:
        assert_error(answer, answer.status_code)
        assert answer.json()["error"]["param"] in ("text", None)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"[" * 100_000,
        b'{"text": NaN, "language": "en"}',
        b'{"text": "\\ud800", "language": "en"}',
        b'{"text": "a", "language": "en", "max_chars": 1e999}',
        b'{"text": "a", "max_chars": ' + b"9" * 5000 + b"}",
        b"\xff\xfe{}",
        b'{"text": "a"} trailing',
    ],
)
def test_wild_json_is_refused_clearly(content: bytes, client: httpx.Client) -> None:
    answer = client.post("/api/text/split", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 415, 422), answer.text
    assert_error(answer, answer.status_code)
