"""Whisper's decoder in OpenVINO, a token at a time: CTranslate2 has one too, which cannot be cancelled while it runs.

The weights are those of CTranslate2's model, rounded to 8 bits for each output as CTranslate2 rounds them. The
cross-attention is kept while a text is decoded, so that the times of words need no second pass.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.model_memory import ModelMemory
from clonyvoice.transcription.beam_search import (
    BEAMS,
    LIKELIEST,
    Chances,
    DecodingSettings,
    Found,
    Look,
    draw,
    search,
)
from clonyvoice.transcription.ctranslate_weights import read_weights
from clonyvoice.transcription.whisper_decoder_graphs import memory_graph, step_graph
from clonyvoice.transcription.whisper_encoder import EncoderStates, stoppable
from clonyvoice.transcription.whisper_network_contract import MAX_TOKENS, Marks

_PIECE = 16
"""Tokens of a prompt that are processed between two checks of the cancel token. Chosen by hand."""


class OpenVinoDecoder:
    """The decoder of the Whisper weights in `folder`. `workers` calls run side by side, one thread each.

    A call that begins while no other computes has all threads: a step of it takes two thirds of the time on two, which
    for several calls side by side would be less work done in all.
    """

    def __init__(self, folder: Path, workers: int, cancel: CancelToken) -> None:
        """Read and compile, in a second. Raises Cancelled, ImportError, UnknownLayoutError, KeyError, OSError."""
        import openvino

        weights = read_weights(folder / "model.bin", "decoder/")
        config = json.loads((folder / "config.json").read_text("utf-8"))
        settings = {
            "INFERENCE_PRECISION_HINT": "f32",
            "INFERENCE_NUM_THREADS": workers,
            "NUM_STREAMS": workers,
            "ENABLE_CPU_PINNING": False,
        }
        together = {**settings, "NUM_STREAMS": 1}
        self._folder, self._settings = folder, together
        self._lock = threading.Lock()
        self._memories: dict[int, Any] = {}
        watched = [(int(layer), int(head)) for layer, head in config["alignment_heads"]]
        cancel.raise_if_cancelled()
        graph = step_graph(weights, watched)
        cancel.raise_if_cancelled()
        step = openvino.Core().compile_model(graph, "CPU", settings)
        cancel.raise_if_cancelled()
        self._running = 0
        self._read_in_steps = ModelMemory()
        self._together: Any = None
        """The request that computes a step on all threads, while no call has it."""
        if workers > 1:
            self._together = openvino.Core().compile_model(graph, "CPU", together).create_infer_request()
        size = len(weights["embeddings/weight"])
        languages = [token for token in config["lang_ids"] if token < size]
        never = config["suppress_ids"]
        self._nothing = openvino.Tensor(np.zeros(size, np.float32))
        self._never = openvino.Tensor(_but(size, never))
        self._at_first = openvino.Tensor(_but(size, [*never, *config["suppress_ids_begin"]]))
        self._languages = openvino.Tensor(_but(size, sorted(set(range(size)) - set(languages))))
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        for _ in range(workers):
            self._idle.put(_Worker(self._memory, step.create_infer_request()))

    def _memory(self, places: int) -> Any:
        """An inference request of `memory_graph` for a sound of `places` states, compiled at the first call."""
        import openvino

        with self._lock:
            if places not in self._memories:
                weights = read_weights(self._folder / "model.bin", "decoder/")
                graph = memory_graph(weights, places)
                self._memories[places] = openvino.Core().compile_model(graph, "CPU", self._settings)
            return self._memories[places].create_infer_request()

    def languages(
        self, sound: EncoderStates, marks: Marks, cancel: CancelToken, *, alone: bool = False
    ) -> dict[int, float]:
        """The likeliest languages' tokens and their probabilities."""
        with self._worker(alone) as worker:
            worker.hear(sound, marks.silence, 1, cancel)
            worker.read([marks.begin], self._languages)
            found = worker.chances(0)
            chances = np.exp(found.logits[0] - found.total[0])
            return {int(token): float(chance) for token, chance in zip(found.ids[0], chances, strict=True)}

    def answer(
        self,
        sound: EncoderStates,
        prompt: Sequence[int],
        marks: Marks,
        cancel: CancelToken,
        *,
        frames: int | None = None,
        most: int = MAX_TOKENS,
        manner: DecodingSettings = LIKELIEST,
        alone: bool = False,
    ) -> DecodedText:
        """The text of the window in at most `most` tokens, those of the prompt included.

        The cross-attention to the first `frames` states of the `sound` is kept (None: to all). `alone`: no other window
        is about to follow, so that all threads may compute this one. Raises Cancelled within a few hundredths of a
        second.
        """
        begun = list(prompt).index(marks.begin)
        with self._worker(alone) as worker:
            worker.hear(sound, marks.silence, manner.beams, cancel)
            frames = sound.states.shape[1] if frames is None else frames
            for at in range(0, begun, _PIECE):
                cancel.raise_if_cancelled()
                worker.read(prompt[at : min(at + _PIECE, begun)], self._nothing)
            cancel.raise_if_cancelled()
            looks = worker.read(prompt[begun : begun + 1], self._nothing, frames)
            silent = worker.silent()
            looks += worker.read(prompt[begun + 1 :], self._at_first, frames)

            def step(newest: NDArray[np.int64], beams: NDArray[np.int32]) -> Chances:
                worker.run(newest[:, None], beams, self._never)
                return worker.chances(frames)

            look_for = draw if manner.temperature else search
            found = look_for(worker.chances(0), step, marks.end, most - len(prompt), cancel, manner)
            self._read_in_steps.after_run(worker.step)
            return DecodedText(found, silent, tuple(looks))

    def likelihood(
        self,
        sound: EncoderStates,
        prompt: Sequence[int],
        tokens: Sequence[int],
        cancel: CancelToken,
        *,
        alone: bool = False,
    ) -> NDArray[np.float64]:
        """The log probability of each of `tokens` after the prompt and the tokens before it, 0 or less.

        One step for each token, a hundredth of a second. Raises Cancelled between steps.
        """
        found = np.zeros(len(tokens))
        given = list(prompt)
        with self._worker(alone) as worker:
            worker.hear(sound, tokens[0], 1, cancel)
            for place, token in enumerate(tokens):
                cancel.raise_if_cancelled()
                worker.look_for(token)
                worker.read(given, self._nothing)
                found[place] = worker.log_probability()
                given = [token]
        return found

    @contextmanager
    def _worker(self, alone: bool) -> Iterator[_Worker]:
        """A worker that no other call has; if `alone` and no other call is under way, it computes on all threads."""
        worker = self._idle.get()
        with self._lock:
            self._running += 1
            together = self._together if alone and self._running == 1 else None
            if together is not None:
                self._together = None
        try:
            with worker.computing_with(together):
                yield worker
        finally:
            with self._lock:
                self._running -= 1
                self._together = together or self._together
            self._idle.put(worker)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text, the probability of no speech, and the attention of the prompt from its start token on.

    A look is [heads, frames]: the cross-attention of the heads that are aligned with the speech, before the softmax.
    """

    found: Found
    silent: float
    looks: tuple[Look, ...]


class _Worker:
    """Inference requests of one thread. A running step is never interrupted: it takes a hundredth of a second."""

    def __init__(self, memory: Callable[[int], Any], step: Any) -> None:
        """`memory` makes requests of `memory_graph` for a number of places, `step` is one of `step_graph`."""
        import openvino

        self._tensor = openvino.Tensor
        self._memory, self.step = memory, step
        self._memories: dict[int, Any] = {}
        self._place = self._places = 0
        self._all: NDArray[np.int32] = np.arange(BEAMS, dtype=np.int32)

    @contextmanager
    def computing_with(self, step: Any | None) -> Iterator[None]:
        """Within, steps are computed by this request in place of the worker's own; None changes nothing."""
        own = self.step
        self.step = own if step is None else step
        try:
            yield
        finally:
            self.step = own

    def hear(self, sound: EncoderStates, silence: int, beams: int, cancel: CancelToken) -> None:
        """Reset the decoder's state to `beams` empty texts, with cross-attention to this sound. Raises Cancelled."""
        places = sound.states.shape[1]
        memory = self._memories.get(places) or self._memories.setdefault(places, self._memory(places))
        stoppable(memory, sound.states, cancel)
        for output in memory.model_outputs:
            self.step.set_tensor(output.any_name, memory.get_tensor(output))
        self._set("weights", sound.weights)
        self.step.reset_state()
        self._place, self._places = 0, places
        self._all = np.arange(beams, dtype=np.int32)
        self.look_for(silence)

    def look_for(self, token: int) -> None:
        """Make the next runs return the probability of this token (of no speech otherwise)."""
        self._set("silence", np.array([token], np.int32))

    def read(self, tokens: Sequence[int], forbidden: Any, frames: int = 0) -> list[Look]:
        """Run the decoder with the same tokens for each beam; the look of each token, none if `frames` is 0."""
        self.run(np.tile(np.array(tokens, np.int64), (len(self._all), 1)), self._all, forbidden)
        looks = self._looks()
        return [looks[:, 0, at, :frames].copy() for at in range(len(tokens))] if frames else []

    def run(self, tokens: NDArray[np.int64], beams: NDArray[np.int32], forbidden: Any) -> None:
        """Run the decoder with each beam's next tokens [beams, n]; `beams` are the earlier beams that they continue."""
        count = tokens.shape[1]
        places = np.arange(self._place, self._place + count)
        seen = np.arange(self._place + count)[None] <= places[:, None]
        self._set("tokens", tokens)
        self._set("places", places)
        self._set("mask", np.where(seen, np.float32(0), np.float32(-np.inf))[None, None])
        self._set("beams", beams)
        self.step.set_tensor("forbidden", forbidden)
        self.step.infer()
        self._place += count

    def chances(self, frames: int) -> Chances:
        """Log probabilities of the next token after the last run, and each beam's cross-attention for the last."""
        looks = self._looks()
        return Chances(
            self._get("logits").copy(),
            self._get("ids").copy(),
            self._get("total")[:, 0].copy(),
            [looks[:, beam, -1, :frames].copy() for beam in self._all],
        )

    def silent(self) -> float:
        """The probability of the token for no speech after the last run."""
        return float(np.exp(self.log_probability()))

    def log_probability(self) -> float:
        """The log probability of the token that `look_for` set, after the last run."""
        return float(self._get("silent")[0, 0] - self._get("total")[0, 0])

    def _looks(self) -> NDArray[np.float32]:
        """The cross-attention of the last run, [heads, beams, tokens, places]."""
        looks = self._get("looks")
        return looks.reshape(len(looks), len(self._all), -1, self._places)

    def _get(self, name: str) -> NDArray[Any]:
        data: NDArray[Any] = self.step.get_tensor(name).data
        return data

    def _set(self, name: str, value: NDArray[Any]) -> None:
        self.step.set_tensor(name, self._tensor(np.ascontiguousarray(value)))


def _but(size: int, tokens: Sequence[int]) -> NDArray[np.float32]:
    """Numbers to add to the logits of `size` tokens: minus infinity for `tokens`, which are then excluded."""
    added = np.zeros(size, np.float32)
    added[tokens] = -np.inf
    return added
