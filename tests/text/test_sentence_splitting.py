"""Sentences and clauses keep every character and cut where a reader would."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clonyvoice.text import inline_markup, sentence_splitting
from clonyvoice.text.sentence_splitting import Sentence, clauses, sentences
from clonyvoice.text.unpunctuated_text import BREATH

WILD = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from(
            list("abcDE .,!?…;:\n\"'“”()[]/。！？、「」한글かな漢字абв1234567890-—👍🏽\u200d\u0301")
        ),
    ),
    max_size=300,
)


def solid(text: str) -> str:
    return "".join(text.split())


def texts(text: str, language: str = "en") -> list[str]:
    return [sentence.text for sentence in sentences(text, language)]


@given(WILD, st.sampled_from(["en", "de", "ja", "ko", "zh", "auto"]))
@settings(max_examples=120, deadline=None)
def test_sentences_cover_every_character_once_and_in_order(text: str, language: str) -> None:
    found = sentences(text, language)
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))
    assert solid("".join(sentence.text for sentence in found)) == solid(text)


@given(WILD, st.integers(1, 60))
@settings(max_examples=120, deadline=None)
def test_no_part_is_longer_than_asked_and_nothing_is_lost(text: str, most: int) -> None:
    found = sentences(text, "en", max_chars=most)
    assert all(len(sentence.text) <= most for sentence in found)
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)
    assert solid("".join(sentence.text for sentence in found)) == solid(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello there. How are you? Fine!", ["Hello there.", "How are you?", "Fine!"]),
        ("Dr. Smith paid $12.50. Mr. Lee did not.", ["Dr. Smith paid $12.50.", "Mr. Lee did not."]),
        ("It is 3.5 km, i.e. Two miles or so.", ["It is 3.5 km, i.e. Two miles or so."]),
        ("He lives in the U.S. The house is old.", ["He lives in the U.S.", "The house is old."]),
        ("We met J. R. Tolkien at 5 p.m. in Oxford.", ["We met J. R. Tolkien at 5 p.m. in Oxford."]),
        ('"Stop!" he said. "Why?" she asked.', ['"Stop!" he said.', '"Why?" she asked.']),
        ("Wait... what? No… Yes.", ["Wait... what?", "No…", "Yes."]),
        ("Great! 😀😀 See you.", ["Great! 😀😀", "See you."]),
        ("See www.example.com. It works.", ["See www.example.com.", "It works."]),
        ("1. First point\n2. Second point", ["1. First point", "2. Second point"]),
        (
            "A title\n\nA paragraph without a stop\n\nThe end",
            ["A title", "A paragraph without a stop", "The end"],
        ),
        ("I said (quietly.) Then I left.", ["I said (quietly.)", "Then I left."]),
        ("Version 2.0 is out. Get it!", ["Version 2.0 is out.", "Get it!"]),
    ],
)
def test_english_hard_cases(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ja", "今日は。元気ですか？はい！", ["今日は。", "元気ですか？", "はい！"]),
        ("ja", "「はい。」と言った。次です。", ["「はい。」と言った。", "次です。"]),
        ("zh", "你好。今天怎么样？很好！", ["你好。", "今天怎么样？", "很好！"]),
        ("ko", "안녕하세요. 오늘은 3.5도예요. 춥죠?", ["안녕하세요.", "오늘은 3.5도예요.", "춥죠?"]),
        ("de", "Am 3. Mai kommt z.B. Herr Dr. Maier. Gut!", ["Am 3. Mai kommt z.B. Herr Dr. Maier.", "Gut!"]),
        ("hi", "नमस्ते। आप कैसे हैं?", ["नमस्ते।", "आप कैसे हैं?"]),
        ("ru", "Привет. Это т.е. Тест. Да!", ["Привет.", "Это т.е. Тест.", "Да!"]),
        ("es", "¿Cómo estás? El Sr. Pérez llegó.", ["¿Cómo estás?", "El Sr. Pérez llegó."]),
    ],
)
def test_other_languages(language: str, text: str, expected: list[str]) -> None:
    assert texts(text, language) == expected


def test_markup_is_never_cut() -> None:
    text = "Say [Dr. No. Two](/dˈɑktəɹ/) now, then [pause:1.5s] go on for quite a while longer."
    assert texts(text) == [text]
    parts = sentences(text, "en", max_chars=34)
    assert any("[Dr. No. Two](/dˈɑktəɹ/)" in part.text for part in parts)
    assert any("[pause:1.5s]" in part.text for part in parts)


def test_an_emphasised_phrase_is_never_cut() -> None:
    for words in ("Hello there. I am here!", "Is it? It is, " * 6 + "so"):
        marked = f"[{words}](+2)"
        assert inline_markup.emphases(marked)
        found = [sentence.text for sentence in sentences(f"{marked} And then we go.", "en", len(marked))]
        assert any(marked in one for one in found), found
    assert not inline_markup.emphases(f"[{'a' * 101}](+2)"), "longer than a chunk may be"


def test_clauses_cut_at_commas_and_keep_offsets_of_the_whole_text() -> None:
    whole = Sentence("When it rains, the river rises, and the mill, old as it is, grinds on.", 100, 170)
    parts = clauses(whole, 40)
    assert [part.text for part in parts] == [
        "When it rains, the river rises,",
        "and the mill, old as it is, grinds on.",
    ]
    assert parts[1].start == 100 + whole.text.index("and the mill")


def test_a_long_text_is_split_in_reasonable_time() -> None:
    text = "This is one sentence, of a long book. " * 5400
    found = sentences(text, "en", max_chars=300)
    assert len(found) == 5400


@pytest.mark.parametrize("unit", [".", " ", "a", "\n", ") ", "!?", "[", "[a](", ",", "1.", "  -", "\u0301"])
def test_a_hundred_thousand_repetitions_are_split_in_seconds(unit: str) -> None:
    text = (unit * 100_000) + "x"
    started = time.monotonic()
    found = sentences(text, "en", max_chars=400)
    assert solid("".join(sentence.text for sentence in found)) == solid(text)
    assert time.monotonic() - started < 10


def test_a_long_text_without_marks_is_cut_where_a_reader_would_breathe() -> None:
    text = (
        "I went down to the market and bought some apples because my mother wanted to bake a pie but when I came home "
        "she had gone out with my sister who was visiting us"
    )
    parts = [part.text for part in sentences(text, "en", max_chars=100)]
    assert all(part.split()[0] in ("I", "and", "because", "but", "when", "who") for part in parts)
    chinese = [
        part.text
        for part in sentences("昨天下雨了所以我在家里看书然后做了晚饭但是不太好吃", "zh", max_chars=16)
    ]
    assert len(chinese) > 1
    assert all(part[:2] in ("所以", "然后", "但是") for part in chinese[1:])


@pytest.mark.parametrize(
    ("language", "first", "rest"),
    [
        ("ja", "雨が上がると子供たちはまた外で遊びました", "母は子供のころの話をしている時が好きです"),
        ("ja", "昨日は友達と長い間川のそばで話していました", "明日は晴れるでしょうか"),
        ("ko", "비가 그친 뒤에 아이들은 다시 밖에서 놀았습니다", " 어제 친구와 강가에서 만났어요"),
        ("zh", "老渔夫在太阳出来之前就出海了", "昨天我们在森林里找到了很多蘑菇"),
    ],
)
def test_a_text_without_marks_is_cut_where_its_verbs_tell_an_end(
    language: str, first: str, rest: str
) -> None:
    parts = [part.text for part in sentences(first + rest, language, max_chars=len(first) + 4)]
    assert parts[0] == first


def test_no_breath_is_taken_inside_a_japanese_verb() -> None:
    text = "雨が上がるまで待っている人が多いので駅は混んでいる"
    for size in range(text.index("駅"), len(text)):
        assert sentences(text, "ja", max_chars=size)[1].text in ("駅は混んでいる", "多いので駅は混んでいる")


@given(
    st.lists(
        st.sampled_from(["word", "and then", "が降った", "왔습니다 그", "下雨了我", ",", " ", "(a)", "и"]),
        min_size=40,
    )
)
@settings(max_examples=60, deadline=None)
def test_a_long_text_is_searched_in_stretches_as_if_it_were_in_one(pieces: list[str]) -> None:
    text = " ".join(pieces)
    whole = sentences(text, "auto", 60)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentence_splitting, "_STRETCH", 7)
        assert sentences(text, "auto", 60) == whole


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("ich weiß nicht mehr genau ob wir uns damals vor dem alten bahnhof getroffen haben", "ob wir"),
        ("il finira son travail au bureau tandis que sa sœur prépare le repas du soir", "tandis que"),
        ("il a dit hier soir à sa mère qu'il rentrerait tard avec ses deux amis", "qu'il rentrerait"),
        ("sono rimasto a casa tutto il giorno finché mia sorella mi ha chiamato", "finché"),
        ("он не знал куда ему идти после работы поэтому он просто сел в автобус", "поэтому"),
        ("아이들은 학교가 끝나자마자 운동장으로 뛰어나가 놀았다", "운동장으로"),
    ],
)
def test_texts_without_punctuation_are_cut_where_a_reader_breathes(text: str, second: str) -> None:
    assert sentences(text, max_chars=max(len(text) - 12, 20))[1].text.startswith(second)


@pytest.mark.parametrize("text", ["ab$" * 33_000, "x  " * 30_000, "hello world " * 8_000, "तो and " * 14_000])
def test_the_search_for_breaths_never_keeps_other_threads_waiting(text: str) -> None:
    """A search holds the interpreter: with a lookbehind for each of a hundred words it took 0.2 s."""
    took = []
    for _ in range(3):
        began = time.thread_time()
        list(BREATH.finditer(text))
        took.append(time.thread_time() - began)
    assert min(took) < 0.09
