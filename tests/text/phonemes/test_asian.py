"""Japanese and Chinese: words with their places, readings that depend on context."""

from __future__ import annotations

import pytest

from clonyvoice.text.phonemes import phonemise
from clonyvoice.text.phonemes.kana import phonemes as kana
from clonyvoice.text.phonemes.pinyin import phonemes as pinyin


def words(text: str, language: str) -> list[tuple[str, str]]:
    return [(word.text, word.phonemes) for word in phonemise(text, language)]


def test_japanese_figures_are_read_with_their_counters() -> None:
    found = dict(words("2人で11月22日に見た", "ja"))
    assert found["2人"] == "ɸɯtaɾʲi"
    assert found["11月"] == "ʥɨːiʨiɡaʦɨ"


def test_japanese_money_keeps_its_place() -> None:
    text = "今日は$5.50です。"
    word = next(word for word in phonemise(text, "ja") if "5" in word.text)
    assert (word.text, text[word.start : word.end]) == ("$5.50", "$5.50")
    assert "doɾɯ" in word.phonemes


def test_japanese_particles_sound_as_particles() -> None:
    assert dict(words("私は東京へ行く", "ja"))["は"] == "βa"


@pytest.mark.parametrize(
    ("reading", "symbols"),
    [
        ("サンポ", "sampo"), ("ケンカ", "keŋka"), ("ホン", "hoɴ"),
        ("キョー", "kʲoː"), ("ガッコー", "ɡaʔkoː"), ("ファイル", "ɸaiɾɯ"), ("ニャー", "ɲaː"),
    ],
)  # fmt: skip
def test_kana(reading: str, symbols: str) -> None:
    assert kana(reading) == symbols


@pytest.mark.parametrize(
    ("syllable", "symbols"),
    [
        ("zhong1", "ꭧʊ→ŋ"), ("shi4", "ʂɨ↘"), ("ju3", "ʨy↓"), ("lüe4", "lɥe↘"),
        ("wo3", "wo↓"), ("er2", "ɚ↗"), ("ma5", "ma"), ("xiang4", "ɕja↘ŋ"),
        ("nar4", "na↘ɻ"), ("yuan2", "ɥɛ↗n"), ("si1", "sɨ→"), ("bo1", "pwo→"), ("x", ""),
    ],
)  # fmt: skip
def test_pinyin(syllable: str, symbols: str) -> None:
    assert pinyin(syllable) == symbols


@pytest.mark.parametrize(
    ("text", "word", "sounds"),
    [
        ("她长大了", "长大", "ꭧa↓ŋta↘"), ("还了钱", "还", "xwa↗n"),
        ("还有", "还有", "xai↗jou↓"), ("银行", "银行", "i↗nxa↗ŋ"), ("音乐", "音乐", "i→nɥe↘"),
        ("不是", "不是", "pu↗ʂɨ↘"), ("一个", "一个", "i↗kɤ↘"),
        ("姐姐", "姐姐", "ʨje↓ʨje"), ("你好", "你好", "ni↗xau↓"), ("第一", "第一", "ti↘i→"),
    ],
)  # fmt: skip
def test_mandarin_readings_in_context(text: str, word: str, sounds: str) -> None:
    assert dict(words(text, "zh"))[word] == sounds


def test_latin_in_chinese_and_japanese_is_read_as_english() -> None:
    assert ("Python", "pˈIθˌɑn") in words("我喜欢Python。", "zh")
    assert ("Python", "pˈIθˌɑn") in words("Pythonが好き", "ja")
