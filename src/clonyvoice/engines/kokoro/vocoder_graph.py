"""Kokoro's decoder network, reimplemented for speed, with the published weights.

What differs from the published graph, none of it in what is computed:
- harmonic source and inverse transform are outside (`harmonic_source.py`): they need precision, the network does not;
- what the style gives to all norms is an input, one product made outside (`adaptive_norms.py`); each adaptive instance
  norm is one scale and one shift per channel, from two reductions;
- the Snake activation x + sin²(a x) / a needs no sine: sin² comes from one parabola and four squarings
  (cos 2x = 2 cos² x - 1), a chain that inference libraries fuse; its error is below 3e-4;
- transposed convolutions are convolutions and an interleaving;
- everything has four dimensions, since the fast kernels for channels-last layouts have;
- with `ranges`, convolutions take 8-bit inputs on fixed scales (the published graph computes the scale of each tensor
at every run) and 8-bit weights on a scale per output channel;
- biases that an instance norm takes away again are left out, the others of the generator are added once at the end of
  its stage.

Norms look at all that they are given, and a short stretch of a sentence has other means and deviations than the whole.
Where the usual statistics of a voice's norms are known, scales and shifts computed from them are given
(`NormWeights.fixed`) and `OWN` is zero: then the norms ignore the statistics of their input. Those are the output
`STATISTICS`.

With `padded` the network computes T frames in a longer, fixed shape, with the result of the T frames alone: inputs are
zero beyond them, each convolution's input is multiplied by a mask (`MASKS`), and norms leave out what convolutions
wrote beyond the end (`_statistics`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.engines.kokoro.adaptive_norms import EPSILON, NormWeights
from clonyvoice.engines.kokoro.graph_splitting import ENERGY, F0, FEATURES, NORMS
from clonyvoice.engines.kokoro.quantised_weights import DecoderWeights
from clonyvoice.engines.kokoro.vocoder_convolutions import ConvolutionGraph, Ranges

SOURCE, FRAMES, OWN, SPECTRUM, STATISTICS = "source", "frames", "own", "spectrum", "statistics"
"""Further inputs: `[1, 22, 120 T + 1]` of `source_spectrum`, T as f32 `[1, 1, 1, 1]`, and, in the same shape, one when
the norms use the statistics of what they are given, else zero. The outputs: `[1, 22, …]`, and `[1, N, 1, 1]` with the
means of each norm's channels, then their mean squares, norms in the order of `NormWeights`.
"""
MASKS: Mapping[int, str] = {1: "mask1", 2: "mask2", 20: "mask20", 120: "mask120"}
"""With `padded`, an input `[1, 1, 1, positions]` for each rate (values a frame): one in the T frames, zero behind."""
SPILL = 32
"""Positions beyond the end of the true frames that a convolution of the generator may write to: 25 by the widest, one
by the mirrored column, three by the upsampling."""
PADDING = 2
"""The fewest frames by which a padded shape is longer than what it computes, so that `SPILL` positions fit."""
_TURNS = 256.0
"""Added before taking a phase modulo one, so that it is positive (the modulo of ONNX keeps the sign)."""
_SQUARINGS = 4
"""Doublings of the angle of a cosine: a fitted parabola is exact enough within a 32nd of a turn."""
# cos(2 pi v / 16) ~ _ALPHA - _BETA v² for |v| <= 1/2, fitted so that the error after the squarings is least.
_ALPHA, _BETA = 0.9999982511206026, 0.07697307384809207


@dataclass(frozen=True, slots=True)
class _Rate:
    """The tensors that belong to a rate: the true number of positions (f32 `[1, 1, 1, 1]`), and with `padded` the mask
    and, in the generator, the first of the `SPILL` positions behind the end and the first behind those.
    """

    length: str
    mask: str | None = None
    spill: tuple[str, str] | None = None


class VocoderGraph(ConvolutionGraph):
    """Writes the network; `build` gives the ONNX model. `inputs` names each convolution's input tensor."""

    def __init__(
        self, weights: DecoderWeights, ranges: Ranges | None = None, *, padded: bool = False
    ) -> None:
        super().__init__(weights, ranges)
        self._padded = padded
        self._norms: list[tuple[str, NDArray[np.float32], NDArray[np.float32]]] = []
        self._seen: list[str] = []
        self._rest = ""

    def _masked(self, x: str, rate: _Rate) -> str:
        return self._node("Mul", x, rate.mask) if rate.mask else x

    def _statistics(self, x: str, rate: _Rate) -> tuple[str, str]:
        """Mean and mean square `[1, C, 1, 1]` of `x`, whose last axis is at `rate`.

        Behind the end `x` is zero but for what convolutions spilled there; that is taken off again.
        """
        axes = self._whole(2, 3)
        total = self._node("ReduceSum", x, axes, keepdims=1)
        norm = self._node("ReduceL2", x, axes, keepdims=1)
        squares = self._node("Mul", norm, norm)
        if rate.spill:
            # A slice and not a `Gather`, for which OpenVINO brings all of `x` into another layout.
            behind = self._node("Slice", x, *rate.spill, self._whole(3))
            total = self._node("Sub", total, self._node("ReduceSum", behind, axes, keepdims=1))
            spilled = self._node("ReduceSumSquare", behind, axes, keepdims=1)
            squares = self._node("Sub", squares, spilled)
        return self._node("Div", total, rate.length), self._node("Div", squares, rate.length)

    def _norm(self, x: str, path: str, rate: _Rate) -> tuple[str, str]:
        """Scale and shift `[1, C, 1, 1]` of the adaptive instance norm `path` on `x`, whose last axis is at `rate`.

        Where `OWN` is zero, mean and deviation are replaced by zero and one.
        """
        weight, bias = self._weights.linear(f"{path}/fc")
        self._norms.append((path, weight, bias))
        mean, power = self._statistics(x, rate)
        self._seen += [mean, power]
        mean = self._node("Mul", mean, OWN)
        power = self._node("Add", self._node("Mul", power, OWN), self._rest)
        variance = self._node("Sub", power, self._node("Mul", mean, mean))
        variance = self._node("Max", variance, self._number(0.0))
        deviation = self._node("Sqrt", self._node("Add", variance, self._number(EPSILON)))
        scale = self._node("Div", f"{path}/gamma", deviation)
        return scale, self._node("Sub", f"{path}/beta", self._node("Mul", mean, scale))

    def _kept(self, channels: int, *small: str) -> list[str]:
        """The small tensors `[1, C, 1, 1]` behind a wall, lest OpenVINO computes them again for every element that
        uses them.

        A wall of its own for each, and none that is a `Split`: OpenVINO (2026.4) fuses an element-wise operator into
        the one before it only where both take nothing from the same node, and where what it takes is no `Split`.
        """
        if not self._padded:  # computed by ONNX Runtime, which fuses none of this
            return list(small)
        nothing = self._constant(np.zeros((1, 1, 1, 1), np.float32))
        longer = [self._node("Concat", tensor, nothing, axis=1) for tensor in small]
        edges = (self._whole(0), self._whole(channels), self._whole(1))
        return [self._node("Slice", tensor, *edges) for tensor in longer]

    def _affine(self, x: str, scale: str, shift: str) -> str:
        return self._node("Add", self._node("Mul", x, scale), shift)

    def _square(self, x: str, scale: float, shift: float) -> str:
        scaled = x if scale == 1.0 else self._node("Mul", x, self._number(scale))
        return self._node("Pow", self._node("Add", scaled, self._number(shift)), self._number(2.0))

    def _snake(self, x: str, norm: str, alpha: NDArray[np.float32], rate: _Rate) -> str:
        """The norm and y + sin²(a y) / a behind it; with t = a y / pi it is sin²(pi t) that is needed."""
        a = alpha.reshape(1, -1, 1, 1).astype(np.float64)
        scale, shift = self._norm(x, norm, rate)
        turns = self._constant(a / math.pi)
        moved = self._node("Add", self._node("Mul", shift, turns), self._number(_TURNS))
        scale_t, shift_t, scale, shift = self._kept(
            a.size, self._node("Mul", scale, turns), moved, scale, shift
        )
        part = self._node("Mod", self._affine(x, scale_t, shift_t), self._number(1.0), fmod=1)
        wave = self._square(self._square(part, 1.0, -0.5), -_BETA, _ALPHA)
        for _ in range(_SQUARINGS - 1):
            wave = self._square(wave, 2.0, -1.0)
        wave = self._node("Mul", wave, self._constant(1.0 / a))
        return self._masked(self._node("Add", self._affine(x, scale, shift), wave), rate)

    def _leaky(self, x: str, norm: str, rate: _Rate) -> str:
        scale, shift = self._norm(x, norm, rate)
        scale, shift = self._kept(len(self._norms[-1][2]) // 2, scale, shift)
        return self._masked(self._node("LeakyRelu", self._affine(x, scale, shift), alpha=0.2), rate)

    # ---- blocks

    def _block(self, x: str, path: str, rate: _Rate, doubled: _Rate | None = None) -> str:
        """A block of the decoder before the generator; with `doubled` (the new rate) it doubles the time axis."""
        y = self._leaky(x, f"{path}/norm1", rate)
        if doubled:
            column = self._node("Reshape", x, self._whole(1, 1090, -1, 1))
            column = self._node("Concat", column, column, axis=3)
            x = self._node("Reshape", column, self._whole(1, 1090, 1, -1))
            y = self._masked(self._upsample(y, f"{path}/pool"), doubled)
        after = doubled or rate
        y = self._masked(self._convolution(y, f"{path}/conv1", biased=False), after)
        y = self._convolution(self._leaky(y, f"{path}/norm2", after), f"{path}/conv2")
        x = self._convolution(x, f"{path}/conv1x1")
        return self._masked(self._node("Mul", self._node("Add", y, x), self._number(math.sqrt(0.5))), after)

    def _residual(self, x: str, path: str, rate: _Rate) -> tuple[str, NDArray[np.float32]]:
        """A block of the generator: three rounds of norm, Snake, dilated convolution, norm, Snake, convolution.

        Without its biases; with them, `[C]` would be added to its result.
        """
        bias = np.zeros(1, np.float32)
        for step in range(3):
            y = x
            for half in (1, 2):
                alpha = self._weights.parameter(f"{path}/alpha{half}.{step}")
                y = self._snake(y, f"{path}/adain{half}.{step}", alpha, rate)
                y = self._convolution(y, f"{path}/convs{half}.{step}", biased=False)
            x = self._node("Add", y, x)
            bias = bias + self._bias(f"{path}/convs2.{step}")
        return x, bias

    def _mean(self, blocks: Sequence[str], bias: NDArray[np.float32]) -> str:
        total = self._node("Add", self._node("Add", blocks[0], blocks[1]), blocks[2])
        return self._affine(total, self._number(1.0 / 3.0), self._constant(bias.reshape(1, -1, 1, 1)))

    def _rates(self) -> tuple[_Rate, ...]:
        """The rates of 1, 2, 20 and 120 values a frame; the last has one value more."""
        lengths = [self._node("Mul", FRAMES, self._number(times)) for times in (2.0, 20.0, 120.0)]
        lengths = [FRAMES, *lengths[:2], self._node("Add", lengths[2], self._number(1.0))]
        if not self._padded:
            return tuple(_Rate(length) for length in lengths)
        spills: list[tuple[str, str] | None] = [None, None]
        for length in lengths[2:]:
            end = self._node("Cast", self._node("Reshape", length, self._whole(1)), to=7)  # int64
            spills.append((end, self._node("Add", end, self._whole(SPILL))))
        return tuple(_Rate(*it) for it in zip(lengths, MASKS.values(), spills, strict=True))

    def build(self) -> Any:
        """The ONNX model."""
        from onnx import TensorProto, helper

        features, f0, energy, source = (
            self._node("Unsqueeze", name, self._whole(2)) for name in (FEATURES, F0, ENERGY, SOURCE)
        )
        once, twice, *others = self._rates()
        self._rest = self._affine(OWN, self._number(EPSILON - 1.0), self._number(1.0 - EPSILON))
        pitch, power = (
            self._masked(self._convolution(x, path), once)
            for x, path in ((f0, "F0_conv"), (energy, "N_conv"))
        )
        text = self._masked(self._convolution(features, "asr_res/asr_res.0"), once)
        x = self._block(self._node("Concat", features, pitch, power, axis=1), "encode", once)
        for index in range(4):
            joined = self._node("Concat", x, text, pitch, power, axis=1)
            x = self._block(joined, f"decode.{index}", once, twice if index == 3 else None)

        before = twice
        for stage, rate in enumerate(others):
            heard = self._convolution(source, f"generator/noise_convs.{stage}", biased=False)
            heard, bias = self._residual(heard, f"generator/noise_res.{stage}", rate)
            x = self._masked(self._node("LeakyRelu", x, alpha=0.1), before)
            x = self._upsample(x, f"generator/ups.{stage}", biased=False)
            if stage == 1:  # one more on the left, mirrored
                first = self._node("Slice", x, self._whole(1), self._whole(2), self._whole(3))
                x = self._node("Concat", first, x, axis=3)
            x = self._node("Add", x, heard)
            bias = bias + self._bias(f"generator/noise_convs.{stage}") + self._bias(f"generator/ups.{stage}")
            made = [self._residual(x, f"generator/resblocks.{3 * stage + index}", rate) for index in range(3)]
            bias = bias + np.mean([own for _, own in made], axis=0)
            x = self._mean([block for block, _ in made], bias)
            before = rate
        x = self._masked(self._node("LeakyRelu", x, alpha=0.01), before)
        x = self._convolution(x, "generator/conv_post")
        self._node("Squeeze", x, self._whole(2), outputs=[SPECTRUM])
        self._node("Concat", *self._seen, outputs=[STATISTICS], axis=1)
        self._nodes = [*self._norm_nodes(), *self._nodes]

        def info(name: str, *shape: int | str) -> Any:
            return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

        inputs = [
            info(FEATURES, 1, 512, "frames"),
            info(F0, 1, 1, "frames2"),
            info(ENERGY, 1, 1, "frames2"),
            info(NORMS, 1, self.norms().size, 1, 1),
            info(SOURCE, 1, 22, "spectra"),
            info(FRAMES, 1, 1, 1, 1),
            info(OWN, 1, 1, 1, 1),
        ]
        if self._padded:
            inputs += [info(name, 1, 1, 1, f"positions{times}") for times, name in MASKS.items()]
        outputs = [info(SPECTRUM, 1, 22, "spectra"), info(STATISTICS, 1, self.norms().size, 1, 1)]
        graph = helper.make_graph(self._nodes, "vocoder", inputs, outputs, self._constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)

    def norms(self) -> NormWeights:
        """The product that gives the network's input `norms`; call it after `build`."""
        ones = [np.repeat(np.array([1, 0], np.float32), len(bias) // 2) for _, _, bias in self._norms]
        return NormWeights(
            np.concatenate([weight for _, weight, _ in self._norms], axis=1),
            np.concatenate([bias for _, _, bias in self._norms]) + np.concatenate(ones),
            tuple(path for path, _, _ in self._norms),
            tuple(len(bias) // 2 for _, _, bias in self._norms),
        )

    def _norm_nodes(self) -> list[Any]:
        """The input `norms` cut into every norm's gammas and betas."""
        body, self._nodes = self._nodes, []
        sizes = [len(bias) // 2 for _, _, bias in self._norms for _ in range(2)]
        names = [name for path, _, _ in self._norms for name in (f"{path}/gamma", f"{path}/beta")]
        self._node("Split", NORMS, self._whole(*sizes), outputs=names, axis=1)
        made, self._nodes = self._nodes, body
        return made
