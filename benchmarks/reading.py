"""Text normalisation: rows read as a reader would say them, of tables of 21 kinds in 11 languages.

    python -m benchmarks.reading            # kind by language, both halves, and the language of short phrases
    python -m benchmarks.reading --write    # also into benchmarks/results/reading.md and reading.json
    python -m benchmarks.reading --smoke    # two rows of each kind

The rows are `tests/text/cases/*.tsv` and `tests/text/held_out/*.tsv`, written before the rules for them were touched
and parted at random. Those of `cases` were looked at while rules were made; of those held out only the counts. No
weights are needed: phonemes are compared (`tests/text/tables.py`).
"""

from __future__ import annotations

import argparse
import datetime
import json
import time
from collections import Counter
from pathlib import Path
from typing import TypeAlias

from tests.text.tables import Row, phrase_rows, right, rows

from clonyvoice.text.language_detection import SURE, guess

RESULTS = Path(__file__).parent / "results"
PARTS = ("cases", "held_out")
LANGUAGES = ("en", "es", "fr", "it", "pt", "de", "ru", "hi", "ja", "zh", "ko")
Counts: TypeAlias = dict[str, dict[str, list[int]]]
"""Kind and language: how many are right, of how many."""


def measure(found: tuple[Row, ...]) -> Counts:
    """The number of right rows, by kind and language; "all" sums up."""
    good: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for row in found:
        correct = right(row)
        for key in ((row.kind, row.language), (row.kind, "all"), ("all", row.language), ("all", "all")):
            total[key] += 1
            good[key] += correct
    counts: Counts = {}
    for kind, language in total:
        counts.setdefault(kind, {})[language] = [good[kind, language], total[kind, language]]
    return counts


def some(found: tuple[Row, ...], most: int) -> tuple[Row, ...]:
    """At most `most` rows of each kind."""
    seen: Counter[str] = Counter()
    kept: list[Row] = []
    for row in found:
        seen[row.kind] += 1
        if seen[row.kind] <= most:
            kept.append(row)
    return tuple(kept)


def table(counts: Counts, before: Counts | None) -> str:
    """The counts as Markdown, one line for each kind; `before` in a column of its own."""
    lines = [
        "| kind | " + " | ".join(LANGUAGES) + " | all | before |",
        "|---|" + "---|" * (len(LANGUAGES) + 2),
    ]
    for kind in [*sorted(kind for kind in counts if kind != "all"), "all"]:
        cells = [_cell(counts[kind].get(language)) for language in (*LANGUAGES, "all")]
        old = before.get(kind, {}).get("all") if before else None
        lines.append(f"| {kind} | " + " | ".join(cells) + f" | {_cell(old)} |")
    return "\n".join(lines)


def _cell(count: list[int] | None) -> str:
    return "" if count is None else f"{count[0]}/{count[1]}"


def _percent(counts: Counts) -> str:
    good, total = counts["all"]["all"]
    return f"{100 * good / total:.1f} % ({good} of {total})"


def phrases(part: str) -> list[int]:
    """Of how many phrases of two to five words the language is found, how many there are, and how many are guesses.

    The last two numbers are phrases with a confidence below SURE: of those that are wrong, and of those that are right.
    """
    guesses = [(guess(text), language) for language, text in phrase_rows(part)]
    low = Counter(found.code == language for found, language in guesses if found.confidence < SURE)
    good = sum(found.code == language for found, language in guesses)
    return [good, len(guesses), low[False], low[True]]


def main() -> None:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="keep the figures in benchmarks/results")
    parser.add_argument("--before", action="store_true", help="keep them as those to compare with")
    parser.add_argument("--smoke", action="store_true", help="two rows of each kind, nothing kept")
    asked = parser.parse_args()
    started = time.monotonic()
    found = {part: some(rows(part), 2) if asked.smoke else rows(part) for part in PARTS}
    now = {part: measure(found[part]) for part in PARTS}
    path = RESULTS / "reading.json"
    kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
    before: dict[str, Counts] = now if asked.before else kept.get("before", {})
    said = []
    for part in PARTS:
        old = f"; before {_percent(before[part])}" if part in before and not asked.smoke else ""
        said.append(f"## {part}: {_percent(now[part])}{old}\n\n{table(now[part], before.get(part))}\n")
    auto = {part: phrases(part) for part in ("tuned", "held_out")}
    before_auto = kept.get("auto_before", auto)
    for part, (good, total, low_wrong, low_right) in auto.items():
        old = before_auto[part]
        said.append(
            f"`auto`, phrases of 2 to 5 words, {part}: {100 * good / total:.1f} % ({good} of {total}); "
            f"before {100 * old[0] / old[1]:.1f} %. Told to be a guess (confidence below {SURE}): {low_wrong} of "
            f"{total - good} wrong ones, {low_right} of {good} right ones\n"
        )
    print("\n".join(said))
    print(f"{time.monotonic() - started:.0f} s")
    if (asked.write or asked.before) and not asked.smoke:
        kept = {
            "date": f"{datetime.date.today():%Y-%m-%d}",
            "now": now,
            "before": before,
            "auto": auto,
            "auto_before": before_auto,
        }
        path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
        page = f"# What is read as it is said, {kept['date']}\n\n`python -m benchmarks.reading --write`. "
        page += (
            "Rows right of rows in the table, by phonemes; `held_out` was never looked at while mending. Before: the "
            "rules of 9ee5111, before the 1747 rows of 2026-11-28 were written.\n\n"
        )
        (RESULTS / "reading.md").write_text(page + "\n".join(said), "utf-8")


if __name__ == "__main__":
    main()
