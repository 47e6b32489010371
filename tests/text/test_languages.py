"""Language codes and finding out which language a text is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clonyvoice.text.language_detection import SURE, detect, guess
from clonyvoice.text.languages import LANGUAGES, UnknownLanguage, british, resolve
from tests.text.tables import phrase_rows


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("EN_gb", "en"),
        ("Korean", "ko"),
        ("한국어", "ko"),
        ("zh-Hans-CN", "zh"),
        ("jp", "ja"),
        ("por", "pt"),
    ],
)
def test_many_ways_to_name_a_language(tag: str, code: str) -> None:
    assert resolve(tag) == code


@pytest.mark.parametrize("tag", ["", "xx", "klingon", "../en", "e" * 500])
def test_other_names_are_refused(tag: str) -> None:
    with pytest.raises(UnknownLanguage):
        resolve(tag)


def test_british_english_is_told_apart() -> None:
    assert british("en-GB")
    assert not british("en")
    assert phonemes("bath", "en-GB") != phonemes("bath", "en-US")


def phonemes(text: str, language: str) -> str:
    from clonyvoice.text.phonemes import phonemise

    return phonemise(text, language)[0].phonemes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hello", "en"), ("The weather is nice today.", "en"), ("Where did you put my keys?", "en"),
        ("Thank you very much!", "en"),
        ("Buenos días, ¿cómo está usted?", "es"), ("Me gusta el café", "es"), ("La casa es muy grande",
        "es"), ("No hay problema", "es"),
        ("Bonjour tout le monde", "fr"), ("Je ne sais pas", "fr"), ("C'est la vie", "fr"), ("Où est la gare ?", "fr"),
        ("Buongiorno a tutti", "it"), ("Non lo so", "it"), ("Mi piace molto la pizza", "it"), ("Che ore sono?", "it"),
        ("Bom dia, tudo bem?", "pt"), ("Não sei o que fazer", "pt"), ("Muito obrigado", "pt"),
        ("Eu gosto de você", "pt"),
        ("Guten Morgen", "de"), ("Ich weiß es nicht", "de"), ("Wo ist der Bahnhof?", "de"),
        ("Das ist sehr schön", "de"),
        ("Привет, как дела?", "ru"), ("नमस्ते", "hi"), ("안녕하세요", "ko"), ("こんにちは", "ja"), ("今日は天気です",
        "ja"),
        ("你好吗", "zh"),
        ("오늘은 Python 공부를 해요", "ko"), ("iPhoneを買った", "ja"), ("12345", "en"), ("", "en"), ("😀", "en"),
    ],
)  # fmt: skip
def test_short_texts(text: str, code: str) -> None:
    assert detect(text) == code


def test_only_the_languages_asked_about_are_answered() -> None:
    assert detect("東京大学", among=("ja", "ko")) == "ja"
    assert detect("Привет", among=("en", "ko"), default="ko") == "ko"


@given(st.text(max_size=60), st.sets(st.sampled_from(sorted(LANGUAGES)), min_size=1))
def test_any_text_has_one_of_the_languages(text: str, among: set[str]) -> None:
    assert detect(text, among) in among


def test_short_phrases_never_looked_at_are_mostly_recognised() -> None:
    found = phrase_rows("held_out")
    assert len(found) >= 400
    assert sum(detect(text) == language for language, text in found) >= 0.9 * len(found)


def test_most_wrong_guesses_say_that_they_are_guesses() -> None:
    guesses = [(guess(text), language) for language, text in phrase_rows("held_out")]
    wrong = [found for found, language in guesses if found.code != language]
    right = [found for found, language in guesses if found.code == language]
    assert sum(found.confidence < SURE for found in wrong) >= 0.75 * len(wrong)
    assert sum(found.confidence >= SURE for found in right) >= 0.75 * len(right)


def test_a_guess_says_how_sure_it_is_and_heeds_what_the_caller_speaks() -> None:
    assert guess("Thank you very much for your help!").confidence > 0.95
    unsure = guess("Vale a pena", among=("it", "pt", "es"))
    assert unsure.confidence < 0.9
    assert guess("Vale a pena", likely=("pt",)).code == "pt"
    assert guess("中山公園").code == "zh"
    assert guess("中山公園", likely=("ja",)).code == "ja"
    assert guess("12345").confidence == 0.0


def test_half_of_a_surrogate_pair_has_no_language_and_does_no_harm() -> None:
    assert guess("Thank you very much for your help! \ud83d").code == "en"
    assert guess("\udc00").confidence < SURE


@pytest.mark.parametrize("text", ["東京駅", "電気自動車", "営業中", "渋谷区", "東京大学", "電池残量低下"])
def test_ideographs_that_only_japanese_writes_tell_it_without_kana(text: str) -> None:
    assert guess(text).code == "ja"
    assert guess(text).confidence >= SURE


@pytest.mark.parametrize("text", ["北京大学", "東京大學", "電視機", "今天天氣很好", "我们去了渋谷"])
def test_ideographs_of_both_stay_chinese(text: str) -> None:
    assert guess(text).code == "zh"
