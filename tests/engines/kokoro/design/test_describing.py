from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clonyvoice.engines.kokoro.design.description import NothingUnderstood, TraitNotUnderstood, describe
from clonyvoice.engines.kokoro.design.pitch_pace_colour_targets import targets


@pytest.mark.parametrize(
    ("description", "gender", "age"),
    [
        ("an old man", -1, 72), ("a young woman", 1, 24), ("little girl", 1, 9), ("grandfather", -1, 72),
        ("8 year old boy", -1, 8), ("a 45-year-old lady", 1, 45), ("할머니", 1, 72), ("젊은 남자", -1, 24),
        ("중년 여성", 1, 50), ("어린 소년", -1, 9), ("30대 남성", -1, 35), ("a teenage girl", 1, 15),
    ],
)  # fmt: skip
def test_gender_and_age_are_understood(description: str, gender: float, age: float) -> None:
    traits = describe(description)
    assert traits.gender == gender
    assert traits.age == pytest.approx(age, abs=1)


@pytest.mark.parametrize(
    ("description", "trait", "sign"),
    [
        ("deep", "pitch", -1), ("high-pitched", "pitch", 1), ("slow", "pace", -1), ("a fast talker", "pace", 0),
        ("quick", "pace", 1), ("bright", "brightness", 1), ("muffled", "brightness", -1), ("warm", "warmth", 1),
        ("cold", "warmth", -1), ("energetic", "energy", 1), ("calm", "energy", -1), ("monotone", "range", -1),
        ("expressive", "range", 1), ("whispering", "breath", 1), ("낮은", "pitch", -1), ("높은", "pitch", 1),
        ("느린", "pace", -1), ("빠르게 말하는", "pace", 1), ("따뜻한", "warmth", 1), ("차분한", "energy", -1),
        ("활기찬", "energy", 1), ("속삭이는", "breath", 1), ("맑은", "brightness", 1), ("sad", "range", -1),
    ],
)  # fmt: skip
def test_words_move_their_trait(description: str, trait: str, sign: int) -> None:
    value = getattr(describe(description), trait)
    assert value * sign > 0 if sign else value != 0


@pytest.mark.parametrize(
    ("less", "plain", "more", "trait"),
    [
        ("slightly deep", "deep", "very deep", "pitch"),
        ("a bit bright", "bright", "extremely bright", "brightness"),
        ("조금 느린", "느린", "아주 느린", "pace"),
        ("약간 따뜻한", "따뜻한", "매우 따뜻한", "warmth"),
    ],
)
def test_intensities_order_what_is_asked(less: str, plain: str, more: str, trait: str) -> None:
    small, middle, large = (abs(getattr(describe(text), trait)) for text in (less, plain, more))
    assert 0 < small < middle < large


@pytest.mark.parametrize(
    ("description", "trait", "sign"),
    [
        ("a man, not deep", "pitch", 1), ("not very fast", "pace", -1), ("without warm tones", "warmth", -1),
        ("isn't bright", "brightness", -1), ("느리지 않은", "pace", 1), ("차갑지 않은 목소리", "warmth", 1),
    ],
)  # fmt: skip
def test_negations_turn_a_word_round_but_less(description: str, trait: str, sign: int) -> None:
    value = getattr(describe(description), trait)
    assert value * sign > 0
    assert abs(value) < 1


def test_a_negation_ends_at_the_comma() -> None:
    traits = describe("not bright, deep")
    assert traits.pitch < 0
    assert traits.brightness < 0


def test_fields_of_their_own_win_over_the_description() -> None:
    traits = describe("a young woman", gender="male", age=70)
    assert traits.gender == -1
    assert traits.age == 70
    assert describe("calm", age="elderly").age == 72


@pytest.mark.parametrize(
    ("gender", "expected"),
    [("F", 1), ("여성", 1), ("man", -1), ("neutral", 0), ("non-binary", 0), (" ", None)],
)
def test_a_gender_of_its_own_may_be_short(gender: str, expected: float | None) -> None:
    assert describe("calm", gender=gender).gender == expected


@pytest.mark.parametrize(
    ("age", "years"), [(35, 35), ("35", 35), ("30s", 35), ("30대", 35), ("40 years", 40)]
)
def test_an_age_of_its_own_may_be_a_decade(age: str | int, years: float) -> None:
    assert describe("calm", age=age).age == years


@pytest.mark.parametrize("field", [{"gender": "blue"}, {"age": "blue"}, {"age": 300}])
def test_a_field_that_says_nothing_is_refused_and_not_dropped(field: dict[str, Any]) -> None:
    with pytest.raises(TraitNotUnderstood) as caught:
        describe("calm", **field)
    assert caught.value.param == next(iter(field))


@pytest.mark.parametrize("description", ["car engine", "xyzzy", "…", "자동차", "42"])
def test_nothing_usable_is_refused_with_what_could_be_said(description: str) -> None:
    with pytest.raises(NothingUnderstood) as caught:
        describe(description)
    assert caught.value.code == "description_not_understood"
    assert caught.value.details["understood"] == []


@given(st.text(max_size=300))
def test_any_text_gives_bounded_traits_or_a_clear_refusal(description: str) -> None:
    try:
        traits = describe(description)
    except NothingUnderstood:
        return
    wanted = targets(traits)
    assert 60 <= wanted.pitch_hz <= 400
    assert 2.5 <= wanted.rate <= 7.6
    assert traits.understood


def test_targets_follow_gender_age_and_pitch() -> None:
    def pitch(text: str) -> float:
        return targets(describe(text)).pitch_hz

    assert pitch("very deep man") < pitch("deep man") < pitch("man") < pitch("woman") < pitch("high woman")
    assert pitch("girl") > pitch("woman") > pitch("grandmother")
    assert targets(describe("old man")).rate < targets(describe("young man")).rate
    assert (
        targets(describe("calm woman")).range_semitones < targets(describe("excited woman")).range_semitones
    )
