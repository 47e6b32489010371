"""The answers of Whisper's network, and the checks that they must pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from clonyvoice.core.cancel import CancelToken
from clonyvoice.transcription.beam_search import LIKELIEST, DecodingSettings
from clonyvoice.transcription.repetitions import compression
from clonyvoice.transcription.transcript import Word
from clonyvoice.transcription.whisper_network_contract import MAX_TOKENS, Answer, Network, Prompt

_REPETITIVE = 2.4
"""Compression ratio above which an answer repeats itself (Whisper's code, `transcribe.py`)."""
UNLIKELY: Final = -1.0
"""Mean log probability below which an answer is rejected (Whisper's code, `transcribe.py`)."""
_NO_SPEECH = 0.6
"""Probability above which there may be no speech (Whisper's code, `transcribe.py`)."""
_QUICK: Final = DecodingSettings(beams=1)
_FASTEST, _SPARE = 8, 8
"""Greatest number of tokens in a second of speech, and tokens that any answer may have besides. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class WindowTranscript:
    """The transcript of a window; the times of `words` are in seconds from the start of the window."""

    words: tuple[Word, ...]
    avg_logprob: float
    no_speech_prob: float
    compression_ratio: float
    temperature: float
    clipped: bool = False
    """Whether the answer has the greatest length of the model, so that more may have been said."""
    repeated: bool = False
    """Whether the text repeats itself, and so does the sound."""
    language: str = ""

    @property
    def looping(self) -> bool:
        """Whether the text repeats itself although the sound does not."""
        return self.compression_ratio > _REPETITIVE and not self.repeated


_ATTEMPTS = (
    LIKELIEST,
    DecodingSettings(unrepeated=3, penalty=1.1),
    DecodingSettings(temperature=0.4),
    DecodingSettings(temperature=0.8),
)


def answered(
    network: Network,
    tokenizer: Any,
    sound: Any,
    prompt: Prompt,
    length: int,
    cancel: CancelToken,
    repeated: Callable[[Answer], bool] = lambda _: False,
) -> tuple[Answer, WindowTranscript]:
    """The first answer that is likely and repeats itself no more than the sound does (`repeated`), or
    the best of all that were tried.

    `length` are the prompt's tokens.
    """
    best: tuple[Answer, WindowTranscript] | None = None
    for manner in _ATTEMPTS:
        answer, heard = _one(network, tokenizer, sound, prompt, length, cancel, manner)
        if _silent(heard):
            return replace(answer, tokens=()), replace(heard, clipped=False, compression_ratio=1.0)
        if heard.avg_logprob >= UNLIKELY and not heard.clipped:
            if heard.looping and answer.tokens:
                heard = replace(heard, repeated=repeated(answer))
            if not heard.looping:
                return answer, heard
        if best is None or _rank(heard) > _rank(best[1]):
            best = answer, heard
    assert best is not None
    return best


def glimpsed(
    network: Network,
    tokenizer: Any,
    sound: Any,
    seconds: float,
    prompt: Prompt,
    length: int,
    cancel: CancelToken,
) -> tuple[Answer, WindowTranscript] | None:
    """The answer of a greedy search, in a third of the time; None for one that fails the checks."""
    most = min(MAX_TOKENS, length + _SPARE + round(_FASTEST * seconds))
    answer, heard = _one(network, tokenizer, sound, prompt, length, cancel, _QUICK, most)
    if _silent(heard):
        return replace(answer, tokens=()), heard
    return None if heard.looping or heard.clipped or heard.avg_logprob < UNLIKELY else (answer, heard)


def _one(
    network: Network,
    tokenizer: Any,
    sound: Any,
    prompt: Prompt,
    length: int,
    cancel: CancelToken,
    manner: DecodingSettings,
    most: int = MAX_TOKENS,
) -> tuple[Answer, WindowTranscript]:
    answer = network.answer(sound, prompt, cancel, manner, most)
    likely = answer.score * answer.count / (answer.count + 1)
    ratio = compression(tokenizer.decode(list(answer.tokens)).strip())
    clipped = length + answer.count >= most - 1
    return answer, WindowTranscript((), likely, answer.silent, ratio, manner.temperature, clipped)


def _silent(heard: WindowTranscript) -> bool:
    return heard.no_speech_prob > _NO_SPEECH and heard.avg_logprob < UNLIKELY


def _rank(heard: WindowTranscript) -> tuple[bool, bool, float]:
    return not heard.looping, not heard.clipped, heard.avg_logprob
