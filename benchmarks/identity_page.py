"""For `identity.py`: the page of results, from what was measured and kept."""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

LEVELS = ("nearest preset", "instant", "standard", "best")
TITLES = {"ko": "Korean", "ja": "Japanese", "es": "Spanish"}


@dataclass(frozen=True)
class Measured:
    """One person of one study: who, and rows by what was judged."""

    person: Mapping[str, Any]
    rows: Mapping[str, Mapping[str, Any]]

    @property
    def name(self) -> str:
        """The person's name."""
        return str(self.person["name"])


def measured(parts: Path, study: str) -> list[Measured]:
    """The part of a study that `parts` keeps."""
    found = (json.loads(file.read_text("utf-8")) for file in sorted((parts / study).glob("*.json")))
    return [Measured(one["person"], one["rows"]) for one in found]


def machine() -> str:
    """The machine that it ran on."""
    info = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*:\s*(.+)", info.read_text()) if info.exists() else []
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores"


NOTES = Path(__file__).parent / "results/identity_notes.md"


def page(parts: Path) -> str:
    """The whole page; a study that was not measured has no section. At the end are the `NOTES` on earlier versions."""
    lines = [
        "# Identity of clones on the embedded engine",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {machine()}. `python -m benchmarks.identity`. Judge: Resemblyzer, used nowhere "
        "in the product. Scores are of sentences that no fit saw; 0 is a stranger, 1 another recording of the person. "
        "The machine was shared and measuring was paused at times, so only CPU seconds are given: two free cores need "
        "a little more than half of them.",
    ]
    sections = (
        ("people", _people),
        ("others", _others),
        ("drawn", _drawn),
        ("seconds", _seconds),
        ("languages", _languages),
    )
    for study, section in sections:
        found = measured(parts, study)
        if found:
            lines += ["", *section(found)]
    return "\n".join(lines) + "\n\n" + NOTES.read_text("utf-8")


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows)]


def _scores(found: Sequence[Measured], what: str, value: str = "score") -> list[float]:
    return [
        float(one.rows[what][value])
        for one in found
        if what in one.rows and one.rows[what][value] is not None
    ]


def _mean(found: Sequence[Measured], what: str, value: str, form: str) -> str:
    values = _scores(found, what, value)
    return format(float(np.mean(values)), form) if values else ""


def _people(found: Sequence[Measured]) -> list[str]:
    kinds = list(dict.fromkeys([*LEVELS, *(what for one in found for what in one.rows)]))
    rows = []
    for what in kinds:
        some = [one for one in found if what in one.rows]
        if not some:
            continue
        of = "" if len(some) == len(found) else f" (of {len(some)})"
        cells = [f"{one.rows[what]['score']:.3f}" if what in one.rows else "" for one in found]
        measures = (
            ("fidelity", ".2f"),
            ("wer", ".1f"),
            ("dnsmos", ".2f"),
            ("self_similarity", ".3f"),
            ("cpu", ".0f"),
        )
        means = [_mean(some, what, value, form) for value, form in measures]
        if what not in LEVELS[1:]:
            means[0] = means[-1] = ""
        rows.append([what, *cells, f"**{np.mean(_scores(some, what)):.3f}**{of}", *means])
    heads = [
        "",
        *(one.name for one in found),
        "mean",
        "`fidelity`",
        "WER %",
        "DNSMOS",
        "self-similarity",
        "CPU s",
    ]
    return [
        f"## {len(found)} of the five people, the levels that were measured, and what each part adds",
        "",
        "LibriSpeech dev: utterances 0-4 (30-40 s) are the reference. Rows below the levels are the last clone with "
        "parts taken away. Constants of the fit were chosen with some of these people in view; see the next section "
        "for others. The cost curve is the last column against the mean.",
        "",
        *_table(heads, rows),
        "",
        "Against the limits, person by person (DNSMOS at most 0.15 below the nearest preset's, word errors at most 1.5 "
        "points above, self-similarity at least 0.9 of it):",
        "",
        *_limits(found),
        "",
        "Closed set, clones nearest to their own person: " + ", ".join(_closed(found)) + ".",
    ]


def _limits(found: Sequence[Measured]) -> list[str]:
    rows = []
    for what in LEVELS[1:]:
        cells = []
        for one in found:
            if what not in one.rows:
                cells.append("")
                continue
            row, preset = one.rows[what], one.rows[LEVELS[0]]
            share = row["self_similarity"] / preset["self_similarity"]
            cells.append(
                f"{row['dnsmos'] - preset['dnsmos']:+.2f}, {row['wer'] - preset['wer']:+.1f}, {share:.2f}"
            )
        if any(cells):
            rows.append([what, *cells])
    return _table(["", *(one.name for one in found)], rows)


def _closed(found: Sequence[Measured]) -> list[str]:
    said = []
    truths = {one.name: np.array(one.person["truth"]) for one in found}
    for what in LEVELS:
        some = [one for one in found if what in one.rows]
        right = 0
        for one in some:
            own = np.array(one.rows[what]["embeddings"])
            right += max(truths, key=lambda name: float((own @ truths[name].T).mean())) == one.name
        if some:
            said.append(f"{what} {right} of {len(some)}")
    return said


def _others(found: Sequence[Measured]) -> list[str]:
    kinds = [what for what in LEVELS if any(what in one.rows for one in found)]
    rows = [
        [one.name, f"{one.person['seconds']:.1f}"]
        + [f"{one.rows[what]['score']:.3f}" if what in one.rows else "" for what in kinds]
        + [f"{one.rows[what]['fidelity']:.2f}" if what in one.rows else "" for what in kinds[1:]]
        for one in found
    ]
    means = ["**mean**", _format([float(one.person["seconds"]) for one in found], ".1f")]
    for what in kinds:
        count = len(_scores(found, what))
        of = "" if count == len(found) else f" (of {count})"
        means.append(f"**{_mean(found, what, 'score', '.3f')}**{of}")
    means += [_mean(found, what, "fidelity", ".2f") for what in kinds[1:]]
    heads = ["person", "reference s", *kinds, *(f"`fidelity` {what}" for what in kinds[1:])]
    return [
        "## People never looked at",
        "",
        "One utterance each: its first half is the reference, its second half the truth. None of them was used for a "
        "constant of the fit or of `fidelity`.",
        "",
        *_table(heads, [*rows, means]),
        "",
        *_correlations(found, kinds[1:]),
    ]


def _drawn(found: Sequence[Measured]) -> list[str]:
    kinds = [
        what
        for what in ("nearest preset", "instant", "standard", "best")
        if any(what in one.rows for one in found)
    ]
    rows = []
    for one in found:
        for what in kinds:
            row = one.rows.get(what)
            if row is not None:
                whole = row["wer"] is not None
                rows.append(
                    [
                        f"{one.name} ({one.person['seconds']} s)",
                        what,
                        f"{row['score']:.3f}",
                        f"{row['fidelity']:.2f}" if row["fidelity"] else "",
                        f"{row['wer']:.1f}" if whole else "",
                        f"{row['dnsmos']:.2f}" if whole else "",
                        f"{row['pause_db']:.0f}" if whole else "",
                        f"{row['self_similarity']:.3f}",
                        f"{row['cpu']:.0f}" if row["cpu"] else "",
                    ]
                )
    rows += [
        ["**mean**", what, f"**{np.mean(_scores(found, what)):.3f}**", "", "", "", "", "", ""]
        for what in kinds
    ]
    heads = [
        "person", "voice", "score", "fidelity", "word errors, %", "DNSMOS", "pauses, dB", "self-similarity", "CPU s",
    ]  # fmt: skip
    return ["## People drawn by a seed", "", *_table(heads, rows)]


def _format(values: Sequence[float], form: str) -> str:
    return format(float(np.mean(values)), form)


def _correlations(found: Sequence[Measured], kinds: Sequence[str]) -> list[str]:
    lines = []
    for name, chosen in (*((kind, [kind]) for kind in kinds), ("all together", list(kinds))):
        pairs = [
            (one.rows[what]["fidelity"], one.rows[what]["score"])
            for what in chosen
            for one in found
            if what in one.rows
        ]
        if len(pairs) < 4:
            continue
        told, true = np.array(pairs).T
        error = float(np.abs(told - true).mean())
        lines.append(
            f"- {name}: Pearson {_pearson(told, true):.2f}, Spearman {_pearson(_ranks(told), _ranks(true)):.2f}, "
            f"mean error {error:.2f}, `fidelity` less score {float((told - true).mean()):+.2f} on average "
            f"({len(pairs)} clones)"
        )
    return ["`fidelity` against the judge's score:", "", *lines] if lines else []


def _pearson(x: np.ndarray, y: np.ndarray) -> float:
    return float(np.corrcoef(x, y)[0, 1])


def _ranks(values: np.ndarray) -> np.ndarray:
    return np.array([float((values < value).sum() + ((values == value).sum() - 1) / 2) for value in values])


def _seconds(found: Sequence[Measured]) -> list[str]:
    by: dict[str, dict[float, Measured]] = {}
    for one in found:
        who, _, seconds = one.name.partition("-")
        by.setdefault(who, {})[float(seconds)] = one
    lengths = sorted({seconds for ones in by.values() for seconds in ones})
    kinds = [what for what in LEVELS[1:] if any(what in one.rows for one in found)]

    def cell(who: str, what: str, seconds: float) -> str:
        one, longest = by[who].get(seconds), by[who][max(by[who])].person
        if one is None or what not in one.rows:
            return ""
        strangers = float(longest["strangers"])
        score = (float(one.rows[what]["similarity"]) - strangers) / (float(longest["same"]) - strangers)
        return f"{score:.3f}"

    rows = [[who, what, *(cell(who, what, seconds) for seconds in lengths)] for who in by for what in kinds]
    return [
        "## The score against the seconds of reference",
        "",
        "Two utterances (the last) are the truth for all lengths, and the longest reference is what 1 means.",
        "",
        *_table(["person", "level", *(f"{seconds:.0f} s" for seconds in lengths)], rows),
    ]


def _languages(found: Sequence[Measured]) -> list[str]:
    rows = []
    for language, title in TITLES.items():
        for what, name in (
            (f"{LEVELS[0]} {language}", f"{title}, nearest preset"),
            (language, f"{title}, clone"),
        ):
            some = [one for one in found if what in one.rows]
            if some:
                cells = [f"{one.rows[what]['score']:.3f}" if what in one.rows else "" for one in found]
                rows.append([name, *cells, f"**{np.mean(_scores(some, what)):.3f}**"])
    return [
        "## Clones from English speech in other languages",
        "",
        "Three sentences each; the truth is the person's English. The judge hears the language too: the presets show "
        "how much that takes away from a voice that stays the same.",
        "",
        *_table(["", *(one.name for one in found), "mean"], rows),
    ]
