"""Languages read by eSpeak: words stay apart, symbols fit the model, neighbours matter."""

from __future__ import annotations

import pytest

from clonyvoice.text.phonemes import espeak, phonemise


def said(text: str, language: str) -> list[str]:
    return [word.phonemes for word in phonemise(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "sounds"),
    [
        ("es", "buenos días", ["bwˈenos", "ðˈias"]),
        ("fr", "les amis sont à l'école", ["lez", "amˈi", "sˈɔ\u0303t", "a", "lekˈɔl"]),
        ("fr", "habitent à Lyon", ["abˈit", "a", "ljˈɔ\u0303"]),
        ("it", "buongiorno", ["bʊonʤˈɔrno"]),
        ("pt", "bom dia", ["bˈoŋ", "ʤˈiæ"]),
        ("de", "zwölf Bücher", ["ʦvˈœlf", "bˈyːçɐ"]),
        ("de", "der Bus fährt", ["dɛɾ", "bˈʊs", "fˈɛːɾt"]),
        ("ru", "музей открылся", ["muzˈej", "ʌtkrˈɨlsjʌ"]),
        ("ru", "моя сорок", ["mʌjˈɑ", "sˈorʌk"]),
        ("hi", "नमस्ते", ["nəmˈʌsteː"]),
    ],
)
def test_words_in_the_models_symbols(language: str, text: str, sounds: list[str]) -> None:
    assert said(text, language) == sounds


def test_a_russian_preposition_without_a_vowel_leans_on_its_word() -> None:
    words = phonemise("в доме", "ru")
    assert [word.tail for word in words] == ["", ""]
    assert words[0].phonemes == "v"


def test_a_compound_is_one_word() -> None:
    assert [word.text for word in phonemise("peut-être dix-huit", "fr")] == ["peut-être", "dix-huit"]


def test_what_espeak_joins_is_still_told_apart() -> None:
    items = ["in", "of the", "a lot", "do not know"]
    found = espeak.words(items, "en-us")
    assert len(found) == len(items)
    assert all(found)


def test_flags_of_other_languages_are_no_sound() -> None:
    assert "(" not in "".join(espeak.words(["une", "weekend", "привет"], "fr"))


def test_long_text_is_read_in_pieces() -> None:
    items = ["palabra"] * 100
    assert espeak.words(items, "es") == ["palˈaβɾa"] * 100
