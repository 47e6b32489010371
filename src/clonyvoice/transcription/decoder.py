"""Whisper's decoder in OpenVINO, a token at a time: CTranslate2 has one too, which cannot be stopped on the way.

The weights are those that CTranslate2 has, rounded to 8 bits for each output as CTranslate2 rounds them. It is a tenth
slower than CTranslate2's; where two windows wait for the same memory, all of a transcription takes a fifth longer
(benchmarks/results/hour.md).
"""

from __future__ import annotations

import json
import logging
import queue
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import CancelToken
from clonyvoice.transcription.decoder_graphs import BEAMS, memory_graph, step_graph
from clonyvoice.transcription.search import Chances, Found, search
from clonyvoice.transcription.weights_file import UnknownLayoutError, read_weights

log = logging.getLogger(__name__)


class OpenVinoDecoder:
    """The decoder of the Whisper weights in `folder`. `workers` calls run side by side, one thread each."""

    def __init__(self, folder: Path, workers: int) -> None:
        """Read and compile, in a second or two. Raises ImportError, UnknownLayoutError, KeyError, OSError."""
        import openvino

        weights = read_weights(folder / "model.bin", "decoder/")
        config = json.loads((folder / "config.json").read_text("utf-8"))
        settings = {
            "INFERENCE_PRECISION_HINT": "f32",
            "INFERENCE_NUM_THREADS": workers,
            "NUM_STREAMS": workers,
            "ENABLE_CPU_PINNING": False,
        }
        core = openvino.Core()
        memory = core.compile_model(memory_graph(weights), "CPU", settings)
        step = core.compile_model(step_graph(weights), "CPU", settings)
        size = len(weights["embeddings/weight"])
        never = _forbidden(size, config["suppress_ids"])
        at_first = never + _forbidden(size, config["suppress_ids_begin"])
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        for _ in range(workers):
            worker = _Worker(memory.create_infer_request(), step.create_infer_request(), never, at_first)
            self._idle.put(worker)

    def answer(
        self, states: NDArray[np.float32], start: Sequence[int], marks: Marks, most: int, cancel: CancelToken
    ) -> tuple[Found, float]:
        """The likeliest text of at most `most` tokens with its prompt, and the probability that nobody speaks.

        `states` are the encoder's, `start` the prompt's tokens. Raises Cancelled within a few hundredths of a second.
        """
        worker = self._idle.get()
        try:
            return worker.answer(states, start, marks, most, cancel)
        finally:
            self._idle.put(worker)


@dataclass(frozen=True, slots=True)
class Marks:
    """Tokens that mean something else than words."""

    begin: int
    end: int
    silence: int


class _Worker:
    """Requests of one thread. Runs are never broken off, only left undone: a step takes a hundredth of a second."""

    def __init__(
        self, memory: Any, step: Any, never: NDArray[np.float32], at_first: NDArray[np.float32]
    ) -> None:
        import openvino

        self._tensor = openvino.Tensor
        self._memory, self._step = memory, step
        self._nothing, self._never, self._at_first = (
            self._tensor(each) for each in (np.zeros_like(never), never, at_first)
        )
        for output in memory.model_outputs:
            step.set_tensor(output.any_name, memory.get_tensor(output))
        self._place = 0

    def answer(
        self, states: NDArray[np.float32], start: Sequence[int], marks: Marks, most: int, cancel: CancelToken
    ) -> tuple[Found, float]:
        cancel.raise_if_cancelled()
        self._memory.infer({0: states}, share_inputs=True)
        self._step.reset_state()
        self._place = 0
        self._set("silence", np.array([marks.silence], np.int32))
        begun = list(start).index(marks.begin) + 1
        cancel.raise_if_cancelled()
        self._run(_same(start[:begun]), _ALL, self._nothing)
        silent = float(np.exp(self._step.get_output_tensor(2).data[0, 0]))
        first = self._run(_same(start[begun:]), _ALL, self._at_first)
        found = search(first, self._next, marks.end, most - len(start), cancel)
        return found, silent

    def _next(self, newest: NDArray[np.int64], beams: NDArray[np.int32]) -> Chances:
        return self._run(newest[:, None], beams, self._never)

    def _run(self, tokens: NDArray[np.int64], beams: NDArray[np.int32], forbidden: Any) -> Chances:
        count = tokens.shape[1]
        places = np.arange(self._place, self._place + count)
        seen = np.arange(self._place + count)[None] <= places[:, None]
        self._set("tokens", tokens)
        self._set("places", places)
        self._set("mask", np.where(seen, np.float32(0), np.float32(-np.inf))[None, None])
        self._set("beams", beams)
        self._step.set_tensor("forbidden", forbidden)
        self._step.infer()
        self._place += count
        values, ids = (self._step.get_output_tensor(index).data.copy() for index in (0, 1))
        return values, ids

    def _set(self, name: str, value: NDArray[Any]) -> None:
        self._step.set_tensor(name, self._tensor(np.ascontiguousarray(value)))


_ALL = np.arange(BEAMS, dtype=np.int32)


def _same(tokens: Sequence[int]) -> NDArray[np.int64]:
    """The same tokens for each beam."""
    return np.tile(np.array(tokens, np.int64), (BEAMS, 1))


def _forbidden(size: int, tokens: Sequence[int]) -> NDArray[np.float32]:
    """What is added to the logits of `size` tokens so that some never come."""
    added = np.zeros(size, np.float32)
    added[list(tokens)] = -np.inf
    return added


def open_decoder(folder: Path, workers: int) -> OpenVinoDecoder | None:
    """The decoder, or None where OpenVINO or weights that it can take are missing: CTranslate2 has one too."""
    try:
        return OpenVinoDecoder(folder, workers)
    except (ImportError, UnknownLayoutError, KeyError, OSError, ValueError, RuntimeError) as error:
        log.info("Whisper's decoder stays in CTranslate2: %s", type(error).__name__)
        return None
