from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clonyvoice.engines.kokoro.phoneme_tokens import MAX_TOKENS, TokenTable
from clonyvoice.text.languages import NothingToSay
from clonyvoice.text.phoneme_words import PhonemeWord

TABLE = TokenTable(
    {symbol: index + 1 for index, symbol in enumerate(";:,.!?—…“” abcdefhijklmnopqrstuvwxyzɡəˈ")}
)


def words(*pairs: tuple[str, str]) -> list[PhonemeWord]:
    return [PhonemeWord(f"w{i}", i, i + 1, said, tail) for i, (said, tail) in enumerate(pairs)]


def test_each_symbol_knows_its_word() -> None:
    (tokens,) = TABLE.split(words(("hel", " "), ("wəld", ".")))
    assert tokens.symbols == "hel wəld."
    assert tokens.owners == (0, 0, 0, -1, 1, 1, 1, 1, -1)
    assert len(tokens.ids) == len(tokens.symbols)


def test_other_spellings_of_a_sound_are_kept() -> None:
    (tokens,) = TABLE.split(words(("gɫ", "")))
    assert tokens.symbols == "ɡl"


def test_a_sound_that_kokoro_lacks_is_logged_not_silently_dropped(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        (tokens,) = TABLE.split(words(("aǃb", ".")))
    assert tokens.symbols == "ab."
    assert "U+01C3" in caplog.text
    assert TABLE.unknown("aǃbǃ") == "ǃ"


@pytest.mark.parametrize("nothing", [[], [("", ".")], [("ǃ", "")]])
def test_nothing_to_say_is_refused(nothing: list[tuple[str, str]]) -> None:
    with pytest.raises(NothingToSay):
        TABLE.split(words(*nothing))


def test_a_long_chunk_is_cut_at_a_mark() -> None:
    runs = TABLE.split(words(*[("abcd", ", " if i == 70 else " ") for i in range(120)]))
    assert [len(run.ids) <= MAX_TOKENS for run in runs] == [True, True]
    assert runs[0].symbols.endswith("abcd, ")


def test_what_a_cut_at_a_mark_leaves_is_cut_again_where_the_next_word_does_not_fit() -> None:
    runs = TABLE.split(words(("a", ""), ("a", ", "), ("a", ""), ("aaaaaaaa", "")), 8)
    assert [run.symbols for run in runs] == ["aa, ", "a", "aaaaaaaa"]


@given(
    st.lists(
        st.tuples(st.text("abcdeˈə", min_size=1, max_size=40), st.sampled_from(["", " ", ", ", ". "])),
        min_size=1,
        max_size=60,
    ),
    st.integers(8, MAX_TOKENS),
)
def test_splitting_loses_and_doubles_nothing(pairs: list[tuple[str, str]], limit: int) -> None:
    runs = TABLE.split(words(*pairs), limit)
    whole = "".join(said + tail for said, tail in pairs)
    assert "".join(run.symbols for run in runs).strip() == whole.strip()
    assert all(0 < len(run.ids) <= limit for run in runs)
    owners = [owner for run in runs for owner in run.owners if owner >= 0]
    assert owners == sorted(owners)
    assert set(owners) == set(range(len(pairs)))
