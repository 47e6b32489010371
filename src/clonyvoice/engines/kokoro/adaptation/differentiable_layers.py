"""The tape on which the decoder is written: layers of its network as differentiable operators in an ONNX graph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.engines.kokoro.adaptation.reverse_mode_differentiation import TapeOperations
from clonyvoice.engines.kokoro.quantised_weights import Convolution

_EPSILON = 1e-5
"""Added to the variance in the decoder's instance norms (PyTorch's default)."""
_TURNS = 256.0
"""Added before taking a phase modulo one, so that it is positive (the modulo of ONNX keeps the sign)."""
# cos(2 pi v) and sin(2 pi v) / v as polynomials in v² for |v| <= 1/2, by Chebyshev interpolation; errors below 2e-5.
# Inference libraries fuse such chains of products and sums, while their sine is a call for each number.


def _chebyshev(function: Callable[[NDArray[np.float64]], NDArray[np.float64]], degree: int) -> list[float]:
    """Coefficients, highest power first, of the polynomial in u that follows `function(u)` for 0 <= u <= 1/4."""
    fitted = np.polynomial.Chebyshev.interpolate(function, degree, domain=[0.0, 0.25])
    return [float(it) for it in fitted.convert(kind=np.polynomial.Polynomial).coef[::-1]]


_COSINE = _chebyshev(lambda u: np.cos(2.0 * np.pi * np.sqrt(u)), 5)
_SINE = _chebyshev(lambda u: 2.0 * np.pi * np.sinc(2.0 * np.sqrt(u)), 5)


class Tape(TapeOperations):
    """Convolutions and adaptive instance norms, each with its gradient."""

    def _kernel(self, layer: Convolution, *, turned: bool = False) -> str:
        """The weight `[out, in, 1, k]`; `turned`: `[in, out, 1, k]`, last tap first. Eight bits stay eight bits."""

        def laid(weight: NDArray[Any]) -> NDArray[Any]:
            return (weight.transpose(1, 0, 2)[:, :, ::-1] if turned else weight)[:, :, None]

        if layer.stored is None:
            return self.constant(laid(layer.weight))
        values, scale, zero = layer.stored
        return self.node("DequantizeLinear", *(self.constant(it) for it in (laid(values), scale, zero)))

    def convolution(self, x: str, layer: Convolution) -> str:
        """The convolution; its gradient is one with the weight turned. With a stride `x` must not be sought."""
        taps = layer.weight.shape[2]
        bias = [] if layer.bias is None else [self.constant(layer.bias)]
        settings = {"kernel_shape": [1, taps], "dilations": [1, layer.dilation]}
        y = self.node(
            "Conv",
            x,
            self._kernel(layer),
            *bias,
            strides=[1, layer.stride],
            pads=[0, layer.padding, 0, layer.padding],
            group=layer.groups,
            **settings,
        )

        def play(gradient: str) -> None:
            assert layer.stride == 1
            assert layer.groups == 1
            pad = (taps - 1) * layer.dilation - layer.padding
            kernel = self._kernel(layer, turned=True)
            self.grow(x, self.node("Conv", gradient, kernel, pads=[0, pad, 0, pad], **settings))

        return self.played(y, play, x)

    def upsampled(self, x: str, layer: Convolution, more: int = 0) -> str:
        """The transposed convolution, `more` columns added at the end; its gradient is a convolution with a stride."""
        taps, ends = layer.weight.shape[2], [0, layer.padding, 0, layer.padding]
        settings: dict[str, Any] = {
            "kernel_shape": [1, taps],
            "strides": [1, layer.stride],
            "group": layer.groups,
        }
        assert layer.bias is not None
        kernel = self.constant(layer.weight[:, :, None])
        y = self.node(
            "ConvTranspose",
            x,
            kernel,
            self.constant(layer.bias),
            pads=ends,
            output_padding=[0, more],
            **settings,
        )

        def play(gradient: str) -> None:
            self.grow(x, self.node("Conv", gradient, kernel, pads=ends, **settings))

        return self.played(y, play, x)

    # ---- adaptive instance norms, with what follows them

    def _normed(self, x: str, gamma: str, beta: str, length: int) -> tuple[str, str, str, str]:
        """Of the norm on `x`: the scale and shift that it comes to, and mean and 1 / deviation."""
        axes = self.whole(2, 3)
        mean = self.node("ReduceMean", x, axes, keepdims=1)
        norm = self.node("ReduceL2", x, axes, keepdims=1)
        power = self.mul(self.mul(norm, norm), 1.0 / length)
        variance = self.node("Max", self.sub(power, self.mul(mean, mean)), self.constant(np.float32(0.0)))
        inverse = self.node("Reciprocal", self.node("Sqrt", self.add(variance, _EPSILON)))
        scale = self.mul(gamma, inverse)
        kept = self._kept(scale, self.sub(beta, self.mul(mean, scale)), mean, inverse)
        return kept[0], kept[1], kept[2], kept[3]

    def _kept(self, *small: str) -> list[str]:
        """The small tensors behind a wall, lest a library computes them again for every element that uses them."""
        both = self.node("Concat", *small, axis=1)
        outputs = [f"{both}/{index}" for index in range(len(small))]
        self.node("Split", both, outputs=outputs, axis=1, num_outputs=len(small))
        return outputs

    def _norm_played(
        self, x: str, gradient: str, norm: tuple[str, str, str, str], names: tuple[str, str], length: int
    ) -> None:
        """`gradient` with regard to the norm's output, brought to its gamma, its beta and `x`."""
        scale, _, mean, inverse = norm
        of_beta = self.total(gradient, 2, 3)
        of_gamma = self.mul(
            self.sub(self.total(self.mul(gradient, x), 2, 3), self.mul(mean, of_beta)), inverse
        )
        self.grow(names[0], of_gamma)
        self.grow(names[1], of_beta)
        if not self.sought(x):
            return
        share = self.mul(scale, -1.0 / length)
        slope = self.mul(self.mul(share, inverse), of_gamma)
        level = self.sub(self.mul(share, of_beta), self.mul(slope, mean))
        slope, level = self._kept(slope, level)
        self.grow(x, self.add(self.add(self.mul(gradient, scale), self.mul(x, slope)), level))

    def normed_leaky(self, x: str, gamma: str, beta: str, length: int) -> str:
        """The adaptive instance norm and a leaky ReLU of 0.2 behind it."""
        norm = self._normed(x, gamma, beta, length)
        y = self.add(self.mul(x, norm[0]), norm[1])

        def play(gradient: str) -> None:
            back = self.mul(gradient, self._leaky_slope(self.add(self.mul(x, norm[0]), norm[1]), 0.2))
            self._norm_played(x, back, norm, (gamma, beta), length)

        return self.played(self.node("LeakyRelu", y, alpha=0.2), play, x, gamma, beta)

    def normed_snake(self, x: str, gamma: str, beta: str, alpha: NDArray[np.float32], length: int) -> str:
        """The adaptive instance norm and Snake, y + sin²(a y) / a (Ziyin et al. 2020), behind it."""
        a = alpha.reshape(1, -1, 1, 1).astype(np.float64)
        norm = self._normed(x, gamma, beta, length)
        turns = self.constant(a / np.pi)
        moved = self.add(self.mul(norm[1], turns), _TURNS)
        scale_t, shift_t = self._kept(self.mul(norm[0], turns), moved)

        def phase() -> str:
            """A y / pi less the nearest half below, -1/2 to 1/2: what is asked of it has the period 1."""
            t = self.node(
                "Mod", self.add(self.mul(x, scale_t), shift_t), self.constant(np.float32(1.0)), fmod=1
            )
            return self.add(t, -0.5)

        # With t = v + 1/2: sin²(pi t) = (1 + cos(2 pi v)) / 2 and sin(2 pi t) = -sin(2 pi v).
        v = phase()
        wave = self._polynomial(self.mul(v, v), _COSINE)
        wave = self.mul(self.add(wave, 1.0), self.constant(0.5 / a))
        y = self.add(self.add(self.mul(x, norm[0]), norm[1]), wave)

        def play(gradient: str) -> None:
            v = phase()
            sine = self.mul(self._polynomial(self.mul(v, v), _SINE), v)
            back = self.sub(gradient, self.mul(gradient, sine))
            self._norm_played(x, back, norm, (gamma, beta), length)

        return self.played(y, play, x, gamma, beta)

    def _polynomial(self, u: str, coefficients: Sequence[float]) -> str:
        """By Horner's rule."""
        y = self.add(self.mul(u, coefficients[0]), coefficients[1])
        for coefficient in coefficients[2:]:
            y = self.add(self.mul(y, u), coefficient)
        return y
