"""Voices in a language whose sounds they were not taught."""

from __future__ import annotations

import numpy as np
import pytest

from clonyvoice.engines.contract import FittedVoice, VoiceSource
from clonyvoice.engines.kokoro.voice import PROSODY, STYLE_ROWS, STYLE_SIZE, TIMBRE, KokoroVoice
from clonyvoice.engines.kokoro.voicepacks import mixed_for_language

CLONE = FittedVoice("kokoro", 1, b"")


def voice(value: float, rows: int = STYLE_ROWS) -> KokoroVoice:
    return KokoroVoice(np.full((rows, STYLE_SIZE), value, np.float32))


@pytest.mark.parametrize(("source", "timbre", "pace"), [("if_sara", 0.3, 0.92), (CLONE, 0.2, 1.0)])
def test_in_german_a_voice_takes_on_some_of_the_french_voices_colour(
    source: VoiceSource, timbre: float, pace: float
) -> None:
    own = voice(0.0)
    said = mixed_for_language(own, source, "de", {"ff_siwis": voice(1.0)}.__getitem__)
    assert np.allclose(said.style[:, TIMBRE], timbre)
    assert np.array_equal(said.style[:, PROSODY], own.style[:, PROSODY])
    assert said.rate == pytest.approx(pace)
    assert not own.style.any()


def test_a_voice_of_one_row_gets_one_for_every_length() -> None:
    ramp = np.repeat(np.linspace(0, 1, STYLE_ROWS)[:, None], STYLE_SIZE, axis=1)
    french = KokoroVoice(ramp.astype(np.float32))
    said = mixed_for_language(voice(0.0, rows=1), CLONE, "de", lambda _name: french)
    assert said.style.shape == (STYLE_ROWS, STYLE_SIZE)
    assert said.row(STYLE_ROWS)[0, 0] > said.row(1)[0, 0]


def test_other_languages_stay_as_they_are() -> None:
    own = voice(0.0)
    for language in ("en", "es", "fr", "ko"):
        assert mixed_for_language(own, "if_sara", language, lambda _name: voice(1.0)) is own
