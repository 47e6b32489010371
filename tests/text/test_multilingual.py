"""The language of each sentence in a mixed text."""

from __future__ import annotations

import pytest

from clonyvoice.text.multilingual import sentences_by_language


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Hello, how are you? 안녕하세요. こんにちは、元気ですか。", ["en", "ko", "ja"]),
        ("Good morning everyone. Bonjour tout le monde, comment allez-vous ?", ["en", "fr"]),
        ("Ich weiß es nicht. The weather is nice today. Ja.", ["de", "en", "de"]),
        ("今日は良い天気です。東京大学。", ["ja", "ja"]),
        ("Привет! Hola, ¿cómo estás?", ["ru", "es"]),
        ("This is it. OK. 5.", ["en", "en", "en"]),
    ],
)
def test_each_sentence_has_its_language(text: str, codes: list[str]) -> None:
    assert [code for _, code in sentences_by_language(text)] == codes


def test_only_the_languages_asked_about() -> None:
    assert {code for _, code in sentences_by_language("Hello. Bonjour. 안녕.", among=("en", "ko"))} == {
        "en",
        "ko",
    }
