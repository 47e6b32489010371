"""The Piper voice, which tests and the demo record."""

from __future__ import annotations

import numpy as np
import pytest

from clonyvoice.core.settings import Settings
from clonyvoice.engines.piper import PiperVoice
from clonyvoice.weights import WeightsStore


@pytest.mark.model
def test_what_is_said_without_variation_is_the_same_in_each_session_and_sounds_like_the_varied() -> None:
    folder = WeightsStore(Settings().weights).path("piper-joe")
    text = "The old ferry leaves the harbour."
    first, again = (PiperVoice(folder).say(text, varied=False) for _ in "ab")
    np.testing.assert_array_equal(first.samples, again.samples)
    varied = PiperVoice(folder).say(text)
    assert len(first.samples) == pytest.approx(len(varied.samples), rel=0.25)
    assert first.samples.std() == pytest.approx(varied.samples.std(), rel=0.5)
