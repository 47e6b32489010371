"""Uploads that are too large: 300 MB, announced or not, are refused, with the server's memory watched.

    python -m benchmarks.uploads [--write]

A real server gets a file of 300 MB, by its length, and in chunks without one. Measured are the seconds until the
answer and the most memory that the server had meanwhile. An hour of speech: `benchmarks.hour`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import httpx

from benchmarks.served import report, served

BLOCK = 1 << 20


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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    options = parser.parse_args()
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
                size = 300 * BLOCK
                if announced:
                    headers["Content-Length"] = str(sum(map(len, chunks(0))) + size)
                try:
                    return told(client.post(path, content=chunks(size), headers=headers))
                except httpx.TransportError as error:
                    return f"connection closed ({type(error).__name__})"

            for path in ("/api/transcribe", "/api/clone/create"):
                for announced in (True, False):
                    how = "its length told" if announced else "in chunks, no length"
                    row(f"300 MB to {path}, {how}", partial(refused, path, announced=announced))
            left = [path for path in scratch.rglob("*") if path.is_file() and path.parent.name != "renders"]
            rows.append(f"\nTemporary files left behind: {len(left)}.")
    report("uploads", "Uploads that are too large", "\n".join(rows), write=options.write)


if __name__ == "__main__":
    main()
