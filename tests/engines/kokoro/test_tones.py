from __future__ import annotations

import numpy as np
import pytest

from clonyvoice.engines.kokoro.tones import toned

LEVEL = 200.0


def pitch(symbols: str, language: str = "ko") -> list[float]:
    """The pitch in the middle of each symbol when the model gave all the same, ten frames each."""
    durations = np.full(len(symbols) + 2, 10)
    f0 = np.full(20 * (len(symbols) + 2), LEVEL, np.float32)
    said = toned(f0, symbols, durations, language)
    assert said.shape == f0.shape
    assert said.dtype == np.float32
    return [float(said[20 * (index + 1) + 10]) for index in range(len(symbols))]


@pytest.mark.parametrize("word", ["pʰato", "tːeɾo", "soɾi", "ʃiso", "haɾu", "çɔŋ"])
def test_aspirated_tense_and_hissing_onsets_begin_high(word: str) -> None:
    said = pitch(word)
    vowel = next(index for index, symbol in enumerate(word) if symbol in "aeiouɔɯ")
    assert all(each > 1.1 * LEVEL for each in said[: vowel + 1])


@pytest.mark.parametrize("word", ["pato", "teɾo", "ʧoɾi", "nuna", "ujuɾɯɾ", "jɔɾɔ"])
def test_plain_onsets_and_vowels_begin_low(word: str) -> None:
    assert pitch(word)[0] < 0.95 * LEVEL


def test_what_follows_the_first_vowel_keeps_its_pitch() -> None:
    assert pitch("pʰatoɾo")[3:] == pytest.approx([LEVEL] * 4)


def test_each_word_has_its_own_beginning() -> None:
    said = pitch("nuna, pʰato.")
    assert said[1] < LEVEL < said[8]
    assert said[4] == said[5] == pytest.approx(LEVEL)


def test_other_languages_and_stressed_words_keep_their_melody() -> None:
    assert pitch("pʰato", "ja") == pytest.approx([LEVEL] * 5)
    assert pitch("pˈIθɑn ɯn")[:6] == pytest.approx([LEVEL] * 6)


def test_silence_stays_unvoiced() -> None:
    f0 = np.zeros(20 * 6, np.float32)
    assert not toned(f0, "pʰat", np.full(6, 10), "ko").any()
