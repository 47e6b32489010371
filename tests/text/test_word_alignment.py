"""Words against what was heard, by sounds: every word is there once, and alike texts have no difference."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clonyvoice.text.edit_distance_word_alignment import word_matches

_SPOKEN = ("the", "boat", "sailed", "home", "$5", "in", "1998", "again", "Siobhan")
_WORDS = st.lists(st.sampled_from(_SPOKEN), min_size=1, max_size=8)


@settings(deadline=None)  # the first pronunciation reads the dictionary
@given(_WORDS, _WORDS)
def test_every_word_is_there_once_and_what_is_alike_has_no_difference(
    said: list[str], heard: list[str]
) -> None:
    text, other = " ".join(said), " ".join(heard)
    found, extra = word_matches(text, other, "en")
    assert [text[word.start : word.end] for word in found] == [word.text for word in found]
    assert all(word.difference >= 0 for word in found)
    assert all(word.heard == "" or word.heard in other for word in found)
    assert set(extra) <= set(heard)
    same, none = word_matches(text, text, "en")
    assert not any(word.difference for word in same)
    assert none == ()


@pytest.mark.parametrize(
    ("text", "heard", "language", "wrong", "extra"),
    [
        ("It costs $5 today.", "It costs five dollars today, thank you.", "en", [], ("thank", "you")),
        ("We went home.", "", "en", ["We", "went", "home"], ()),
        ("We met in Lisbon.", "We met in Rocklow.", "en", ["Lisbon"], ()),
        ("꽃에 물을 주세요.", "꼬체 물을 주세요.", "ko", [], ()),
        ("우리는 박물관에서 만났습니다.", "우리는 카페에서 만났습니다.", "ko", ["박물관에서"], ()),
        ("xin chào bạn", "xin chào em", "vi", ["bạn"], ()),
    ],
)
def test_the_words_that_sound_otherwise(
    text: str, heard: str, language: str, wrong: list[str], extra: tuple[str, ...]
) -> None:
    found, more = word_matches(text, heard, language)
    assert [word.text for word in found if word.difference > 0.25] == wrong
    assert more == extra
