"""The tables of what is written and how it is said: whole, and read as they say."""

from __future__ import annotations

from collections import Counter

import pytest

from clonyvoice.text.languages import LANGUAGES
from tests.text.tables import rows


@pytest.mark.parametrize("part", ["cases", "held_out"])
def test_the_tables_are_whole(part: str) -> None:
    found = rows(part)
    assert all(row.text and row.said and row.kind and row.language in LANGUAGES for row in found)
    assert len({(row.text, row.language) for row in found}) == len(found)
    assert min(Counter(row.kind for row in found).values()) >= 20


def test_no_text_is_in_both_halves() -> None:
    halves = [{(row.text, row.language) for row in rows(part)} for part in ("cases", "held_out")]
    assert not halves[0] & halves[1]
