"""The encoders on the same speech in other conditions, with real weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from clonyvoice.core.audio import Audio
from clonyvoice.core.settings import Settings
from clonyvoice.engines.speaker.speaker_encoders import CampPlusEncoder, DVectorEncoder, SpeakerEncoder
from clonyvoice.weights import WeightsStore
from clonyvoice.weights.store import WeightsDamaged

pytestmark = pytest.mark.model


def buzz() -> np.ndarray:
    """Two seconds of a voiced sound that glides, with formant-like bands."""
    at = np.arange(32_000) / 16_000
    phase = 2 * np.pi * np.cumsum(120 + 20 * np.sin(2 * np.pi * at)) / 16_000
    harmonics = np.stack([np.sin(k * phase) / k for k in range(1, 30)])
    return np.asarray(0.1 * harmonics.sum(0), np.float32)


@pytest.mark.parametrize("encoder", [DVectorEncoder, CampPlusEncoder])
def test_loudness_is_nothing_of_the_person(encoder: type[DVectorEncoder | CampPlusEncoder]) -> None:
    listener: SpeakerEncoder = encoder(WeightsStore(Settings().weights))
    sound = buzz()
    loud, soft = (listener.embed(Audio(sound * np.float32(gain), 16_000)) for gain in (1.0, 0.1))
    assert loud @ soft > 0.999
    assert np.linalg.norm(loud) == pytest.approx(1.0, abs=1e-5)


def test_silence_is_heard_as_something_finite() -> None:
    listener = DVectorEncoder(WeightsStore(Settings().weights))
    assert np.isfinite(listener.embed(Audio(np.zeros(16_000, np.float32), 16_000))).all()
    assert np.isfinite(listener.embed(Audio(np.zeros(0, np.float32), 16_000))).all()


def test_a_damaged_encoder_is_told(tmp_path: Path) -> None:
    whole = WeightsStore(Settings().weights).path("speaker-a") / "embedder.int8.onnx"
    damaged = tmp_path / "speaker-a" / whole.name
    damaged.parent.mkdir()
    damaged.write_bytes(bytes(whole.stat().st_size))
    with pytest.raises(WeightsDamaged, match="pull speaker-a --repair"):
        DVectorEncoder(WeightsStore(tmp_path)).embed(Audio(buzz(), 16_000))
