"""Reverse-mode differentiation written into an ONNX graph: forward operators, then those of their gradients.

Each operator adds its nodes and records how the gradient of its output becomes that of its inputs;
`backward` plays this from the last to the first (Griewank & Walther 2008, "Evaluating Derivatives"). All shapes are
known while the graph is written, so nothing is computed about them when it runs. A tensor of the network is
`[1, channels, 1, time]`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

OPSET = 18
"""ONNX operator set of the graphs."""
IR_VERSION = 9
"""ONNX file format of the graphs: the one of `OPSET`'s release."""


class TapeOperations:
    """An ONNX graph being written, forward and backward. `shape` has the shape of each tensor with a fixed one."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}
        self._count = 0
        self._gradients: dict[str, str] = {}
        self._plays: list[Callable[[], None]] = []
        self._sought: set[str] = set()

    # ---- writing

    def constant(self, value: Any) -> str:
        """A constant tensor; float64 is converted to float32."""
        from onnx import numpy_helper

        array = np.asarray(value)
        if array.dtype == np.float64:
            array = array.astype(np.float32)
        name = f"constant{len(self._constants)}"
        self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def whole(self, *values: int) -> str:
        """A constant of whole numbers: axes, bounds, shapes."""
        return self.constant(np.array(values, np.int64))

    def node(self, kind: str, *inputs: str, outputs: Sequence[str] = (), **attributes: Any) -> str:
        """One operator; its (first) output."""
        from onnx import helper

        self._count += 1
        name = f"{kind}{self._count}"
        given = list(outputs) or [f"{name}/out"]
        self._nodes.append(helper.make_node(kind, list(inputs), given, name, **attributes))
        return given[0]

    def add(self, a: str, b: str | float) -> str:
        """A + b."""
        return self.node("Add", a, b if isinstance(b, str) else self.constant(np.float32(b)))

    def sub(self, a: str, b: str) -> str:
        """A - b."""
        return self.node("Sub", a, b)

    def mul(self, a: str, b: str | float) -> str:
        """A b, element by element."""
        return self.node("Mul", a, b if isinstance(b, str) else self.constant(np.float32(b)))

    def total(self, x: str, *axes: int) -> str:
        """The sum over `axes`, which stay with length one."""
        return self.node("ReduceSum", x, self.whole(*axes), keepdims=1)

    def cut(self, x: str, axis: int, start: int, end: int) -> str:
        """`x[start:end]` along `axis`."""
        return self.node("Slice", x, self.whole(start), self.whole(end), self.whole(axis))

    def padded(self, x: str, rank: int, axis: int, before: int, after: int) -> str:
        """`x` with zeros before and after along `axis`."""
        pads = np.zeros((2, rank), np.int64)
        pads[:, axis] = before, after
        return self.node("Pad", x, self.constant(pads.reshape(-1)), self.constant(np.float32(0.0)))

    def model(self, inputs: Sequence[Any], outputs: Sequence[Any]) -> Any:
        """The ONNX model with these value infos."""
        from onnx import helper

        graph = helper.make_graph(
            self._nodes, "adaptation", list(inputs), list(outputs), list(self._constants.values())
        )
        opsets = [helper.make_opsetid("", OPSET)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)

    # ---- gradients

    def seek(self, name: str) -> None:
        """Have the gradient with regard to `name` worked out."""
        self._sought.add(name)

    def sought(self, *names: str) -> bool:
        """Whether any of these leads to a tensor that `seek` was called for."""
        return any(name in self._sought for name in names)

    def played(self, output: str, play: Callable[[str], None], *inputs: str) -> str:
        """`output`, whose gradient is given to `play` on the way back when any of `inputs` is sought."""
        if self.sought(*inputs):
            self._sought.add(output)
            self._plays.append(lambda: play(self._gradients[output]))
        return output

    def grow(self, name: str, gradient: str) -> None:
        """Add `gradient` to the accumulated gradient with regard to `name`."""
        if name in self._sought:
            known = self._gradients.get(name)
            self._gradients[name] = gradient if known is None else self.add(known, gradient)

    def backward(self, output: str, gradient: str) -> None:
        """Write the backward pass from `output` with its gradient `gradient`."""
        self.grow(output, gradient)
        while self._plays:
            self._plays.pop()()

    def gradient(self, name: str) -> str:
        """The gradient with regard to `name`, after `backward`."""
        return self._gradients[name]

    # ---- operators of the network

    def sum(self, a: str, b: str) -> str:
        """A + b of one shape."""

        def play(gradient: str) -> None:
            self.grow(a, gradient)
            self.grow(b, gradient)

        return self.played(self.add(a, b), play, a, b)

    def scaled(self, x: str, factor: float) -> str:
        """X times a number."""
        return self.played(self.mul(x, factor), lambda gradient: self.grow(x, self.mul(gradient, factor)), x)

    def joined(self, *parts: tuple[str, int]) -> str:
        """Tensors one below the other: each with its number of channels."""
        names = [name for name, _ in parts]

        def play(gradient: str) -> None:
            at = 0
            for name, channels in parts:
                if self.sought(name):
                    self.grow(name, self.cut(gradient, 1, at, at + channels))
                at += channels

        return self.played(self.node("Concat", *names, axis=1), play, *names)

    def leaky(self, x: str, slope: float) -> str:
        """The leaky ReLU."""

        def play(gradient: str) -> None:
            self.grow(x, self.mul(gradient, self._leaky_slope(x, slope)))

        return self.played(self.node("LeakyRelu", x, alpha=slope), play, x)

    def _leaky_slope(self, x: str, slope: float) -> str:
        positive = self.node("Greater", x, self.constant(np.float32(0.0)))
        return self.node("Where", positive, self.constant(np.float32(1.0)), self.constant(np.float32(slope)))

    def doubled(self, x: str, channels: int, length: int) -> str:
        """Each column twice: `[1, channels, 1, 2 length]`."""
        column = self.node("Reshape", x, self.whole(1, channels, length, 1))
        twice = self.node("Concat", column, column, axis=3)

        def play(gradient: str) -> None:
            pairs = self.node("Reshape", gradient, self.whole(1, channels, length, 2))
            both = self.total(pairs, 3)
            self.grow(x, self.node("Reshape", both, self.whole(1, channels, 1, length)))

        return self.played(self.node("Reshape", twice, self.whole(1, channels, 1, 2 * length)), play, x)

    def mirrored(self, x: str, length: int) -> str:
        """`x` with one more column on the left, a copy of its second column (reflection padding)."""

        def play(gradient: str) -> None:
            first = self.padded(self.cut(gradient, 3, 0, 1), 4, 3, 1, length - 2)
            self.grow(x, self.add(self.cut(gradient, 3, 1, length + 1), first))

        return self.played(self.node("Concat", self.cut(x, 3, 1, 2), x, axis=3), play, x)
