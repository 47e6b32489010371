"""The contract of a network that recognises speech, kept by the one in OpenVINO and the one in CTranslate2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.transcription.beam_search import LIKELIEST, DecodingSettings

MAX_TOKENS = 448
"""Greatest number of tokens of a prompt and its answer together (Whisper's code, `n_text_ctx`)."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Special tokens; tokens below `end` are those of words."""

    begin: int
    end: int
    before: int
    silence: int
    no_times: int


@dataclass(frozen=True, slots=True)
class Prompt:
    """The tokens before an answer: `start` (start mark, language, task), and the text `before` it."""

    start: tuple[int, ...]
    before: tuple[int, ...] = ()

    def tokens(self, marks: Marks) -> list[int]:
        """The whole prompt in the order of the decoder's input."""
        before = [marks.before, *self.before] if self.before else []
        return [*before, *self.start, marks.no_times]


@dataclass(frozen=True, slots=True)
class Answer:
    """A recognised text: the tokens of its words, the mean log probability `score` of all `count` tokens that were
    found, and the probability of no speech (`silent`).

    `notes` is what the network needs for `times`.
    """

    tokens: tuple[int, ...]
    count: int
    score: float
    silent: float
    notes: Any = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Times:
    """The starts of the tokens and, as one more, the end of the last one, in seconds; and their probabilities."""

    starts: NDArray[np.float64]
    chances: NDArray[np.float64]


class Network(Protocol):
    """Whisper. Calls from several threads run in parallel; `sound` is the result of `listen`. All raise Cancelled."""

    def listen(self, samples: Samples, cancel: CancelToken, quick: bool = False) -> Any:
        """The encoder's result for the first 30 s of `samples` (16 kHz), an argument of the other methods.

        `quick` is for partial transcripts: it may be less exact.
        """

    def languages(self, sound: Any, cancel: CancelToken) -> dict[str, float]:
        """The probability of each language, by its code; the unlikely ones may be left out."""

    def answer(
        self,
        sound: Any,
        prompt: Prompt,
        cancel: CancelToken,
        manner: DecodingSettings = LIKELIEST,
        most: int = MAX_TOKENS,
    ) -> Answer:
        """The text of the window in at most `most` tokens, those of the prompt included."""

    def times(self, answer: Answer, cancel: CancelToken) -> Times:
        """The times of the answer's tokens, of which there must be at least one."""

    def likelihood(
        self, sound: Any, prompt: Prompt, tokens: Sequence[int], cancel: CancelToken
    ) -> NDArray[np.float64]:
        """The log probability of each of `tokens` given the prompt and the tokens before it, 0 or less."""
