"""The language of each sentence of a mixed text that is spoken with `auto`."""

from __future__ import annotations

import pytest

from clonyvoice.speech.chunking import plan
from clonyvoice.speech.request import Segment


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Hello, how are you? 안녕하세요. こんにちは、元気ですか。", ["en", "ko", "ja"]),
        ("Good morning everyone. Bonjour tout le monde, comment allez-vous ?", ["en", "fr"]),
        (
            "Ich weiß es nicht. The weather is nice today, and we will go out. Ich bleibe hier.",
            ["de", "en", "de"],
        ),
        ("今日は良い天気です。東京大学。", ["ja", "ja"]),
        ("東京大学。今日は良い天気です。", ["ja", "ja"]),
        ("新幹線は速いです。京都駅到着。みなさん、お疲れさまでした。", ["ja", "ja", "ja"]),
        ("今天天气很好。北京大学。", ["zh", "zh"]),
        ("Привет, как дела сегодня? Hola, ¿cómo estás? Me gusta mucho.", ["ru", "es", "es"]),
        ("This is it. OK. 5.", ["en", "en", "en"]),
    ],
)
def test_each_sentence_has_its_language(text: str, codes: list[str]) -> None:
    chunks = plan([Segment(text, "v", "auto")], sentence_chunks=True).chunks
    assert [chunk.language for chunk in chunks] == codes


@pytest.mark.parametrize(
    ("text", "among", "codes"),
    [
        ("Das ist ein sehr langer Satz mit vielen Wörtern.", ("en", "de"), ["de"]),
        ("Das ist ein sehr langer Satz mit vielen Wörtern.", ("en", "fr"), ["en"]),
        ("Good morning, my dear friends. Guten Morgen, meine lieben Freunde.", ("en",), ["en", "en"]),
        ("東京大学。", ("en", "ja"), ["ja"]),
        ("東京大学へようこそ。", ("zh",), ["ja"]),
        ("Good morning, my dear friends. 안녕하세요 여러분.", ("en", "de"), ["en", "ko"]),
        ("Привет, как дела? My iPhone.", ("en",), ["ru", "en"]),
    ],
)
def test_a_text_is_kept_to_the_languages_of_its_engine_where_they_are_written_alike(
    text: str, among: tuple[str, ...], codes: list[str]
) -> None:
    chunks = plan([Segment(text, "v", "auto")], sentence_chunks=True, among=lambda _: among).chunks
    assert [chunk.language for chunk in chunks] == codes
