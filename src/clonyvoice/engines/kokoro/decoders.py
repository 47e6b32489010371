"""The second half of the model, prosody to sound, in its two forms: the published graph, or the vocoder network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.kokoro import graph_splitting, vocoder_graph
from clonyvoice.engines.kokoro.adaptive_norms import NormWeights
from clonyvoice.engines.kokoro.harmonic_source import SourceWeights, sound, source_of_frames, source_spectrum
from clonyvoice.engines.kokoro.quantised_weights import DecoderWeights
from clonyvoice.engines.kokoro.vocoder_padding import PaddedRunner
from clonyvoice.engines.onnx_openvino_runners import Runner

Array: TypeAlias = NDArray[np.float32]
Frames: TypeAlias = NDArray[np.int64]

RECIPE = "vocoder-5"
FLOAT, PADDED, PADDED_INT8, PUBLISHED = (
    "vocoder.onnx",
    "vocoder.padded.onnx",
    "vocoder.padded.int8.onnx",
    "decoder.int8.onnx",
)
SOURCE_FILE, NORMS_FILE = "source.npz", "norms.npz"
_FRAME = 600
"""Samples, as in `prosody_model.py`."""
_CONTEXT, _EDGE = 4, 8
"""Frames that are decoded with a stretch: on either side of it, and of the silence at either end of the whole.
Chosen by hand."""
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
        statistics: Array | None = None,
    ) -> Array:
        """The samples `[600 n]` of `n` of the T frames, by their indices, as if they were all there is.

        With `statistics` (`VocoderDecoder.measure`) the norms take these and not those of the frames.
        """
        ...


def _given(features: Array, f0: Array, energy: Array, norms: Array) -> dict[str, Array]:
    return {
        graph_splitting.FEATURES: np.ascontiguousarray(features[None], np.float32),
        graph_splitting.F0: np.ascontiguousarray(f0, np.float32).reshape(1, 1, -1),
        graph_splitting.ENERGY: np.ascontiguousarray(energy, np.float32).reshape(1, 1, -1),
        graph_splitting.NORMS: norms,
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
        statistics: Array | None = None,
    ) -> Array:
        """The samples of some frames; see `Decoder`. The voice's phase starts again with them. Raises Cancelled."""
        if statistics is not None:
            raise ValueError("the published decoder takes no statistics")
        halves = _halves(frames)
        return self.decode(features[:, frames], f0[halves], energy[halves], style, cancel, offsets)


def network_inputs(
    features: Array, f0: Array, energy: Array, norms: Array, weights: SourceWeights
) -> dict[str, Array]:
    """The inputs of the network of `vocoder_graph.py`; arguments as in `Decoder`, `norms` a row of `NormWeights`."""
    given = _given(features, f0, energy, norms)
    given[vocoder_graph.SOURCE] = source_spectrum(given[graph_splitting.F0].reshape(-1), weights)[None]
    given[vocoder_graph.FRAMES] = _scalar(features.shape[1])
    given[vocoder_graph.OWN] = _scalar(1.0)
    return given


def _scalar(value: float) -> Array:
    return np.full((1, 1, 1, 1), value, np.float32)


class VocoderDecoder:
    """The network of `vocoder_graph.py` between the source and the inverse transform of `harmonic_source.py`.

    What has more than `longest` frames is decoded in stretches that are cut where the energy is least.
    """

    def __init__(
        self, runner: Runner, weights: SourceWeights, norms: NormWeights, longest: int | None = None
    ) -> None:
        self._runner = runner
        self._weights = weights
        self._norms = norms
        self._longest = longest

    @property
    def seconds_per_frame(self) -> float | None:
        """The time that a frame took in the last few runs; None where that is not measured."""
        return self._runner.seconds_per_frame if isinstance(self._runner, PaddedRunner) else None

    def warm_up(self) -> None:
        """Prepare everything that would delay a first run."""
        if isinstance(self._runner, PaddedRunner):
            self._runner.warm_up()

    def close(self) -> None:
        """Stop making ready."""
        if isinstance(self._runner, PaddedRunner):
            self._runner.close()

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
        frames = np.arange(features.shape[1])
        return self.decode_frames(features, f0, energy, style, frames, cancel, offsets)

    def decode_frames(
        self,
        features: Array,
        f0: Array,
        energy: Array,
        style: Array,
        frames: Frames,
        cancel: CancelToken | None,
        offsets: Array | None = None,
        statistics: Array | None = None,
    ) -> Array:
        """The samples of some frames; see `Decoder`. Their phase is that of the whole, so that stretches made one by
        one can be joined. Raises Cancelled.
        """
        row = self._norms.row(style, offsets)
        if statistics is not None:
            row = self._norms.fixed(row, statistics)
        contour = np.ascontiguousarray(f0, np.float32).reshape(-1)

        def samples(chosen: Frames) -> Array:
            halves = _halves(chosen)
            given = _given(features[:, chosen], f0[halves], energy[halves], row)
            given[vocoder_graph.SOURCE] = source_of_frames(contour, chosen, self._weights)[None]
            given[vocoder_graph.FRAMES] = _scalar(len(chosen))
            given[vocoder_graph.OWN] = _scalar(statistics is None)
            return sound(self._runner.run(given, cancel)[0][0], self._weights)

        if self._longest is None or len(frames) <= self._longest:
            return samples(frames)
        return _joined(samples, frames, self._longest, energy[_halves(frames)].reshape(-1, 2).mean(1))

    def measure(
        self, features: Array, f0: Array, energy: Array, style: Array, offsets: Array | None = None
    ) -> tuple[Array, Array] | None:
        """The samples `[600 T]`, and the statistics `[NormWeights.size]` that the norms see in them, for
        `decode_frames`.

        Waits for a pause between requests; None when there is none before `close`. Raises ValueError for more frames
        than the network takes at once.
        """
        given = network_inputs(features, f0, energy, self._norms.row(style, offsets), self._weights)
        runner = self._runner
        outputs = runner.run_between(given) if isinstance(runner, PaddedRunner) else runner.run(given, None)
        return None if outputs is None else (sound(outputs[0][0], self._weights), outputs[1].reshape(-1))


def _joined(samples: Callable[[Frames], Array], frames: Frames, longest: int, energy: Array) -> Array:
    """The samples of `frames` from stretches of at most `longest`, faded into each other over two frames.

    Each stretch is made with `_CONTEXT` frames on either side, for the convolutions, and with the silent frames at
    either end of all, for the norms (as in `spans_within_sentence.py`). A cut is where two frames together have the
    least `energy` `[frames]`, in the second half of what is possible.
    """
    count = len(frames)
    out = np.zeros(count * _FRAME, np.float32)
    fade = np.linspace(0.0, 1.0, 2 * _FRAME, dtype=np.float32)
    most = longest - 2 * _EDGE - 2 * _CONTEXT
    begin = 0
    while True:
        end = count
        if count - begin > most:
            first = begin + most // 2
            pairs = energy[first - 1 : begin + most - 1] + energy[first : begin + most]
            end = first + int(np.argmin(pairs))
        low, high = max(0, begin - _CONTEXT), min(count, end + _CONTEXT)
        lead, tail = np.arange(min(_EDGE, low)), np.arange(max(high, count - _EDGE), count)
        made = samples(frames[np.concatenate([lead, np.arange(low, high), tail])])
        start, stop = max(0, begin - 1), min(count, end + 1)
        offset = len(lead) - low
        piece = made[(start + offset) * _FRAME : (stop + offset) * _FRAME].copy()
        if begin > 0:
            piece[: 2 * _FRAME] *= fade
        if end < count:
            piece[-2 * _FRAME :] *= 1.0 - fade
        out[start * _FRAME : stop * _FRAME] += piece
        if end == count:
            return out
        begin = end


def build(source: Path, target: Path) -> None:
    """Write the vocoder network (in floats for any shape, in floats and in 8 bits for fixed shapes), the decoder as
    published, and what is computed outside of them (the source's weights and the norms') into the folder `target`.
    """
    import json

    import onnx

    graph = graph_splitting.Graph(onnx.load(source / "model.int8.onnx"))
    weights = DecoderWeights(graph)
    network = vocoder_graph.VocoderGraph(weights)
    onnx.save(network.build(), target / FLOAT)
    ranges = json.loads(_RANGES.read_text("utf-8"))
    onnx.save(vocoder_graph.VocoderGraph(weights, padded=True).build(), target / PADDED)
    onnx.save(vocoder_graph.VocoderGraph(weights, ranges, padded=True).build(), target / PADDED_INT8)
    read_source(weights).save(target / SOURCE_FILE)
    network.norms().save(target / NORMS_FILE)
    onnx.save(graph_splitting.published_decoder(graph, network.norms()), target / PUBLISHED)


def read_source(weights: DecoderWeights) -> SourceWeights:
    """The source's weights. The published graph scales the inverse transform by window / hop, 4, at the end."""
    return SourceWeights(
        weights.constant_of("generator/m_source/l_linear/MatMul", 1).reshape(-1),
        float(weights.constant_of("generator/m_source/l_linear/Add", 0)[0]),
        weights.constant_of("generator/STFT", 2),
        4.0 * weights.constant_of("generator/istft/stft/ConvTranspose", 1).reshape(22, 20),
    )
