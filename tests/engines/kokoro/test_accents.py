from __future__ import annotations

import pytest

from clonyvoice.engines.contract import FittedVoice
from clonyvoice.engines.kokoro.accents import accented
from clonyvoice.text.phonemes import phonemise
from clonyvoice.text.phonemes.symbols import VOCABULARY


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("미리", "mʲiɾʲi"),
        ("언니", "ɔnɲi"),
        ("오빠와", "opaβa"),
        ("과일", "kᵝaiɾ"),
        ("별", "pʲɔɾ"),
        ("칼", "kʰaɾ"),
        ("시계", "ɕiɡe"),
    ],
)
def test_korean_in_a_japanese_voice_is_spelled_as_japanese_was(text: str, said: str) -> None:
    words = accented(phonemise(text, "ko"), "ko", "jf_nezumi")
    assert "".join(word.phonemes for word in words) == said
    assert set(said) <= VOCABULARY
    assert [word.text for word in words] == [text]


def test_other_voices_and_languages_keep_their_spelling() -> None:
    korean, english = phonemise("미리 와", "ko"), phonemise("we will", "en")
    assert accented(korean, "ko", "af_heart") == korean
    assert accented(korean, "ko", FittedVoice("kokoro", 1, b"")) == korean
    assert accented(english, "en", "jf_nezumi") == english
