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
