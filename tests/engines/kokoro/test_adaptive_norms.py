"""The norms' row: what it holds, that offsets are added alike in every network, that it survives the disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from clonyvoice.core.settings import Settings
from clonyvoice.engines.kokoro import backend_choice, decoders
from clonyvoice.engines.kokoro.adaptive_norms import NormWeights
from clonyvoice.weights import WeightsStore


def small() -> NormWeights:
    random = np.random.default_rng(0)
    weight = random.normal(size=(128, 10)).astype(np.float32)
    return NormWeights(weight, np.arange(10, dtype=np.float32), ("a", "b"), (2, 3))


def test_a_row_is_the_product_and_offsets_are_added() -> None:
    norms, style = small(), np.random.default_rng(1).normal(size=(1, 256)).astype(np.float32)
    wanted = style[0, :128] @ norms.weight + norms.bias
    offsets = np.linspace(-1, 1, 10).astype(np.float32)
    for _ in range(2):
        np.testing.assert_allclose(norms.row(style).reshape(-1), wanted, rtol=1e-6)
        np.testing.assert_allclose(norms.row(style, offsets).reshape(-1), wanted + offsets, rtol=1e-6)
    assert norms.row(style).shape == (1, norms.size, 1, 1)


def test_each_norm_has_its_gammas_then_its_betas() -> None:
    first, second = small().layers
    assert (first.path, first.gammas, first.betas) == ("a", slice(0, 2), slice(2, 4))
    assert (second.path, second.gammas, second.betas) == ("b", slice(4, 7), slice(7, 10))


def test_a_fixed_row_gives_on_any_input_what_the_norms_give_on_one_with_the_statistics() -> None:
    norms, random = small(), np.random.default_rng(3)
    row = norms.row(random.normal(size=(1, 256)).astype(np.float32))
    seen = [random.normal(2.0, 3.0, (layer.gammas.stop - layer.gammas.start, 50)) for layer in norms.layers]
    statistics = np.concatenate([part for x in seen for part in (x.mean(1), np.square(x).mean(1))])
    fixed = norms.fixed(row, statistics.astype(np.float32))
    assert fixed.shape == row.shape
    for x, layer in zip(seen, norms.layers, strict=True):
        gammas, betas = (row.reshape(-1)[part][:, None] for part in (layer.gammas, layer.betas))
        wanted = gammas * (x - x.mean(1, keepdims=True)) / x.std(1, keepdims=True) + betas
        scales, shifts = (fixed.reshape(-1)[part][:, None] for part in (layer.gammas, layer.betas))
        np.testing.assert_allclose(x * scales + shifts, wanted, rtol=1e-3, atol=1e-3)


def test_what_was_saved_is_read(tmp_path: Path) -> None:
    small().save(tmp_path / "norms.npz")
    read = NormWeights.read(tmp_path / "norms.npz")
    np.testing.assert_array_equal(read.weight, small().weight)
    assert (read.paths, read.sizes) == (small().paths, small().sizes)


@pytest.mark.model
def test_offsets_change_the_sound_alike_in_the_published_graph_and_in_ours() -> None:
    """Betas of one norm moved: both networks move by the same."""
    store, random = WeightsStore(Settings().weights), np.random.default_rng(2)
    folder = store.derived("kokoro", decoders.RECIPE, decoders.build)
    norms = NormWeights.read(folder / decoders.NORMS_FILE)
    assert norms.size == 37_396
    offsets = random.normal(0, 0.3, norms.size).astype(np.float32)
    features = random.normal(0, 0.3, (512, 20)).astype(np.float32)
    f0, energy = np.full(40, 140.0, np.float32), np.zeros(40, np.float32)
    style = np.fromfile(store.path("kokoro") / "voices" / "am_adam.bin", np.float32).reshape(510, 256)[40:41]

    def levels(decoder: decoders.Decoder, moved: np.ndarray | None) -> np.ndarray:
        samples = decoder.decode(features, f0, energy, style, None, moved)
        return np.asarray(10 * np.log10(np.square(samples.reshape(-1, 600)).mean(1) + 1e-6))

    published, ours = (
        backend_choice.BACKENDS[name](store, "kokoro", 2)
        for name in (backend_choice.ONNX_INT8, backend_choice.ONNX)
    )
    moved = levels(published, offsets)
    assert np.abs(moved - levels(published, None)).mean() > 1.0
    assert np.abs(moved - levels(ours, offsets)).mean() < 1.0
