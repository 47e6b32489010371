"""Convolutions of Kokoro's decoder network as ONNX nodes: 8-bit or as published, transposed ones interleaved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.engines.kokoro.quantised_weights import Convolution, DecoderWeights

Ranges: TypeAlias = Mapping[str, Sequence[float]]
"""For each quantised convolution the lowest and highest input."""
_NEXT_TO_NOTHING = 1e-9
"""A bias that changes nothing, where a convolution has none of its own. Chosen by hand."""


class ConvolutionGraph:
    """Nodes and constants of a graph in the making. `inputs` names each convolution's input tensor."""

    def __init__(self, weights: DecoderWeights, ranges: Ranges | None = None) -> None:
        self._weights = weights
        self._ranges = ranges or {}
        self._count = 0
        self._nodes: list[Any] = []
        self._constants: list[Any] = []
        self.inputs: dict[str, str] = {}

    def _constant(self, value: Any) -> str:
        from onnx import numpy_helper

        array = np.asarray(value)
        if array.dtype == np.float64:
            array = array.astype(np.float32)
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def _number(self, value: float) -> str:
        return self._constant(np.float32(value))

    def _whole(self, *values: int) -> str:
        return self._constant(np.array(values, np.int64))

    def _node(self, kind: str, *inputs: str, outputs: Sequence[str] = (), **attributes: Any) -> str:
        from onnx import helper

        self._count += 1
        name = f"{kind}{self._count}"
        given = list(outputs) or [f"{name}/out"]
        self._nodes.append(helper.make_node(kind, list(inputs), given, name, **attributes))
        return given[0]

    # ---- layers

    def _quantised(self, x: str, weight: NDArray[np.float32], path: str, padding: int = 0) -> tuple[str, str]:
        """The 8-bit input, with so many zeros on either side, and weight, each as the pair of operators that inference
        libraries support.
        """
        low, high = self._ranges[path]
        scale = self._number(max(high - low, 1e-6) / 255.0)
        zero = self._constant(np.uint8(np.clip(round(-low / max(high - low, 1e-6) * 255.0), 0, 255)))
        x = self._node("QuantizeLinear", x, scale, zero)
        if padding:
            x = self._node("Pad", x, self._whole(0, 0, 0, padding, 0, 0, 0, padding), zero)
        return self._node("DequantizeLinear", x, scale, zero), self._short(weight)

    def _short(self, weight: NDArray[np.float32]) -> str:
        """The weight as 8 bits on a scale per output channel."""
        step = np.maximum(np.abs(weight).max(axis=(1, 2, 3)) / 127.0, 1e-8).astype(np.float32)
        values = np.clip(np.round(weight / step[:, None, None, None]), -127, 127).astype(np.int8)
        zeros = self._constant(np.zeros(len(step), np.int8))
        return self._node("DequantizeLinear", self._constant(values), self._constant(step), zeros, axis=0)

    def _convolve(self, x: str, layer: Convolution, path: str, *, biased: bool = True) -> str:
        weight = layer.weight[:, :, None]
        self.inputs[path] = x
        padding = layer.padding
        if path in self._ranges:
            # OpenVINO (2026.4) takes twice the time for a dilated 8-bit convolution that pads an input whose zero point
            # is not zero by itself.
            x, kernel = self._quantised(x, weight, path, padding)
            padding = 0
        else:
            kernel = self._published(layer)
        bias = [self._constant(layer.bias)] if biased and layer.bias is not None else []
        if not biased and path in self._ranges:
            # OpenVINO 2026.4.1 gives wrong numbers for an 8-bit convolution without a bias (or with zeros for it) whose
            # length is known only at run time and whose result is read twice; so it gets one that changes nothing.
            bias = [self._constant(np.full(weight.shape[0], _NEXT_TO_NOTHING, np.float32))]
        return self._node(
            "Conv",
            x,
            kernel,
            *bias,
            kernel_shape=[1, weight.shape[3]],
            strides=[1, layer.stride],
            pads=[0, padding, 0, padding],
            dilations=[1, layer.dilation],
            group=layer.groups,
        )

    def _published(self, layer: Convolution) -> str:
        """The weight exactly as published, kept small: 8 bits, one scale and zero point for all, where it was so."""
        if layer.stored is None:
            return self._constant(layer.weight[:, :, None])
        values, scale, zero = layer.stored
        given = (self._constant(values[:, :, None]), self._constant(scale), self._constant(zero))
        return self._node("DequantizeLinear", *given)

    def _convolution(self, x: str, path: str, *, biased: bool = True) -> str:
        return self._convolve(x, self._weights.convolution(path), path, biased=biased)

    def _bias(self, path: str) -> NDArray[np.float32]:
        bias = self._weights.convolution(path).bias
        assert bias is not None
        return bias

    def _upsample(self, x: str, path: str, *, biased: bool = True) -> str:
        """A transposed convolution as one convolution for each phase of its output, interleaved."""
        layer = self._weights.convolution(path)
        inside, outside, taps = layer.weight.shape
        stride, groups = layer.stride, layer.groups
        outside *= groups
        # Output stride * m + phase takes input m - j with the tap phase + padding + j * stride.
        shifts = [
            j for j in range(-2, 4) if any(0 <= p + layer.padding + j * stride < taps for p in range(stride))
        ]
        low, high = min(shifts), max(shifts)
        kernels = np.zeros((stride, outside, inside // groups, 1, high - low + 1), np.float32)
        for phase in range(stride):
            for j in shifts:
                tap = phase + layer.padding + j * stride
                if 0 <= tap < taps:
                    kernel = layer.weight[:, :, tap]
                    kernels[phase, :, :, 0, high - j] = kernel if groups > 1 else kernel.T
        assert layer.bias is not None
        settings: dict[str, Any] = {
            "kernel_shape": [1, high - low + 1],
            "pads": [0, high, 0, -low],
            "group": groups,
        }
        if groups > 1:  # a phase each: grouped convolutions with several outputs a group are slow
            bias = self._constant(layer.bias)
            phases = [self._node("Conv", x, self._constant(kernel), bias, **settings) for kernel in kernels]
            columns = [self._node("Reshape", phase, self._whole(1, outside, -1, 1)) for phase in phases]
            return self._node(
                "Reshape", self._node("Concat", *columns, axis=3), self._whole(1, outside, 1, -1)
            )
        merged = kernels.reshape(-1, *kernels.shape[2:])
        tiled = [self._constant(np.tile(layer.bias, stride))] if biased else []
        y = self._node("Conv", x, self._constant(merged), *tiled, **settings)
        y = self._node("Reshape", y, self._whole(1, stride, outside, -1))
        # This order of axes, and no other, is among those that OpenVINO fuses for shapes known only at run time.
        y = self._node("Transpose", y, perm=[0, 2, 3, 1])
        return self._node("Reshape", y, self._whole(1, outside, 1, -1))
