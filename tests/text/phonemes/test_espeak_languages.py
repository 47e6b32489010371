"""Languages read by eSpeak: words stay apart, symbols fit the model, neighbours matter."""

from __future__ import annotations

import sys
from types import SimpleNamespace

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
        ("de", "zwölf Bücher", ["ʦvˈœlf", "bˈyːçɐʁ"]),
        ("de", "der Bus fährt", ["dɛʁ", "bˈus", "fˈɛːɐt"]),
        ("de", "ihre graue Lehrerin", ["ˌiːɾə", "ɡɾˈWə", "lˈeːɾəɾˌɪn"]),
        ("de", "gestern in der Kirche", ["ɡˈɛstɐʁn", "ɪn", "dɛʁ", "kˈɪʁçə"]),
        ("de", "ich bin richtig wenig", ["ɪç", "bɪn", "ɾˈɪçtɪk", "vˈeːnɪk"]),
        ("de", "12.3., 15:30 Uhr", ["ʦvˈœlftɐʁ dɾˈɪtɐʁ", "fˈynfʦeːn ˈuːɐ dɾˈIsɪk"]),
        ("it", "mia sorella e suo zio", ["mˈia", "sorˈɛlla", "e", "sˈʊo", "ʣˈio"]),
        ("it", "la famiglia degli amici", ["la", "famˈiʎʎa", "dˌeʎʎɪ", "amˈiʧɪ"]),
        ("ru", "музей открылся", ["muzˈej", "ʌtkrˈɨlsjʌ"]),
        ("ru", "моя сорок", ["mʌjˈɑ", "sˈorʌk"]),
        ("hi", "नमस्ते", ["nəmˈʌsteː"]),
    ],
)
def test_words_in_the_models_symbols(language: str, text: str, sounds: list[str]) -> None:
    assert said(text, language) == sounds


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("un petit enfant", "œ\u0303 pətˈit ɑ\u0303fˈɑ\u0303"),
        ("nous avons deux heures", "nuz avˈɔ\u0303 dˈøz ˈœʁ"),
        ("mes amis ont un chat", "mez amˈi ˈɔ\u0303t œ\u0303 ʃˈa"),
        ("tout à coup", "tut a kˈu"),
        # A noun is not linked to what follows, and nothing to "et".
        ("le lait au frais", "lə lˈɛ o fʁˈɛ"),
        ("nos grands-parents à table", "no ɡʁˈɑ\u0303paʁˈɑ\u0303 a tˈabl"),
        ("plus doux et plus beau", "ply dˈu e ply bˈo"),
        ("nos enfants arrivent", "noz ɑ\u0303fˈɑ\u0303 aʁˈiv"),
        # A verb is, as one reads aloud.
        ("elle lit un livre", "ɛl lˈit œ\u0303 lˈivʁ"),
        ("nous partons une semaine", "nu paʁtˈɔ\u0303z yn səmˈɛn"),
        # A consonant that sounds anyway stays.
        ("une table ronde et carrée", "yn tˈabl ʁˈɔ\u0303d e kaʁˈe"),
        ("la chaise est petite et vieille", "la ʃˈɛz ɛ pətˈit e vjˈɛj"),
    ],
)
def test_french_words_are_linked_as_in_everyday_speech(text: str, linked: str) -> None:
    assert " ".join(said(text, "fr")) == linked


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


@pytest.mark.parametrize("library", ["/nowhere/libespeak-ng.so", None])
def test_a_library_that_is_missing_is_told_and_found_again(
    library: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(espeak, "_library", None)
        loader = None if library is None else SimpleNamespace(get_library_path=lambda: library)
        patched.setitem(sys.modules, "espeakng_loader", loader)
        with pytest.raises(espeak.EspeakUnavailable, match="espeakng-loader") as told:
            espeak.ipa("unread word", "de")
        assert (told.value.status, told.value.code) == (503, "espeak_unavailable")
    assert espeak.ipa("Morgen", "de")
