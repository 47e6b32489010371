"""How long it takes to list the history, with a thousand generations in it and with a hundred thousand.

python -m benchmarks.history [--write]
"""

from __future__ import annotations

import argparse
import datetime
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.served import report, served
from sqlalchemy import insert

from clonyvoice.core.ids import new_id
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import GenerationRow

START = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def fill(database: Database, count: int, offset: int) -> None:
    """Write finished generations of the studio's."""
    rows = [
        {
            "id": new_id("gen"), "kind": "preset", "owner": "studio", "voice_id": "voice_af_heart",
            "voice_name": "Heart", "engine": "kokoro", "text": f"Entry {number}: the quick brown fox. " * 8,
            "language": "en", "settings": {"speed": 1.0}, "format": "wav", "seed": number, "status": "done",
            "duration": 12.5, "words": [], "timings": {"total_ms": 900.0},
            "created_at": START + datetime.timedelta(seconds=number),
        }
        for number in range(offset, offset + count)
    ]  # fmt: skip
    for at in range(0, count, 5000):
        with database.write() as session:
            session.execute(insert(GenerationRow), rows[at : at + 5000])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--most", type=int, default=100_000, help="largest history")
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    options = parser.parse_args()
    lines = ["| generations | asked | median ms over HTTP | CPU ms in the service |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as home:
        filled = 0
        for count in [count for count in (1_000, 100_000) if count <= options.most]:
            database = Database.open(Path(home))
            fill(database, count - filled, filled)
            filled = count
            from clonyvoice.speech.records import GenerationRecords

            records = GenerationRecords(database)
            with served(Path(home)) as server:
                client = server.client(server.key())
                # A key sees its own only: ask in its name for what the studio's rows would be.
                owner = client.get("/api/generations").json()
                assert owner["total"] == 0
                key_id = _owner(database)
                _give(database, key_id)
                for asked, wanted in (
                    ("50 newest", {"limit": 50}), ("1,000 at once", {"limit": 1000}),
                    ("search for one", {"q": "Entry 777: quick", "limit": 50}),
                ):  # fmt: skip
                    times, inside = [], []
                    for _ in range(9):
                        began = time.perf_counter()
                        client.get("/api/generations", params=wanted).raise_for_status()
                        times.append(time.perf_counter() - began)
                        began = time.process_time()
                        records.listing(key_id, **wanted)  # type: ignore[arg-type]
                        inside.append(time.process_time() - began)
                    lines.append(
                        f"| {count:,} | {asked} | {statistics.median(times) * 1000:.1f} | "
                        f"{statistics.median(inside) * 1000:.1f} |"
                    )
                _give(database, "studio")
            database.close()
    report("history", "History", "\n".join(lines), write=options.write)


def _owner(database: Database) -> str:
    from sqlalchemy import select

    from clonyvoice.storage.tables import ApiKeyRow

    with database.read() as session:
        return session.scalars(select(ApiKeyRow.id).order_by(ApiKeyRow.created_at.desc())).first() or ""


def _give(database: Database, owner: str) -> None:
    from sqlalchemy import update

    with database.write() as session:
        session.execute(update(GenerationRow).values(owner=owner))


if __name__ == "__main__":
    main()
