from __future__ import annotations

from clonyvoice.engines.contract import FittedVoice
from clonyvoice.engines.kokoro.accents import accented
from clonyvoice.text.phonemes import phonemise


def test_other_voices_and_languages_keep_their_spelling() -> None:
    korean, english = phonemise("미리 와", "ko"), phonemise("we will", "en")
    assert accented(korean, "ko", "af_heart") == korean
    assert accented(korean, "ko", FittedVoice("kokoro", 1, b"")) == korean
    assert accented(english, "en", "jf_nezumi") == english
