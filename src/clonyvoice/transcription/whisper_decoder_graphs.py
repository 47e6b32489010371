"""The graphs of Whisper's decoder (Radford et al., 2022, fig. 1) for OpenVINO; weights by CTranslate2's names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from clonyvoice.transcription.beam_search import BEAMS

CANDIDATES: Final = 2 * BEAMS
"""Next tokens returned for each beam: enough for the best of all beams together."""
_EPSILON = 1e-5
"""The epsilon of the layer norms (Whisper's code, `model.py`)."""
_ROWS = 512
"""Rows of the vocabulary that are converted at a time. Chosen by hand."""
Weights = Mapping[str, NDArray[Any]]


class _Layers:
    """The pieces that both graphs are made of."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.heads = int(weights["num_heads"])
        self.vocabulary, self.width = weights["embeddings/weight"].shape
        self.size = self.width // self.heads
        self.count = sum(name.endswith("/ffn/linear_0/weight") for name in weights)

    def constant(self, name: str) -> Any:
        from openvino import opset13 as op

        return op.constant(self.weights[name].astype(np.float32))

    def rounded(self, name: str) -> tuple[Any, Any]:
        """A matrix in 8 bits, and the scale of each of its rows."""
        from openvino import opset13 as op

        kept = self.weights[name]
        matrix, scale = np.empty(kept.shape, np.int8), np.empty((len(kept), 1), np.float32)
        for at in range(0, len(kept), _ROWS):  # all at once would take four times the memory of what is kept
            rows = kept[at : at + _ROWS].astype(np.float32)
            scale[at : at + _ROWS] = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-8) / 127
            rows /= scale[at : at + _ROWS]
            matrix[at : at + _ROWS] = np.round(rows, out=rows)
        return op.constant(matrix), op.constant(scale)

    def linear(self, x: Any, name: str, part: slice = slice(None), factor: float = 1.0) -> Any:
        """The linear layer `name`, or a `part` of its outputs, times `factor`, a power of two."""
        from openvino import opset13 as op

        matrix, scale = (each.data[part] for each in self.rounded(f"{name}/weight"))
        full = op.multiply(
            op.convert(op.constant(matrix), np.float32), op.constant(scale * np.float32(factor))
        )
        bias = self.weights[f"{name}/bias"][part].astype(np.float32) * np.float32(factor)
        return op.add(op.matmul(x, full, False, True), op.constant(bias))

    def normed(self, x: Any, name: str) -> Any:
        from openvino import opset13 as op

        y = op.mvn(x, [-1], True, _EPSILON, "INSIDE_SQRT")
        return op.add(op.multiply(y, self.constant(f"{name}/gamma")), self.constant(f"{name}/beta"))


def memory_graph(weights: Weights, places: int) -> Any:
    """The graph of the cross-attention's inputs of layer n: `keys_n` [1, heads, size, places], scaled, `values_n`."""
    import openvino
    from openvino import opset13 as op

    parts = _Layers(weights)
    states = op.parameter([1, places, parts.width], np.float32, name="states")
    # Heads have 64 numbers in all of OpenAI's weights: their scale, 1/8, changes no digit of the weights.
    scale = parts.size**-0.5
    outputs = []
    for layer in range(parts.count):
        name = f"layer_{layer}/attention/linear_1"
        # Keys and values in a product each: to split what one product gives takes an eighth more time.
        keys = parts.linear(states, name, slice(parts.width), scale)
        values = parts.linear(states, name, slice(parts.width, None))
        for kind, part, order in (("keys", keys, [0, 2, 3, 1]), ("values", values, [0, 2, 1, 3])):
            part = op.transpose(op.reshape(part, [1, places, parts.heads, parts.size], False), order)
            result = op.result(part)
            result.output(0).get_tensor().set_names({f"{kind}_{layer}"})
            outputs.append(result)
    return openvino.Model(outputs, [states], "whisper_memory")


def step_graph(weights: Weights, watched: Sequence[tuple[int, int]]) -> Any:
    """The graph for the next tokens of several texts at once; earlier tokens are its own state.

    Inputs: `tokens` [beams, n], their `places` [n], `mask` [1, 1, n, places so far] added to the attention, `beams`
    (which of the texts before each goes on), `forbidden` [vocabulary] added to the logits, `silence` (a token),
    `weights` [1, 1, 1, places] added to the cross-attention, and the outputs of `memory_graph`. Outputs: `logits`
    and `ids` of the `CANDIDATES` best, [beams, candidates], `total` (the logarithm of the sum of all exponentials) and
    `silent` (the logit of `silence`), [beams, 1], and `looks` [heads, beams * n, places]: the cross-attention of the
    heads `watched`, (layer, head) in order, before `weights` and the softmax.
    """
    import openvino
    from openvino import opset13 as op

    parts = _Layers(weights)
    tokens = op.parameter([-1, -1], np.int64, name="tokens")
    places = op.parameter([-1], np.int64, name="places")
    mask = op.parameter([1, 1, -1, -1], np.float32, name="mask")
    beams = op.parameter([-1], np.int32, name="beams")
    forbidden = op.parameter([parts.vocabulary], np.float32, name="forbidden")
    silence = op.parameter([1], np.int32, name="silence")
    added = op.parameter([1, 1, 1, -1], np.float32, name="weights")
    inputs = [tokens, places, mask, beams, forbidden, silence, added]
    sinks: list[Any] = []
    looks: list[Any] = []
    rows, one = op.constant(np.int64(0)), op.constant(np.int64(1))
    table, scale = parts.rounded("embeddings/weight")
    x = op.multiply(op.convert(op.gather(table, tokens, rows), np.float32), op.gather(scale, tokens, rows))
    x = op.add(x, op.gather(parts.constant("position_encodings/encodings"), places, rows))
    whole = op.shape_of(x, "i64")
    for layer in range(parts.count):
        name = f"layer_{layer}"
        y = parts.linear(
            parts.normed(x, f"{name}/self_attention/layer_norm"), f"{name}/self_attention/linear_0"
        )
        y = op.transpose(op.reshape(y, [0, 0, 3, parts.heads, parts.size], True), [2, 0, 3, 1, 4])
        query, key, value = (op.squeeze(part, [0]) for part in op.split(y, 0, 3).outputs())
        keys = _remembered(key, f"keys_{layer}", beams, parts, sinks)
        values = _remembered(value, f"values_{layer}", beams, parts, sinks)
        y = op.transpose(op.scaled_dot_product_attention(query, keys, values, mask), [0, 2, 1, 3])
        y = op.reshape(y, whole, False)
        x = op.add(x, parts.linear(y, f"{name}/self_attention/linear_1"))
        keys = op.parameter([1, parts.heads, parts.size, -1], np.float32, name=f"keys_{layer}")
        values = op.parameter([1, parts.heads, -1, parts.size], np.float32, name=f"values_{layer}")
        inputs += [keys, values]
        y = parts.linear(parts.normed(x, f"{name}/attention/layer_norm"), f"{name}/attention/linear_0")
        # All texts attend to the same sound: their queries are rows of one product.
        query = op.transpose(op.reshape(y, [1, -1, parts.heads, parts.size], False), [0, 2, 1, 3])
        look = op.matmul(query, keys, False, False)
        if heads := [head for at, head in watched if at == layer]:
            looks.append(op.gather(look, op.constant(np.array(heads, np.int64)), one))
        y = op.matmul(op.softmax(op.add(look, added), -1), values, False, False)
        y = op.reshape(op.transpose(y, [0, 2, 1, 3]), whole, False)
        x = op.add(x, parts.linear(y, f"{name}/attention/linear_2"))
        y = parts.linear(parts.normed(x, f"{name}/ffn/layer_norm"), f"{name}/ffn/linear_0")
        x = op.add(x, parts.linear(op.gelu(y, "ERF"), f"{name}/ffn/linear_1"))
    last = op.gather(parts.normed(x, "layer_norm"), op.constant(np.int64(-1)), one)
    words = op.multiply(op.convert(table, np.float32), scale)
    logits = op.add(op.matmul(last, words, False, True), forbidden)
    best = op.topk(logits, op.constant(np.int64(CANDIDATES)), 1, "max", "value", "i32")
    most = op.reduce_max(logits, one, True)
    total = op.add(most, op.log(op.reduce_sum(op.exp(op.subtract(logits, most)), one, True)))
    results = {
        "logits": best.output(0),
        "ids": best.output(1),
        "total": total.output(0),
        "silent": op.gather(logits, silence, one).output(0),
        "looks": op.squeeze(op.concat(looks, 1), [0]).output(0),
    }
    for name, result in results.items():
        result.get_tensor().set_names({name})
    return openvino.Model([op.result(each) for each in results.values()], sinks, inputs, "whisper_step")


def _remembered(new: Any, name: str, beams: Any, parts: _Layers, sinks: list[Any]) -> Any:
    """`new` appended to the state `name`, whose rows are first selected by `beams`; the result is the next state."""
    from openvino import PartialShape, Type
    from openvino import opset13 as op
    from openvino.op.util import Variable, VariableInfo

    info = VariableInfo()
    info.data_shape = PartialShape([-1, parts.heads, -1, parts.size])
    info.data_type = Type.f32
    info.variable_id = name
    variable = Variable(info)
    empty = op.constant(np.array([parts.heads, 0, parts.size]))
    nothing = op.broadcast(op.constant(np.float32(0)), op.concat([op.shape_of(beams, "i64"), empty], 0))
    before = op.gather(op.read_value(nothing, variable), beams, op.constant(np.int64(0)))
    now = op.concat([before, new], 2)
    sinks.append(op.assign(now, variable))
    return now
