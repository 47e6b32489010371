"""The tables of what is written and how it is said: whole, and read as they say."""

from __future__ import annotations

from collections import Counter

import pytest

from clonyvoice.text.languages import LANGUAGES
from tests.text.tables import as_said, right, rows


@pytest.mark.parametrize("part", ["cases", "held_out"])
def test_the_tables_are_whole(part: str) -> None:
    found = rows(part)
    assert all(row.text and row.said and row.kind and row.language in LANGUAGES for row in found)
    assert len({(row.text, row.language) for row in found}) == len(found)
    assert min(Counter(row.kind for row in found).values()) >= 20


def test_no_text_is_in_both_halves() -> None:
    halves = [{(row.text, row.language) for row in rows(part)} for part in ("cases", "held_out")]
    assert not halves[0] & halves[1]


@pytest.mark.parametrize(("part", "least"), [("cases", 0.97), ("held_out", 0.9)])
def test_what_is_written_is_said_as_a_reader_would(part: str, least: float) -> None:
    found = rows(part)
    wrong = [row for row in found if not right(row)]
    shown = [f"{row.language}: {row.text!r}" for row in wrong] if part == "cases" else []
    assert len(wrong) <= (1 - least) * len(found), shown


def test_each_kind_is_said_right_mostly() -> None:
    total, good = Counter[str](), Counter[str]()
    for row in rows("cases"):
        total[row.kind] += 1
        good[row.kind] += right(row)
    assert {kind: good[kind] for kind in total if good[kind] < 0.9 * total[kind]} == {}


def test_words_that_look_like_numerals_stay_words() -> None:
    for text, language in (("Le musée a ouvert.", "fr"), ("De Xi à Li, la vie.", "fr"), ("Di me qué.", "es")):
        assert as_said(text, language) == text.rstrip(".").replace(",", "")
