from __future__ import annotations

import re

import numpy as np
import pytest

from clonyvoice.engines.kokoro.korean_tones import spoken, toned
from clonyvoice.engines.kokoro.phoneme_tokens import TokenTable
from clonyvoice.text.kokoro_symbols import VOCABULARY
from clonyvoice.text.phoneme_words import PhonemeWord

LEVEL = 200.0
TABLE = TokenTable({symbol: number for number, symbol in enumerate(sorted(VOCABULARY), 1)})


def words_of(symbols: str) -> list[PhonemeWord]:
    """The words of `symbols`, each with the marks and the space behind it; "|" joins two without a space."""
    said = re.findall(r"([^\s.,|]+)([\s.,]*)", symbols)
    return [PhonemeWord(word, 0, 0, word, tail) for word, tail in said]


def pitch(symbols: str, language: str = "ko") -> list[float]:
    """The pitch in the middle of each spoken symbol when the model gave all the same, ten frames each."""
    words = words_of(symbols)
    (tokens,) = TABLE.split(spoken(words, language))
    durations = np.full(len(tokens.ids) + 2, 10)
    f0 = np.full(20 * len(durations), LEVEL, np.float32)
    said = toned(f0, words, tokens, durations, language)
    assert said.shape == f0.shape
    assert said.dtype == np.float32
    return [float(said[20 * (index + 1) + 10]) for index in range(len(tokens.ids))]


@pytest.mark.parametrize("word", ["pʰato", "tːeɾo", "soɾi", "ʃiso", "haɾu", "çɔŋ"])
def test_aspirated_tense_and_hissing_onsets_begin_high(word: str) -> None:
    said = pitch(word)
    vowel = next(index for index, symbol in enumerate(word.replace("tː", "t")) if symbol in "aeiouɔɯ")
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


def test_a_particle_behind_a_foreign_word_is_no_beginning() -> None:
    assert pitch("pˈIθɑn|nɯn") == pytest.approx([LEVEL] * 9)


def test_two_words_said_for_one_written_each_begin() -> None:
    word = PhonemeWord("2살", 0, 2, "tu saɾ", "")
    (tokens,) = TABLE.split([word])
    f0 = np.full(20 * 8, LEVEL, np.float32)
    said = toned(f0, [word], tokens, np.full(8, 10), "ko")
    assert said[30] < LEVEL < said[90]


def test_tense_stops_are_said_short_in_korean_only() -> None:
    words = words_of("kːotɕʰe sːɔtːa")
    assert [word.phonemes for word in spoken(words, "ko")] == ["kotɕʰe", "sːɔta"]
    assert spoken(words, "it") is words


def test_silence_stays_unvoiced() -> None:
    words = words_of("pʰat")
    (tokens,) = TABLE.split(words)
    assert not toned(np.zeros(20 * 6, np.float32), words, tokens, np.full(6, 10), "ko").any()
