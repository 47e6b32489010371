"""Print the studio's budgets and what they measure, with ten thousand voices and generations in the database.

python -m benchmarks.studio [--write] [--rounds 50]     (needs `npm ci && npm run build` in studio/, and Chromium)
"""

from __future__ import annotations

import argparse
import datetime
import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from benchmarks.history import fill
from benchmarks.served import report
from clonyvoice.core.ids import new_id
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import VoiceRow

STUDIO = Path(__file__).parent.parent / "studio"
START = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
COUNT = 10_000


def seed(home: Path) -> None:
    """Write ten thousand voices and as many generations."""
    database = Database.open(home)
    rows: list[dict[str, Any]] = [
        {
            "id": new_id("voice"), "name": f"Voice {number}", "kind": "clone" if number % 3 else "design",
            "engine": "kokoro", "language": "en", "languages": ["en", "ko"] if number % 5 == 0 else ["en"],
            "gender": "female" if number % 2 else "male", "description": f"The {number}th of them.",
            "tags": [f"tag {number % 20}"], "favorite": number % 50 == 0, "status": "ready",
            "fidelity": (number % 100) / 100, "settings": {}, "design": {}, "report": {}, "consent": True,
            "owner": "studio", "created_at": START + datetime.timedelta(seconds=number),
            "updated_at": START + datetime.timedelta(seconds=number),
        }
        for number in range(COUNT)
    ]  # fmt: skip
    for at in range(0, COUNT, 5000):
        with database.write() as session:
            session.execute(insert(VoiceRow), rows[at : at + 5000])
    fill(database, COUNT, 0)
    database.close()


def table(found: dict[str, Any]) -> str:
    """The figures beside their budgets."""
    sizes, voices, history = found["sizes"], found["voices"], found["history"]
    before, after = found["before"], found["after"]
    widest = max(sizes["routes"], key=lambda route: float(route["js"]))
    rows = [
        ("entry, gzip", f"{sizes['entry']:.0f} KB", "≤ 200 KB"),
        (f"largest route ({widest['name']}), gzip", f"{widest['js']:.0f} KB", "≤ 60 KB"),
        ("CSS with the largest route's, gzip", f"{sizes['css']:.1f} KB", "≤ 25 KB"),
        ("first paint", f"{found['first_paint_ms']:.0f} ms", "≤ 500 ms"),
        ("interactive", f"{found['interactive_ms']:.0f} ms", "≤ 1000 ms"),
        ("route change, median / p95", _pair(found["route_change_ms"], "median", "p95"), "≤ 150 ms"),
        (
            "interaction to next paint, p95 / worst",
            _pair(found["interaction_ms"], "p95", "worst"),
            "≤ 100 ms",
        ),
        ("play to sound", f"{found['play_to_sound_ms']:.0f} ms", "≤ 80 ms"),
        ("frames while nothing happens, p95", f"{found['still_frame_p95_ms']:.1f} ms", "this machine now"),
        (f"scrolling {voices['count']:,} voices, p95", f"{voices['frame_p95_ms']:.1f} ms", "≤ 24 ms"),
        ("searching voices, median / worst", _pair(voices["search_ms"], "median", "worst"), "≤ 100 ms"),
        (f"scrolling {history['count']:,} generations, p95", f"{history['frame_p95_ms']:.1f} ms", "≤ 24 ms"),
        ("searching generations, median / worst", _pair(history["search_ms"], "median", "worst"), "≤ 100 ms"),
        (
            f"event listeners before and after {found['rounds']} rounds of all pages",
            f"{before['listeners']:.0f} → {after['listeners']:.0f}",
            "no growth",
        ),
        ("timers", f"{before['intervals']} → {after['intervals']}", "no growth"),
        (
            f"audio contexts, while {after['sounds']} sounds were heard",
            f"{before['contexts']} → {after['contexts']}",
            "≤ 1",
        ),
        (
            "sound nodes, but for the one that Chromium keeps of every recording",
            f"{before['audio_nodes'] - before['opened']} → {after['audio_nodes'] - after['opened']}",
            "no growth",
        ),
        (f"microphones left open of {after['opened']}", f"{after['microphones']}", "0"),
        ("heap after them", f"{after['heap_mb']:.0f} MB", "< 150 MB"),
    ]
    lines = ["| figure | measured | budget |", "|---|---|---|"]
    lines += [f"| {name} | {value} | {budget} |" for name, value, budget in rows]
    return "\n".join(lines)


def _pair(values: dict[str, float], first: str, second: str) -> str:
    return f"{values[first]:.0f} / {values[second]:.0f} ms"


def main() -> None:
    """Seed, measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--rounds", type=int, default=50, help="visits of every page for the leak test")
    parser.add_argument("--smoke", action="store_true", help="two visits of every page; writes nothing")
    options = parser.parse_args()
    if options.smoke:
        options.rounds, options.write = 2, False
    with tempfile.TemporaryDirectory() as home:
        seed(Path(home))
        command = ["node", "e2e/budgets.mjs", "--home", home, "--rounds", str(options.rounds)]
        done = subprocess.run(command, cwd=STUDIO, check=True, stdout=subprocess.PIPE)
    found = json.loads(done.stdout)
    if found["errors"]:
        raise SystemExit("the page had errors:\n" + "\n".join(found["errors"]))
    if found["leaks"]:
        raise SystemExit("leaks:\n" + "\n".join(found["leaks"]))
    report("studio", "The studio", table(found), write=options.write)


if __name__ == "__main__":
    main()
