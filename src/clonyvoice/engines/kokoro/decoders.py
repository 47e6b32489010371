"""The second half of the model, prosody to sound, in its two forms: the published graph, or the vocoder network."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.kokoro import graphs, vocoder
from clonyvoice.engines.kokoro.norms import NormWeights
from clonyvoice.engines.kokoro.quantised import DecoderWeights
from clonyvoice.engines.kokoro.runners import Arrays, Runner
from clonyvoice.engines.kokoro.source import SPECTRA, SourceWeights, sound, source_spectrum

Array: TypeAlias = NDArray[np.float32]
Frames: TypeAlias = NDArray[np.int64]

RECIPE = "vocoder-3"
FLOAT, PADDED, PADDED_INT8, PUBLISHED = (
    "vocoder.onnx",
    "vocoder.padded.onnx",
    "vocoder.padded.int8.onnx",
    "decoder.int8.onnx",
)
SOURCE_FILE, NORMS_FILE = "source.npz", "norms.npz"
_FRAME = 600
"""Samples, as in `model.py`."""
_CONTEXT = 4
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


def padded_shapes(frames: int, norms: int) -> dict[str, tuple[int, ...]]:
    """The shape of each input of the padded network for `frames` frames, padding counted; `norms` numbers in a row."""
    shapes: dict[str, tuple[int, ...]] = {
        graphs.FEATURES: (1, 512, frames),
        graphs.F0: (1, 1, 2 * frames),
        graphs.ENERGY: (1, 1, 2 * frames),
        graphs.NORMS: (1, norms, 1, 1),
        vocoder.SOURCE: (1, 22, SPECTRA * frames + 1),
        vocoder.FRAMES: (1, 1, 1, 1),
    }
    for times, name in vocoder.MASKS.items():
        shapes[name] = (1, 1, 1, times * frames + (times == SPECTRA))
    return shapes


class PaddedRunner:
    """The padded network, which runs in a few fixed shapes: what it is given is padded to the shortest that is ready.

    A new length would cost OpenVINO 0.6 to 2 s and memory for ever; so there are no new lengths. `compile_shape` gives
    a runner of the network for the shapes of `padded_shapes`; `frames` are the lengths to have, ascending.
    """

    def __init__(
        self,
        compile_shape: Callable[[Mapping[str, tuple[int, ...]]], Runner],
        frames: Sequence[int],
        norms: int,
    ) -> None:
        self._compile = compile_shape
        self._norms = norms
        self._ready: dict[int, Runner] = {}
        self._locks = {length: threading.Lock() for length in frames}
        self._closed = False

    @property
    def longest(self) -> int:
        """The most frames that a run may have."""
        return max(self._locks) - vocoder.PADDING

    def warm_up(self) -> None:
        """Make all shapes ready, the short ones first; returns early after `close`."""
        for length in self._locks:
            if not self._closed:
                self._runner(length)

    def close(self) -> None:
        """Make no more shapes ready."""
        self._closed = True

    def _runner(self, length: int) -> Runner:
        with self._locks[length]:
            if length not in self._ready:
                self._ready[length] = self._compile(padded_shapes(length, self._norms))
            return self._ready[length]

    def run(self, inputs: Arrays, cancel: CancelToken | None = None) -> list[Array]:
        """The network's output for the true frames. Raises Cancelled, ValueError beyond `longest` frames."""
        count = inputs[graphs.FEATURES].shape[2]
        fitting = [length for length in self._locks if length >= count + vocoder.PADDING]
        if not fitting:
            raise ValueError(f"{count} frames are more than {self.longest}")
        length = next((length for length in fitting if length in self._ready), fitting[0])
        runner = self._runner(length)
        given: dict[str, Array] = {}
        for name, shape in padded_shapes(length, self._norms).items():
            if name in inputs:
                given[name] = np.pad(
                    inputs[name], [(0, n - m) for n, m in zip(shape, inputs[name].shape, strict=True)]
                )
        for times, name in vocoder.MASKS.items():
            extra = int(times == SPECTRA)
            given[name] = np.zeros((1, 1, 1, times * length + extra), np.float32)
            given[name][..., : times * count + extra] = 1.0
        (spectrum,) = runner.run(given, cancel)
        return [spectrum[..., : SPECTRA * count + 1]]


class VocoderDecoder:
    """The network of `vocoder.py` between the source and the inverse transform of `source.py`.

    What has more than `longest` frames is decoded in stretches that are cut where the energy is least.
    """

    def __init__(
        self, runner: Runner, weights: SourceWeights, norms: NormWeights, longest: int | None = None
    ) -> None:
        self._runner = runner
        self._weights = weights
        self._norms = norms
        self._longest = longest

    def warm_up(self) -> None:
        """Make ready what a first run would wait for."""
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
    ) -> Array:
        """The samples of some frames; see `Decoder`. Their phase is that of the whole, so that stretches made one by
        one can be joined. Raises Cancelled.
        """
        halves = _halves(frames)
        row = self._norms.row(style, offsets)
        whole = source_spectrum(np.ascontiguousarray(f0, np.float32).reshape(-1), self._weights)
        columns = (frames[:, None] * SPECTRA + np.arange(SPECTRA)).reshape(-1)
        source = whole[None][:, :, [*columns, columns[-1] + 1]]
        given = _given(features[:, frames], f0[halves], energy[halves], row)

        def samples(first: int, last: int) -> Array:
            part = {
                graphs.FEATURES: given[graphs.FEATURES][..., first:last],
                graphs.F0: given[graphs.F0][..., 2 * first : 2 * last],
                graphs.ENERGY: given[graphs.ENERGY][..., 2 * first : 2 * last],
                graphs.NORMS: row,
                vocoder.SOURCE: source[..., SPECTRA * first : SPECTRA * last + 1],
                vocoder.FRAMES: np.full((1, 1, 1, 1), last - first, np.float32),
            }
            return sound(self._runner.run(part, cancel)[0][0], self._weights)

        count = len(frames)
        if self._longest is None or count <= self._longest:
            return samples(0, count)
        return _joined(samples, count, self._longest, given[graphs.ENERGY].reshape(-1))


def _joined(samples: Callable[[int, int], Array], count: int, longest: int, energy: Array) -> Array:
    """The samples of `count` frames from stretches of at most `longest`, faded into each other over two frames.

    Each stretch is made with `_CONTEXT` frames on either side, for the convolutions. A cut is where two frames together
    have the least energy, in the second half of what is possible.
    """
    out = np.zeros(count * _FRAME, np.float32)
    level = energy.reshape(-1, 2).mean(1)
    fade = np.linspace(0.0, 1.0, 2 * _FRAME, dtype=np.float32)
    begin = 0
    while True:
        low = max(0, begin - _CONTEXT)
        if count - low <= longest:
            end = count
        else:
            last = low + longest - _CONTEXT
            first = begin + (last - begin) // 2
            pairs = level[first - 1 : last - 1] + level[first:last]
            end = first + int(np.argmin(pairs))
        made = samples(low, min(count, end + _CONTEXT))
        here, stop = begin * _FRAME, end * _FRAME
        start = max(0, here - _FRAME)
        piece = made[start - low * _FRAME : min(stop + _FRAME, count * _FRAME) - low * _FRAME].copy()
        if begin > 0:
            piece[: 2 * _FRAME] *= fade
        if end < count:
            piece[-2 * _FRAME :] *= 1.0 - fade
        out[start : start + len(piece)] += piece
        if end == count:
            return out
        begin = end


def build(source: Path, target: Path) -> None:
    """Write the vocoder network (in floats for any shape, in floats and in 8 bits for fixed shapes), the decoder as
    published, and what is computed outside of them (the source's weights and the norms') into the folder `target`.
    """
    import json

    import onnx

    graph = graphs.Graph(onnx.load(source / "model.int8.onnx"))
    weights = DecoderWeights(graph)
    network = vocoder.VocoderGraph(weights)
    onnx.save(network.build(), target / FLOAT)
    ranges = json.loads(_RANGES.read_text("utf-8"))
    onnx.save(vocoder.VocoderGraph(weights, padded=True).build(), target / PADDED)
    onnx.save(vocoder.VocoderGraph(weights, ranges, padded=True).build(), target / PADDED_INT8)
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
