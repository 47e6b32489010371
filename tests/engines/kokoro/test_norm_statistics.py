"""Statistics of a voice's norms: predicted from the share of silence, measured once in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
import pytest

from clonyvoice.audio import loudness
from clonyvoice.core.audio import Audio
from clonyvoice.core.settings import Settings
from clonyvoice.engines.capabilities import FirstSpan
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.norm_statistics import (
    LEAST_SPAN,
    LEAST_SPAN_WITH_SILENCE,
    SLOW_SPAN,
    NormStatistics,
    measured,
    silent_share,
)
from clonyvoice.engines.kokoro.phoneme_tokens import TokenTable
from clonyvoice.engines.kokoro.prosody_model import SAMPLE_RATE, KokoroModel, Prosody
from clonyvoice.engines.kokoro.voice import KokoroVoice
from clonyvoice.weights import WeightsStore

SILENCE, SPEECH = np.array([0.5, 2.0], np.float32), np.array([1.0, 5.0], np.float32)
TABLE = TokenTable({symbol: number for number, symbol in enumerate("aɪkwˈ .,?", 1)})


class Model:
    """A model whose norms see an average of silence and speech; `fails` measurements raise."""

    def __init__(self, fails: int = 0) -> None:
        self.measured = 0
        self.seconds_per_frame: float | None = 0.004
        self._fails = fails

    def predict(self, tokens: tuple[int, ...], style: np.ndarray, speed: float) -> Prosody:
        assert style.shape == (1, 256)
        assert speed == 1.0
        durations = np.arange(3, len(tokens) + 5) % 7 + 1
        frames = int(durations.sum())
        self._share = silent_share(
            "".join(" aɪkwˈ .,?"[token] for token in tokens), durations.astype(np.int64)
        )
        f0 = np.full(2 * frames, 120.0, np.float32)
        return Prosody(durations.astype(np.int64), f0, f0, np.zeros((512, frames), np.float32))

    def measure(self, said: Prosody, *_: Any) -> tuple[np.ndarray, np.ndarray]:
        self.measured += 1
        if self.measured <= self._fails:
            raise RuntimeError("no")
        seen = self._share * SILENCE + (1 - self._share) * SPEECH
        return np.sin(np.arange(said.samples) / 10).astype(np.float32) * 0.1, seen


def voice(level: float = 0.0) -> KokoroVoice:
    return KokoroVoice(np.full((1, 256), level, np.float32))


def test_the_share_of_silence_counts_the_ends_and_the_marks() -> None:
    assert silent_share("a, a", np.array([4, 10, 2, 3, 10, 1])) == pytest.approx(7 / 30)


def test_silence_and_speech_are_told_apart_from_sentences_of_different_shares() -> None:
    found = measured(cast(KokoroModel, Model()), voice(), TABLE)
    assert found is not None
    np.testing.assert_allclose(found.silence, SILENCE, rtol=1e-3)
    np.testing.assert_allclose(found.speech, SPEECH, rtol=1e-3)
    np.testing.assert_allclose(found.of(0.25), 0.25 * SILENCE + 0.75 * SPEECH, rtol=1e-3)


def test_a_voice_is_measured_once_and_the_first_to_ask_does_not_wait() -> None:
    started: list[Callable[[], None]] = []
    kept, model = NormStatistics(lambda: TABLE, started.append), Model()
    known = cast(KokoroModel, model)
    assert kept.first_span(None, voice()) == FirstSpan(LEAST_SPAN_WITH_SILENCE)
    assert kept.of(known, voice()) is None
    assert kept.of(known, voice()) is None
    assert kept.of(known, voice(1.0)) is None
    assert len(started) == 1, "one voice after another"
    started[0]()
    assert model.measured == 6
    assert kept.of(known, voice()) is not None
    assert kept.of(known, voice(1.0)) is not None
    first = kept.first_span(known, voice())
    assert first.symbols == LEAST_SPAN
    assert first.loudness == pytest.approx(-23, abs=4), "a sine of -23 dB, weighted by K"
    for slow in (0.02, None):
        model.seconds_per_frame = slow
        assert kept.first_span(known, voice()).symbols == SLOW_SPAN > LEAST_SPAN
    kept.clear()
    assert kept.of(known, voice()) is None
    assert len(started) == 2


def test_a_voice_that_cannot_be_measured_does_not_keep_others_from_it() -> None:
    started: list[Callable[[], None]] = []
    kept, model = NormStatistics(lambda: TABLE, started.append, most=1), cast(KokoroModel, Model(fails=1))
    kept.of(model, voice()), kept.of(model, voice(1.0))
    started[0]()
    assert kept.of(model, voice()) is None
    assert kept.of(model, voice(1.0)) is not None
    assert len(started) == 1, "nor is it tried again and again"


@pytest.mark.model
def test_the_statistics_of_a_sentence_are_near_those_predicted_from_others() -> None:
    engine = KokoroEngine(WeightsStore(Settings().weights), 2)
    model, heart, table = engine.model, engine.preset_voice("af_heart"), engine.table
    found = measured(model, heart, table)
    assert found is not None
    symbols = table.known("ðə fˈɛɹi lˈivz æt nˈIn, bˌʌt nˈObˌɑdi wʌz wˈAɾɪŋ fɔɹ ɪt.")
    style = heart.row(len(symbols))
    said = model.predict(table.ids(symbols), style)
    made = model.measure(Prosody(said.durations, heart.pitched(said.f0), said.energy, said.features), style)
    assert made is not None
    samples, seen = made
    assert len(samples) == said.samples
    assert loudness(Audio(samples, SAMPLE_RATE)) == pytest.approx(found.loudness, abs=3)
    predicted = found.of(silent_share(symbols, said.durations))
    engine.unload()
    # Mean squares of the last norms, which are the generator's: where nearly all the sound is made.
    last = slice(-128, None)
    assert float(np.abs(np.log(predicted[last] / seen[last])).mean()) < 0.15
