"""Uploads that are too large, and twenty hostile ones at once: answers, and the server's memory meanwhile.

    python -m benchmarks.uploads [--seed N] [--rounds 3] [--write] [--smoke]

- too large: a real server gets a file of 300 MB, by its length, and in chunks without one
- hostile: twenty at once, made by rule from the seed: recordings of some megabytes with damage and headers that lie,
  random bytes, archives with a hundred thousand entries, manifests of a million values, documents of a million
  elements, pages and scripts of megabytes. None may be answered with 5xx
Measured are the seconds until the answer and the most memory that the server had meanwhile; decoders, which are
processes of their own, are told apart. Ends with 1 when the server took more than 50 MB, or an answer was 5xx. An hour
of speech: `benchmarks.hour`.
"""

from __future__ import annotations

import argparse
import io
import json
import secrets
import sys
import tempfile
import threading
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import httpx
import numpy as np
import psutil
from tests.fuzzing import files
from tests.fuzzing.values import Draw

from benchmarks.served import report, served
from clonyvoice.audio import encode
from clonyvoice.core import Audio

BLOCK = 1 << 20
AT_ONCE = 20
MOST_MB = 50.0
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def told(answer: httpx.Response) -> str:
    """The status, with the error's code if it is one."""
    body = answer.json()
    return f"{answer.status_code} {body['error']['code'] if answer.is_error else ''}".strip()


def chunks(size: int) -> Iterator[bytes]:
    """A form with a file of `size` bytes, piece by piece."""
    yield b'--x\r\nContent-Disposition: form-data; name="audio"; filename="a.wav"\r\n\r\n'
    for _ in range(size // BLOCK):
        yield bytes(BLOCK)
    yield b"\r\n--x--\r\n"


def _packed(entries: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return sink.getvalue()


def _crowded(count: int) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for number in range(count):
            archive.writestr(str(number), b"")
    return sink.getvalue()


class Hostile:
    """Uploads made by rule; each call gives a route, the form's field, a file's name and its bytes."""

    def __init__(self, seed: int, scale: int, project: str) -> None:
        """`scale` divides all sizes; `project` takes recordings as assets."""
        self._draw, self._project = Draw(seed), project
        many = 1_000_000 // scale
        noise = np.random.default_rng(seed).standard_normal(24_000 * 90 // scale).astype(
            np.float32
        ) * np.float32(0.1)
        self._recordings = {fmt: encode(Audio(noise, 24_000), fmt, 24_000) for fmt in ("wav", "flac", "mp3")}
        values = json.dumps({"format": 1, "voices": list(range(many))}).encode()
        deep = f'<w:document xmlns:w="{_SPACE}"><w:body>{"<w:r/>" * many}</w:body></w:document>'.encode()
        page = b"<p>" + b"word " * (many // 2) + b"</p>"
        container = b'<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>'
        package = (
            b'<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
            b'<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine>'
            + b'<itemref idref="a"/>' * 50 + b"</spine></package>"
        )  # fmt: skip
        book = {"META-INF/container.xml": container, "c.opf": package, "a.xhtml": page}
        crowd = _crowded(100_000 // scale)
        self._others: list[tuple[str, str, str, bytes]] = [
            ("/api/voices/import", "file", "a.clonyvoice", crowd),
            ("/api/voices/import/preview", "file", "a.clonyvoice", _packed({"manifest.json": values})),
            ("/api/projects/import", "file", "a.clonyproject", _packed({"project.json": values})),
            ("/api/projects/import/preview", "file", "a.clonyproject", crowd),
            ("/api/projects/import/preview", "file", "a.docx", _packed({"word/document.xml": deep})),
            ("/api/projects/import/preview", "file", "a.epub", _packed(book)),
            ("/api/projects/import/preview", "file", "a.txt", b"A: b\n\n" * (many // 2)),
            ("/api/projects/import/preview", "file", "a.csv", b"a,b\n" * many),
            ("/api/projects/import/preview", "file", "a.md", b"# " * (3 * many)),
        ]

    def drawn(self) -> tuple[str, str, str, bytes]:
        """One of them."""
        draw = self._draw
        if draw.once_in(2):
            return draw.of(self._others)
        fmt = draw.of(sorted(self._recordings))
        data = self._recordings[fmt]
        for _ in range(1 + draw.index(3)):
            data = files.damaged(draw, data)
        if draw.once_in(4):
            data = draw.bytes(64) * (len(data) // 64)
        path = draw.of(("/api/audio-duration", f"/api/projects/{self._project}/assets"))
        return path, "audio", f"a.{fmt}", data


def at_once(client: httpx.Client, uploads: list[tuple[str, str, str, bytes]]) -> Counter[str]:
    """The answers to uploads that are sent together."""
    gate = threading.Barrier(len(uploads))

    def send(upload: tuple[str, str, str, bytes]) -> str:
        path, name, file_name, data = upload
        gate.wait()
        try:
            return told(client.post(path, files={name: (file_name, data)}))
        except httpx.TransportError as error:
            return f"connection closed ({type(error).__name__})"

    with ThreadPoolExecutor(len(uploads)) as pool:
        return Counter(pool.map(send, uploads))


class Decoders:
    """Looks at the memory of the server's child processes."""

    def __init__(self, process: psutil.Process) -> None:
        self.most, self._process, self._over = 0.0, process, threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Decoders:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.1):
            held = 0
            for child in self._process.children(recursive=True):
                try:
                    held += child.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.most = max(self.most, held / 1e6)


def main() -> int:
    """Measure and print; 1 when something was at fault."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--rounds", type=int, default=3, help="times that twenty are sent at once")
    parser.add_argument("--smoke", action="store_true", help="small ones, once")
    options = parser.parse_args()
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    largest = (8 if options.smoke else 300) * BLOCK
    grown, answers = 0.0, Counter[str]()
    rows = ["| asked | answer | seconds | memory before, MB | at most, MB |", "|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with served(folder / "data") as server, server.client(server.key()) as client:
            scratch = folder / "data" / "tmp"

            def row(name: str, work: Callable[[], str]) -> None:
                seen = server.watched(work)
                rows.append(
                    f"| {name} | {seen.said} | {seen.seconds:.1f} | {seen.before:.0f} | {seen.peak:.0f} |"
                )
                print(rows[-1], flush=True)

            def refused(path: str, *, announced: bool) -> str:
                headers = {"Content-Type": "multipart/form-data; boundary=x"}
                size = largest
                if announced:
                    headers["Content-Length"] = str(sum(map(len, chunks(0))) + size)
                try:
                    return told(client.post(path, content=chunks(size), headers=headers))
                except httpx.TransportError as error:
                    return f"connection closed ({type(error).__name__})"

            for path in () if options.smoke else ("/api/transcribe", "/api/clone/create"):
                for announced in (True, False):
                    how = "its length told" if announced else "in chunks, no length"
                    row(f"300 MB to {path}, {how}", partial(refused, path, announced=announced))
            project = client.post("/api/projects", json={"name": "Hostile"}).json()["id"]
            hostile = Hostile(seed, 200 if options.smoke else 1, project)
            at_once(client, [hostile.drawn() for _ in range(AT_ONCE)])  # brings what it needs into memory
            with Decoders(server.process) as decoders:
                for number in range(1 if options.smoke else options.rounds):
                    uploads = [hostile.drawn() for _ in range(AT_ONCE)]

                    def work(uploads: list[tuple[str, str, str, bytes]] = uploads) -> str:
                        found = at_once(client, uploads)
                        answers.update(found)
                        return ", ".join(f"{count} × {what}" for what, count in sorted(found.items()))

                    seen = server.watched(work)
                    grown = max(grown, seen.peak - seen.before)
                    size = sum(len(upload[3]) for upload in uploads) / 1e6
                    rows.append(
                        f"| {AT_ONCE} hostile at once, {size:.0f} MB together, round {number + 1} | {seen.said}"
                        f" | {seen.seconds:.1f} | {seen.before:.0f} | {seen.peak:.0f} |"
                    )
                    print(rows[-1], flush=True)
            rows.append(
                f"\nSeed {seed}. The server took at most {grown:.0f} MB more, its decoders {decoders.most:.0f} MB."
            )
            left = [path for path in scratch.rglob("*") if path.is_file() and path.parent.name != "renders"]
            rows.append(f"\nTemporary files left behind: {len(left)}.")
    bad = [answer for answer in answers if answer[0] not in "234"]
    report("uploads", "Uploads that are too large, or hostile", "\n".join(rows),
           write=options.write and not options.smoke)  # fmt: skip
    return 1 if bad or grown > MOST_MB else 0


if __name__ == "__main__":
    sys.exit(main())
