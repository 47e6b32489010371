"""Clean text keeps the way back to the given one."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from clonyvoice.text.cleaning import clean


@given(st.text(max_size=80))
def test_every_clean_character_has_a_place_in_order(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.text) == len(cleaned.starts) == len(cleaned.ends)
    assert list(cleaned.starts) == sorted(cleaned.starts)
    assert all(start < end <= len(text) for start, end in zip(cleaned.starts, cleaned.ends, strict=True))
    assert not any(
        unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") for char in cleaned.text if char != "\n"
    )


@given(st.text(alphabet="abc XYZ 019.,!?'-", max_size=80))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert clean(text).text == text


def test_widths_quotes_and_composition() -> None:
    assert clean("ＡＢＣ１２３").text == "ABC123"
    assert clean("It’s “so”").text == "It's “so”"
    assert clean("e\u0301").text == "é"
    assert clean("\u1112\u1161\u11ab").text == "한"
    assert clean("ｶﾞ").text == "ガ"


def test_skipped_stretches_vanish_and_offsets_stay_true() -> None:
    cleaned = clean("a[x]b", skip=((1, 2), (3, 4)))
    assert cleaned.text == "axb"
    assert cleaned.span(1, 2) == (2, 3)
    assert cleaned.find(2, 3) == (1, 2)
