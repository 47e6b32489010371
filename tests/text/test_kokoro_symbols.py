"""The model's symbols, and the marks between words."""

from __future__ import annotations

import json
import logging

import pytest

from clonyvoice.core.settings import Settings
from clonyvoice.text.kokoro_symbols import VOCABULARY, from_ipa, known, tail
from clonyvoice.weights import WeightsStore


@pytest.mark.model
def test_the_vocabulary_is_the_models() -> None:
    table = json.loads((WeightsStore(Settings().weights).path("kokoro") / "vocab.json").read_text("utf-8"))
    assert set(table["vocab"]) == set(VOCABULARY)


@pytest.mark.parametrize(
    ("gap", "marks"),
    [
        (" ", " "), (", ", ", "), ("... ", ". "), ("?! ", "? "), (" – ", "— "),
        ("-", " "), (" (", ", ("), (") ", "), "), ("(", " ("), ("\n\n", ". "),
        (",\n", ", "), ("” ", "” "), (': "', ": “"), ('." ', ".” "), ("、", ", "),
        ("。", ". "), ("।", ". "), ("؟ ", "? "), ("", " "), (" * ", " "),
    ],
)  # fmt: skip
def test_marks_between_words(gap: str, marks: str) -> None:
    assert tail(gap) == marks


@pytest.mark.parametrize(
    ("gap", "marks"), [("", ""), (".", "."), ("!”", "!”"), (" 😀", ""), ("\n", "."), (" (", "")]
)
def test_marks_at_the_end(gap: str, marks: str) -> None:
    assert tail(gap, last=True) == marks


def test_unknown_symbols_are_mapped_and_what_is_lost_is_logged_without_the_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        assert known("gʏɫ\u2603", "de") == "ɡyl"
    assert "U+2603" in caplog.text
    assert "gʏɫ" not in caplog.text


@pytest.mark.parametrize(
    ("ipa", "language", "symbols"),
    [
        ("/ˈdʒeɪmz/", "en", "ʤˈAmz"), ("təˈmeɪtoʊ", "en", "təmˈAtO"), ("ˈtʃɛɹi", "en", "ʧˈɛɹi"),
        ("bɝd", "en", "bɜɹd"), ("ˈʦaɪt", "de", "ˈʦaɪt"),
    ],
)  # fmt: skip
def test_ipa_by_hand(ipa: str, language: str, symbols: str) -> None:
    assert from_ipa(ipa, language) == symbols
