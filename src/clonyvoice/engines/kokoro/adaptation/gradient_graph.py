"""The gradient graph: forward, loss and backward for a stretch of fixed length, built once, run many times."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.kokoro.adaptation.differentiable_decoder import DecoderOnTape, sound
from clonyvoice.engines.kokoro.adaptation.differentiable_layers import Tape
from clonyvoice.engines.kokoro.adaptation.loss import RESOLUTIONS, input_names, loss_on
from clonyvoice.engines.kokoro.adaptive_norms import TIMBRE, NormWeights
from clonyvoice.engines.kokoro.graph_splitting import ENERGY, F0, FEATURES, NORMS, Graph
from clonyvoice.engines.kokoro.harmonic_source import SPECTRA, SourceWeights
from clonyvoice.engines.kokoro.prosody_model import FRAME
from clonyvoice.engines.kokoro.quantised_weights import DecoderWeights
from clonyvoice.engines.kokoro.vocoder_graph import SOURCE, VocoderGraph
from clonyvoice.engines.onnx_openvino_runners import Arrays, OnnxRunner

RECIPE: Final = "gradient-2"
FILE, SPREAD_FILE = "gradient.onnx", "spread.npz"
STRETCH: Final = 32
"""Frames of a stretch: 0.8 s. Two of them cost what one of 64 did, and show more of the recording's sounds
(`docs/explanation/adaptation.md`)."""


@dataclass(frozen=True, slots=True)
class Results:
    """The result of a run: the loss, its gradient with regard to the norms' row `[N]`, and the stretch's sound."""

    loss: float
    gradient: NDArray[np.float32]
    sound: NDArray[np.float32]


def gradient_model(
    weights: DecoderWeights, norms: NormWeights, source: SourceWeights, frames: int = STRETCH
) -> Any:
    """The ONNX model: the decoder's inputs, the norms' row and the recording to `loss` `[1, 1]`, `gradient`
    `[1, N, 1, 1]` and `sound` `[1, 600 frames]`.
    """
    from onnx import TensorProto, helper

    def info(name: str, *shape: int) -> Any:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

    tape, samples = Tape(), FRAME * frames
    network = DecoderOnTape(tape, weights, norms, NORMS, frames)
    said = sound(tape, network.spectra(), frames, source)
    tape.node("Identity", loss_on(tape, said, samples), outputs=["loss"])
    tape.node("Identity", network.gradient(), outputs=["gradient"])
    tape.node("Identity", said, outputs=["sound"])
    inputs = [
        info(FEATURES, 1, 512, frames),
        info(F0, 1, 1, 2 * frames),
        info(ENERGY, 1, 1, 2 * frames),
        info(SOURCE, 1, 22, SPECTRA * frames + 1),
        info(NORMS, 1, norms.size, 1, 1),
    ]
    for index, resolution in enumerate(RESOLUTIONS):
        count, bands = resolution.frames(samples), resolution.bands
        shapes = ((count, bands), (count, 1), (1, bands))
        inputs += [info(name, *shape) for name, shape in zip(input_names(index), shapes, strict=True)]
    outputs = [info("loss", 1, 1), info("gradient", 1, norms.size, 1, 1), info("sound", 1, samples)]
    return tape.model(inputs, outputs)


def build(source: Path, target: Path) -> None:
    """Write the gradient graph and the spread of the norms' rows over the presets into the folder `target`, from the
    published weights in `source`.
    """
    import onnx

    from clonyvoice.engines.kokoro.decoders import read_source

    weights = DecoderWeights(Graph(onnx.load(source / "model.int8.onnx")))
    network = VocoderGraph(weights)
    network.build()
    norms = network.norms()
    onnx.save(gradient_model(weights, norms, read_source(weights)), target / FILE)
    presets = [np.fromfile(file, np.float32).reshape(-1, 256) for file in (source / "voices").glob("*.bin")]
    timbres = np.stack([rows[:, :TIMBRE].mean(0) for rows in presets])
    np.savez(target / SPREAD_FILE, spread=(timbres @ norms.weight).std(0).astype(np.float32))


class GradientGraph:
    """The graph in memory, some 0.2 GB of it and 0.1 more while it runs, in ONNX Runtime.

    ONNX Runtime keeps the weights in 8 bits and makes floats of them as it comes to them. OpenVINO needs a ninth less
    time for a step (0.76 for 0.86 s, timed by hand on two cores with VNNI), but 4.7 s for compiling, and keeps
    five times the weights' floats: 1.4 GB. Only one thread may run it at a time.
    """

    def __init__(self, path: Path, threads: int) -> None:
        self._runner = OnnxRunner(path, threads, sparing=True)

    def run(self, inputs: Arrays, cancel: CancelToken) -> Results:
        """The loss, its gradient `[N]` and the sound. Raises Cancelled soon after a cancel."""
        loss, gradient, said = self._runner.run(inputs, cancel)
        cancel.raise_if_cancelled()
        return Results(float(loss[0, 0]), gradient.reshape(-1), said[0])
