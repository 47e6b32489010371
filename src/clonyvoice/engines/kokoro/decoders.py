"""The second half of the model, prosody to sound, in its two forms: the published graph, or the vocoder network."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.kokoro import graphs, vocoder
from clonyvoice.engines.kokoro.norms import NormWeights
from clonyvoice.engines.kokoro.quantised import DecoderWeights
from clonyvoice.engines.kokoro.runners import Runner
from clonyvoice.engines.kokoro.source import SPECTRA, SourceWeights, sound, source_spectrum

Array: TypeAlias = NDArray[np.float32]
Frames: TypeAlias = NDArray[np.int64]

RECIPE = "vocoder-2"
FLOAT, INT8, PUBLISHED = "vocoder.onnx", "vocoder.int8.onnx", "decoder.int8.onnx"
SOURCE_FILE, NORMS_FILE = "source.npz", "norms.npz"
_RANGES = Path(__file__).with_name("ranges.json")


class Decoder(Protocol):
    """Prosody to sound. Several threads may use it at once."""

    def decode(
        self,
        features: Array,
        f0: Array,
        energy: Array,
        style: Array,
        cancel: CancelToken | None,
        offsets: Array | None = None,
    ) -> Array:
        """The samples `[600 T]` for features `[512, T]`, F0 and energy `[2 T]`, style `[1, 256]`.

        `offsets` `[NormWeights.size]` are a voice's own, added to the scales and shifts of the norms.
        """
        ...

    def decode_frames(
        self,
        features: Array,
        f0: Array,
        energy: Array,
        style: Array,
        frames: Frames,
        cancel: CancelToken | None,
        offsets: Array | None = None,
    ) -> Array:
        """The samples `[600 n]` of `n` of the T frames, by their indices, as if they were all there is."""
        ...


def _given(features: Array, f0: Array, energy: Array, norms: Array) -> dict[str, Array]:
    return {
        graphs.FEATURES: np.ascontiguousarray(features[None], np.float32),
        graphs.F0: np.ascontiguousarray(f0, np.float32).reshape(1, 1, -1),
        graphs.ENERGY: np.ascontiguousarray(energy, np.float32).reshape(1, 1, -1),
        graphs.NORMS: norms,
    }


def _halves(frames: Frames) -> Frames:
    """The values of F0 and energy, two a frame, of these frames."""
    return np.asarray((2 * frames[:, None] + np.arange(2)).reshape(-1))


class PublishedDecoder:
    """The decoder as published, in one graph."""

    def __init__(self, runner: Runner, norms: NormWeights) -> None:
        self._runner = runner
        self._norms = norms

    def decode(
        self,
        features: Array,
        f0: Array,
        energy: Array,
        style: Array,
        cancel: CancelToken | None,
        offsets: Array | None = None,
    ) -> Array:
        """The samples; see `Decoder`. Raises Cancelled."""
        given = _given(features, f0, energy, self._norms.row(style, offsets))
        return self._runner.run(given, cancel)[0].reshape(-1)

    def decode_frames(
        self,
        features: Array,
        f0: Array,
        energy: Array,
        style: Array,
        frames: Frames,
        cancel: CancelToken | None,
        offsets: Array | None = None,
    ) -> Array:
        """The samples of some frames; see `Decoder`. The phase of the voice begins anew with them. Raises Cancelled."""
        halves = _halves(frames)
        return self.decode(features[:, frames], f0[halves], energy[halves], style, cancel, offsets)


def network_inputs(
    features: Array, f0: Array, energy: Array, norms: Array, weights: SourceWeights
) -> dict[str, Array]:
    """What the network of `vocoder.py` is given; arguments as in `Decoder`, `norms` a row of `NormWeights`."""
    given = _given(features, f0, energy, norms)
    given[vocoder.SOURCE] = source_spectrum(given[graphs.F0].reshape(-1), weights)[None]
    given[vocoder.FRAMES] = np.full((1, 1, 1, 1), features.shape[1], np.float32)
    return given


def silent_inputs(frames: int, weights: SourceWeights, norms: NormWeights) -> dict[str, Array]:
    """Inputs of the network for `frames` frames in which nothing is said."""
    nothing = np.zeros(2 * frames, np.float32)
    row = norms.row(np.zeros((1, 256), np.float32))
    return network_inputs(np.zeros((512, frames), np.float32), nothing, nothing, row, weights)


class VocoderDecoder:
    """The network of `vocoder.py` between the source and the inverse transform of `source.py`."""

    def __init__(self, runner: Runner, weights: SourceWeights, norms: NormWeights) -> None:
        self._runner = runner
        self._weights = weights
        self._norms = norms

    def decode(
        self,
        features: Array,
        f0: Array,
        energy: Array,
        style: Array,
        cancel: CancelToken | None,
        offsets: Array | None = None,
    ) -> Array:
        """The samples; see `Decoder`. Raises Cancelled."""
        given = network_inputs(features, f0, energy, self._norms.row(style, offsets), self._weights)
        return sound(self._runner.run(given, cancel)[0][0], self._weights)

    def decode_frames(
        self,
        features: Array,
        f0: Array,
        energy: Array,
        style: Array,
        frames: Frames,
        cancel: CancelToken | None,
        offsets: Array | None = None,
    ) -> Array:
        """The samples of some frames; see `Decoder`. Their phase is that of the whole, so that stretches made one by
        one can be joined. Raises Cancelled.
        """
        halves = _halves(frames)
        given = _given(features[:, frames], f0[halves], energy[halves], self._norms.row(style, offsets))
        whole = source_spectrum(np.ascontiguousarray(f0, np.float32).reshape(-1), self._weights)
        columns = (frames[:, None] * SPECTRA + np.arange(SPECTRA)).reshape(-1)
        given[vocoder.SOURCE] = whole[None][:, :, [*columns, columns[-1] + 1]]
        given[vocoder.FRAMES] = np.full((1, 1, 1, 1), len(frames), np.float32)
        return sound(self._runner.run(given, cancel)[0][0], self._weights)


def build(source: Path, target: Path) -> None:
    """Write the vocoder network, in floats and in 8 bits, the decoder as published, and what is computed outside of
    them (the source's weights and the norms') into the folder `target`.
    """
    import json

    import onnx

    graph = graphs.Graph(onnx.load(source / "model.int8.onnx"))
    weights = DecoderWeights(graph)
    network = vocoder.VocoderGraph(weights)
    onnx.save(network.build(), target / FLOAT)
    ranges = json.loads(_RANGES.read_text("utf-8"))
    onnx.save(vocoder.VocoderGraph(weights, ranges).build(), target / INT8)
    read_source(weights).save(target / SOURCE_FILE)
    network.norms().save(target / NORMS_FILE)
    onnx.save(graphs.published_decoder(graph, network.norms()), target / PUBLISHED)


def read_source(weights: DecoderWeights) -> SourceWeights:
    """The source's weights. The published graph scales the inverse transform by window / hop, 4, at the end."""
    return SourceWeights(
        weights.constant_of("generator/m_source/l_linear/MatMul", 1).reshape(-1),
        float(weights.constant_of("generator/m_source/l_linear/Add", 0)[0]),
        weights.constant_of("generator/STFT", 2),
        4.0 * weights.constant_of("generator/istft/stft/ConvTranspose", 1).reshape(22, 20),
    )
