"""Any text in any language becomes words with true offsets, in symbols that the model knows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clonyvoice.text.kokoro_symbols import VOCABULARY
from clonyvoice.text.languages import LANGUAGES, UnknownLanguage
from clonyvoice.text.phoneme_words import PhonemeWord
from clonyvoice.text.phonemes import can_be_said, phonemise

MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789 .,:;!?-–'\"()[]/@#$€%&+=°\n\t")),
        st.sampled_from(list("éßñçőæøŁ한글국어밟않ㄱㅏ漢字学校長大かなカナッー々一二三абвжщыъкхнमस्तेक़ाकि१२")),
        st.sampled_from(
            list("مرحباשלוםΕλλάδαสวัสดี👍🏽👨‍👩‍👧\u200d\u202e\u0000\u0301\ufeff\ud800½²³№ﬁＡ１㍿①…—“”‘’´`~^|\\")
        ),
        st.characters(),
    ),
    max_size=60,
)


def check(text: str, words: tuple[PhonemeWord, ...]) -> None:
    position = 0
    for word in words:
        assert text[word.start : word.end] == word.text
        assert word.text.strip()
        assert position <= word.start < word.end
        position = word.end
        assert set(word.phonemes) <= VOCABULARY
        assert set(word.tail) <= VOCABULARY
        assert word.phonemes == word.phonemes.strip() != ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_text_in_any_language(language: str) -> None:
    @given(MIXED)
    @example("")
    @example("\x00\ud800")
    @example("]([/")
    @example("1" * 400)
    @example("1,2.3.4,5-6/7:8")
    @example("㋀")
    @settings(max_examples=60, deadline=None)
    def holds(text: str) -> None:
        check(text, phonemise(text, language))

    holds()


@given(st.text(alphabet="0123456789.,:-/$€%° kmhsCFapm#&+()stndrth'", max_size=24))
@settings(max_examples=150, deadline=None)
def test_no_figure_upsets_any_language(text: str) -> None:
    for language in LANGUAGES:
        check(text, phonemise(text, language))


def test_every_letter_and_figure_of_plain_text_is_in_a_word() -> None:
    text = "Dr. Smith paid $12.50 on Nov 22, 2026 for 3 kg of apples (5% off) at 10:30 a.m.!"
    covered: set[int] = set()
    for word in phonemise(text, "en"):
        covered.update(range(word.start, word.end))
    assert all(not char.isalnum() or index in covered for index, char in enumerate(text))


def test_money_is_one_word_and_keeps_its_place() -> None:
    text = "It costs $12.50, really."
    word = next(word for word in phonemise(text, "en") if "12" in word.text)
    assert (word.text, word.start, word.end, word.tail) == ("$12.50", 9, 15, ", ")
    assert word.phonemes == "twˈɛlv dˈɑləɹz ænd fˈɪfti sˈɛnts"


def test_decomposed_letters_keep_their_offsets() -> None:
    text = "cafe\u0301 한글".replace("한", "\u1112\u1161\u11ab")
    words = phonemise(text, "en")
    assert [(word.start, word.end) for word in words] == [(0, 5), (6, 10)]


def test_each_script_is_read_by_its_own_front_end() -> None:
    words = phonemise("안녕 Hello 你好 こんにちは привет नमस्ते", "en")
    assert [word.phonemes for word in words] == [
        "anɲɔŋ",
        "həlˈO",
        "ni↗xau↓",
        "koɲɲiʨiβa",
        "privˈet",
        "nəmˈʌsteː",
    ]


@pytest.mark.parametrize("text", ["", "   \n", "😀😀👍🏽", "…!?", "\x00\x07", "\u200b\u202e", "สวัสดี"])
def test_nothing_to_say_gives_no_words(text: str) -> None:
    assert phonemise(text, "en") == ()
    assert not can_be_said(text)


@pytest.mark.parametrize("text", ["a", "5", "한", "あ", "你", "&", "😀 ok"])
def test_something_to_say(text: str) -> None:
    assert can_be_said(text)
    assert phonemise(text, "en")


def test_emoji_are_skipped_not_read() -> None:
    with_emoji = phonemise("Good 😀 morning 👩🏽‍🚀!", "en")
    assert [word.phonemes for word in with_emoji] == [
        word.phonemes for word in phonemise("Good morning!", "en")
    ]


def test_unknown_language_says_which_are_known() -> None:
    with pytest.raises(UnknownLanguage, match="auto or one of: en, es"):
        phonemise("x", "tlh")


def test_threads_do_not_disturb_each_other() -> None:
    texts = {
        "en": "The quick brown Zyxtrow fox.", "fr": "Les amis sont à l'école.", "de": "Guten Morgen, Herr Müller.",
        "ru": "Добрый день, друзья.", "ja": "今日は良い天気です。", "zh": "今天天气很好。", "es": "Buenos días, señor.",
        "ko": "안녕하세요.",
    }  # fmt: skip
    expected = {language: phonemise(text, language) for language, text in texts.items()}
    jobs = list(texts.items()) * 12
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda job: (job[0], phonemise(job[1], job[0])), jobs))
    assert all(words == expected[language] for language, words in found)


class TestPronunciations:
    def test_marked_in_the_text(self) -> None:
        text = "I like [Kokoro](/kˈOkəɹO/) a lot."
        word = next(word for word in phonemise(text, "en") if word.text == "Kokoro")
        assert (word.phonemes, text[word.start : word.end]) == ("kˈOkəɹO", "Kokoro")

    def test_phonemes_and_respellings_from_a_dictionary_in_any_case(self) -> None:
        own = {"SQL": "sequel", "nginx": "/ˈɛnʤɪnˈɛks/", "New York": "/nˈu jˈɔɹk/"}
        words = {word.text: word.phonemes for word in phonemise("sql, NGINX and new  york.", "en", own)}
        assert words["sql"] == phonemise("sequel", "en")[0].phonemes
        assert words["NGINX"] == "ˈɛnʤɪnˈɛks"
        assert words["new  york"] == "nˈu jˈɔɹk"

    def test_only_whole_words_are_meant(self) -> None:
        plain = phonemise("cats catalog", "en")
        assert phonemise("cats catalog", "en", {"cat": "/dˈɔɡ/"}) == plain

    def test_a_korean_entry_takes_particles(self) -> None:
        words = phonemise("클로니는 좋다", "ko", {"클로니": "/kʰloni/"})
        assert words[0].phonemes == "kʰloni"

    def test_the_mark_in_the_text_wins_over_the_dictionary(self) -> None:
        words = phonemise("[cat](/kˈæt/) cat", "en", {"cat": "/dˈɔɡ/"})
        assert [word.phonemes for word in words] == ["kˈæt", "dˈɔɡ"]

    def test_a_markdown_link_is_read_without_its_address(self) -> None:
        assert [word.text for word in phonemise("See [the docs](/docs/start) now", "en")] == [
            "See",
            "the",
            "docs",
            "now",
        ]

    def test_unknown_symbols_are_mapped_or_dropped(self) -> None:
        words = phonemise("[x](/ɡˈʏɫ☃/) [y](/gʷɑ/)", "en")
        assert all(set(word.phonemes) <= VOCABULARY for word in words)
