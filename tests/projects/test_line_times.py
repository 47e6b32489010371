"""The times of lines computed together are those of one line after another, to the last bit."""

from __future__ import annotations

import random

import numpy as np
import pytest

from clonyvoice.projects.document_items import Item, TakeFacts
from clonyvoice.projects.line_times import line_times


def expected(lines: list[Item], takes: dict[str, TakeFacts], gap: float) -> tuple[list[float], list[float]]:
    """The definition: a line begins when the pause of the one before it is over, or where its slot begins."""
    at, starts, ends = 0.0, [], []
    for line in lines:
        take, slot = takes.get(line.data["take_id"] or ""), line.data["slot_start"]
        start = at if slot is None else slot
        end = start + take.duration if take else (line.data["slot_end"] or start)
        pause = line.data["pause_after_ms"]
        follows = take is not None or slot is not None
        at = max(at, end + ((gap if pause is None else pause / 1000) if follows else 0.0))
        starts.append(start)
        ends.append(end)
    return starts, ends


@pytest.mark.parametrize("kind", ["plain", "overlaps", "slots", "empty", "drafts"])
def test_times_are_those_of_one_line_after_another(kind: str) -> None:
    chance = random.Random(kind)
    lines: list[Item] = []
    takes: dict[str, TakeFacts] = {}
    for number in range(0 if kind == "empty" else 500):
        spoken = kind != "drafts" and chance.random() < 0.9
        if spoken:
            takes[f"take_{number}"] = TakeFacts(f"take_{number}", "", chance.uniform(0.01, 9), "", 1)
        lowest = -2000 if kind == "overlaps" else 0
        slot = chance.uniform(0, 3000) if kind == "slots" and chance.random() < 0.5 else None
        data = {
            "take_id": f"take_{number}" if spoken else None,
            "pause_after_ms": chance.randint(lowest, 3000) if chance.random() < 0.5 else None,
            "slot_start": slot,
            "slot_end": None if slot is None else slot + chance.uniform(0.1, 5),
        }
        lines.append(Item(f"line_{number}", "line", number, data))
    starts, ends, taken = line_times(lines, takes, 0.35)
    assert (starts.tolist(), ends.tolist()) == expected(lines, takes, 0.35)
    assert [take.id if take else None for take in taken] == [line.data["take_id"] for line in lines]
    assert np.all(ends >= starts)
