from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clonyvoice.cloning.blend_recipe import BadRecipe, parse, written
from clonyvoice.core import Audio
from clonyvoice.engines.kokoro.design.description import describe
from clonyvoice.engines.kokoro.design.measurement import Measured, colour, gains_for, measure, syllables
from clonyvoice.engines.kokoro.design.pitch_pace_colour_targets import (
    NothingToNudge,
    Nudge,
    nudged_targets,
    targets,
)
from clonyvoice.engines.kokoro.design.preset_mix import mixes
from clonyvoice.engines.kokoro.frequency_bands import BANDS


def _mixes(text: str, seed: int = 1, count: int = 1, language: str = "en") -> list[str]:
    traits = describe(text)
    return [str(mix) for mix in mixes(traits, targets(traits), language, seed, count)]


def test_the_same_seed_gives_the_same_mix_and_another_one_another() -> None:
    assert _mixes("calm woman", 5) == _mixes("calm woman", 5)
    assert _mixes("calm woman", 5) != _mixes("calm woman", 6)
    assert _mixes("calm woman", 5) != _mixes("angry man", 5)


def test_candidates_are_mainly_made_of_different_presets() -> None:
    traits = describe("a friendly man")
    found = mixes(traits, targets(traits), "en", 1, 4)
    mains = [max(mix.parts)[1] for mix in found]
    assert len(set(mains)) >= 3
    for mix in found:
        assert sum(share for share, _ in mix.parts) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("text", "second"), [("a man", "m"), ("a deep old man", "m"), ("a woman", "f"), ("할머니", "f")]
)
def test_mixes_keep_to_the_gender(text: str, second: str) -> None:
    traits = describe(text)
    for seed in range(10):
        (mix,) = mixes(traits, targets(traits), "en", seed, 1)
        assert sum(share for share, name in mix.parts if name[1] == second) > 0.6


def test_an_accent_brings_in_presets_that_have_it() -> None:
    traits = describe("a french woman")
    shares = [
        sum(share for share, name in mix.parts if name[0] == "f")
        for mix in mixes(traits, targets(traits), "en", 3, 4)
    ]
    assert max(shares) > 0.3
    british = describe("a british gentleman")
    for mix in mixes(british, targets(british), "en", 3, 3):
        assert sum(share for share, name in mix.parts if name[0] == "b") > 0.5


@pytest.mark.parametrize("language", ["ko", "ja", "de", "xx"])
def test_at_least_a_third_of_a_mix_knows_the_language(language: str) -> None:
    usual = {"ko": "jz", "ja": "j", "de": "e"}.get(language, "ab")
    traits = describe("a calm woman")
    for mix in mixes(traits, targets(traits), language, 2, 3):
        assert sum(share for share, name in mix.parts if name[0] in usual) > 0.33


@given(st.floats(-5, 4), st.floats(-4, 4), st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_gains_bring_a_spectrum_to_the_colour_that_is_wanted(bright: float, warm: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    levels = np.linspace(0, -30, BANDS) + random.normal(0, 2, BANDS)
    powers = 10.0 ** (levels / 10.0)
    now = colour(powers)
    gains = gains_for(powers, now[0] + bright, now[1] + warm, most=20.0)
    after = colour(powers * 10.0 ** (gains / 10.0))
    assert after[0] == pytest.approx(now[0] + bright, abs=1.5)
    assert after[1] == pytest.approx(now[1] + warm, abs=1.5)


def test_syllables_are_counted_by_their_vowels() -> None:
    assert syllables("ðə mˈɔɹnɪŋ tɹˈAn") == 4
    assert syllables("") == 1


def test_a_buzz_measures_its_own_pitch() -> None:
    t = np.arange(24_000 * 2) / 24_000
    buzz = np.sum([np.sin(2 * np.pi * 150 * k * t) / k for k in range(1, 20)], axis=0)
    seen, powers = measure(Audio((0.1 * buzz).astype(np.float32), 24_000), "aba")
    assert seen.pitch_hz == pytest.approx(150, rel=0.02)
    assert seen.rate == pytest.approx(1.0)
    assert powers.shape == (BANDS,)


_NOW = Measured(200.0, 3.0, 4.8, -12.0, 7.0)


def test_nudges_move_what_they_say_and_back() -> None:
    older = nudged_targets(_NOW, Nudge(older=1))
    assert older.pitch_hz < 200
    assert older.rate < 4.8
    assert nudged_targets(_NOW, Nudge(older=-1)).pitch_hz > 200
    assert nudged_targets(_NOW, Nudge(brighter=1)).brightness_db > -12
    assert nudged_targets(_NOW, Nudge(calmer=1)).range_semitones < 3
    assert nudged_targets(_NOW, Nudge(faster=2)).rate > nudged_targets(_NOW, Nudge(faster=1)).rate > 4.8
    with pytest.raises(NothingToNudge):
        nudged_targets(_NOW, Nudge())


def test_recipes_are_read_with_weights_percents_and_plain_names() -> None:
    assert parse("0.6*a + 0.4*b") == ((0.6, "a"), (0.4, "b"))
    assert parse("af_heart") == ((1.0, "af_heart"),)
    assert {name: round(weight, 9) for weight, name in parse("60% a + 40%b")} == {"a": 0.6, "b": 0.4}
    assert parse("3*voice_x-1 + 1*voice_y") == ((0.75, "voice_x-1"), (0.25, "voice_y"))
    assert parse("a + a + b") == ((2 / 3, "a"), (1 / 3, "b"))
    assert parse(written(parse("0.6*a + 0.4*b"))) == ((0.6, "a"), (0.4, "b"))


@pytest.mark.parametrize("recipe", ["", "+", "0.5*", "a b c", "0*a", "-1*a", "a+" * 20, "0.5*../x", "nan*a"])
def test_recipes_that_cannot_be_read_say_why(recipe: str) -> None:
    with pytest.raises(BadRecipe, match="recipe cannot be read"):
        parse(recipe)


@given(st.text(max_size=100))
def test_any_recipe_is_read_or_refused(recipe: str) -> None:
    try:
        found = parse(recipe)
    except BadRecipe:
        return
    assert sum(weight for weight, _ in found) == pytest.approx(1.0)
