"""The offsets that every clone begins with: those shipped are a voice's, and follow from the embedding."""

from __future__ import annotations

import numpy as np

from clonyvoice.engines.kokoro.fit.initial_voice import bank, nearest
from clonyvoice.engines.kokoro.fit.predicted_offsets import FARTHEST, OffsetPredictor, predictor
from clonyvoice.engines.kokoro.fit.reference_measurements import Target
from clonyvoice.engines.kokoro.voice import OFFSETS, STYLE_ROWS, STYLE_SIZE, KokoroVoice
from clonyvoice.engines.speaker.pitch import Pitch


def test_the_shipped_regression_gives_offsets_that_a_voice_may_carry() -> None:
    shipped = predictor()
    assert shipped.rows.shape[1] == len(shipped.spread) == OFFSETS
    assert (shipped.spread > 0.0).all()
    random = np.random.default_rng(0)
    for scale in (0.0, 0.3, 1.0, 1e6):
        embedding = np.asarray(scale * random.normal(size=len(shipped.middle)), np.float32)
        voice = KokoroVoice(
            np.zeros((STYLE_ROWS, STYLE_SIZE), np.float32), offsets=shipped.offsets(embedding)
        )
        again = KokoroVoice.from_bytes(voice.to_bytes())
        away = np.abs(voice.offsets - again.offsets) / shipped.spread
        assert float(np.median(away)) < 0.1
        assert float(np.abs(voice.offsets / shipped.spread).max()) < 40.0


def test_an_embedding_in_the_middle_gets_the_intercept_and_far_ones_are_cut_off() -> None:
    rows = np.array([[1.0, 2.0], [0.5, -1.0]], np.float32)
    made = OffsetPredictor(
        np.array([0.1, 0.2, 0.3], np.float32),
        np.array([[10.0], [0.0], [0.0]], np.float32),
        rows,
        np.array([2.0, 1.0], np.float32),
    )
    np.testing.assert_allclose(made.offsets(made.middle), [2.0, 2.0])
    np.testing.assert_allclose(made.offsets(np.array([0.2, 9.0, 9.0], np.float32)), [3.0, 1.0], rtol=1e-5)
    far = made.components(np.array([50.0, 0.0, 0.0], np.float32))
    np.testing.assert_allclose(far, [1.0, FARTHEST])
    packed = made.packed()
    assert packed["steps"].dtype == np.int8
    unpacked = packed["steps"].astype(np.float32) * packed["scales"]
    np.testing.assert_allclose(unpacked, rows, atol=2.0 / 127.0)


def test_the_blend_of_the_nearest_presets_has_a_place_for_encoder_c() -> None:
    table = bank()
    target = Target(
        table.a[3], table.c[3], Pitch(float(table.level[3]), 0.2, 0.5), np.zeros(40, np.float32), 40
    )
    found = nearest(target, 3, 8.0)
    assert found.names[0] == table.names[3]
    assert sum(found.shares) == 1.0 or abs(sum(found.shares) - 1.0) < 1e-6
    assert list(found.shares) == sorted(found.shares, reverse=True)
    places = [table.names.index(name) for name in found.names]
    expected = np.asarray(found.shares) @ table.c[places]
    np.testing.assert_allclose(found.c, expected, rtol=1e-4, atol=1e-5)
