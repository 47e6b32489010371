"""Time to list and search a long history, and many voices, over HTTP.

    python -m benchmarks.history [--most 100000] [--write]

Asked of a real server, on one connection, by a key that owns everything; nothing else runs. Of `ROUNDS` answers the
median and the slowest count, with the body received whole.
"""

from __future__ import annotations

import argparse
import datetime
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import insert, select, update

from benchmarks.served import report, served
from clonyvoice.core.ids import new_id
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import ApiKeyRow, GenerationRow, VoiceRow

START = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
ROUNDS = 15
WORDS = (
    "captain", "lighthouse", "river", "mountain", "winter", "coat", "window", "horse", "village", "sister",
    "train", "doctor", "neighbour", "kitchen", "letter", "bridge", "clock", "garden", "song", "door", "war",
    "friend", "house", "market", "shadow", "안녕하세요", "날씨가", "좋네요", "오늘은", "바다가", "조용합니다",
    "天気", "今日は", "良い", "海が", "静かです",
)  # fmt: skip
GENERATIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("50 newest", {"limit": 50}),
    ("1,000 at once", {"limit": 1000}),
    ("search: one is found", {"q": "entry number 777:"}),
    ("search: most are found", {"q": "lighthouse"}),
    ("search: three words", {"q": "lighthouse horse 777"}),
    ("search: two Korean letters", {"q": "바다"}),
    ("search: three Korean letters", {"q": "조용합"}),
    ("search: none is found", {"q": "nowhere to be found"}),
)
VOICES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("200 newest", {}),
    ("1,000 at once", {"limit": 1000}),
    ("search: one is found", {"q": "Voice number 777."}),
    ("search: most are found", {"q": "lighthouse"}),
    ("search: two Korean letters", {"q": "바다"}),
    ("search: none is found", {"q": "nowhere"}),
)


def sentences(count: int) -> Iterator[str]:
    """Texts of some 300 characters, no two of them the same."""
    dice = random.Random(1)
    for number in range(count):
        yield f"Entry number {number}: {' '.join(dice.choices(WORDS, k=45))}."


def fill(database: Database, count: int, offset: int) -> None:
    """Write finished generations of the studio's."""
    rows = [
        {
            "id": new_id("gen"), "kind": "preset", "owner": "studio", "voice_id": "voice_af_heart",
            "voice_name": "Heart", "engine": "kokoro", "text": text, "language": "en",
            "settings": {"speed": 1.0}, "format": "wav", "seed": number, "status": "completed", "duration": 12.5,
            "words": [], "timings": {"queued_ms": 1.0, "first_audio_ms": 400.0, "total_ms": 900.0, "rtf": 0.3},
            "created_at": START + datetime.timedelta(seconds=offset + number),
        }
        for number, text in enumerate(sentences(count))
    ]  # fmt: skip
    for at in range(0, count, 5000):
        with database.write() as session:
            session.execute(insert(GenerationRow), rows[at : at + 5000])


def fill_voices(database: Database, count: int) -> None:
    """Write ready clones."""
    rows = [
        {
            "id": new_id("voice"), "name": f"Voice number {number}.", "kind": "clone", "engine": "kokoro",
            "language": "en", "languages": ["en"], "description": text, "tags": ["warm", "deep"],
            "favorite": False, "status": "ready", "fidelity": 0.7, "settings": {}, "design": {},
            "report": {"speech_seconds": 12.0, "snr_db": 30.0}, "consent": True,
            "created_at": START + datetime.timedelta(seconds=number),
            "updated_at": START + datetime.timedelta(seconds=number),
        }
        for number, text in enumerate(sentences(count))
    ]  # fmt: skip
    for at in range(0, count, 5000):
        with database.write() as session:
            session.execute(insert(VoiceRow), rows[at : at + 5000])


def timed(client: httpx.Client, path: str, asked: dict[str, Any]) -> tuple[float, float, float]:
    """Median and slowest seconds until an answer is received whole, and its size in bytes."""
    times = []
    size = 0
    for _ in range(ROUNDS):
        began = time.perf_counter()
        answer = client.get(path, params=asked).raise_for_status()
        times.append(time.perf_counter() - began)
        size = len(answer.content)
    return statistics.median(times), max(times), size


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--most", type=int, default=100_000, help="largest history")
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="a hundred generations; writes nothing")
    options = parser.parse_args()
    sizes = (100,) if options.smoke else (1_000, 10_000, 100_000)
    lines = ["| there are | asked | median ms | slowest ms | kB |", "|---|---|---|---|---|"]

    def ask(
        client: httpx.Client, count: str, path: str, questions: tuple[tuple[str, dict[str, Any]], ...]
    ) -> None:
        client.get(path).raise_for_status()  # the first one opens the connection
        for name, asked in questions:
            median, slowest, size = timed(client, path, asked)
            lines.append(
                f"| {count} | {name} | {median * 1000:.1f} | {slowest * 1000:.1f} | {size / 1000:.0f} |"
            )

    with tempfile.TemporaryDirectory() as home:
        filled = 0
        for count in [count for count in sizes if count <= options.most]:
            database = Database.open(Path(home))
            fill(database, count - filled, filled)
            filled = count
            with served(Path(home)) as server:
                client = server.client(server.key())
                # a key sees its own only
                assert client.get("/api/generations").json()["total"] == 0
                _give(database, _newest_key(database))
                assert client.get("/api/generations").json()["total"] == count
                ask(client, f"{count:,} generations", "/api/generations", GENERATIONS)
                if count == 10_000:
                    fill_voices(database, count)
                    ask(client, f"{count:,} voices", "/api/voices", VOICES)
                _give(database, "studio")
            database.close()
    report("history", "History", "\n".join(lines), write=options.write and not options.smoke)


def _newest_key(database: Database) -> str:
    with database.read() as session:
        return session.scalars(select(ApiKeyRow.id).order_by(ApiKeyRow.created_at.desc())).first() or ""


def _give(database: Database, owner: str) -> None:
    with database.write() as session:
        session.execute(update(GenerationRow).values(owner=owner))


if __name__ == "__main__":
    main()
