"""The likelihood of words in sound, and speech that a transcript has no words for: what to hear again, where to cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from clonyvoice.core.audio import Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.transcription.speech_windows import Window
from clonyvoice.transcription.transcript import Word
from clonyvoice.transcription.whisper_network_contract import MAX_TOKENS, Network, Prompt

_START = 8
"""Tokens of a prompt without text, at most. Chosen by hand."""
UNHEARD = 2.5
"""Seconds of speech without a word after which a window is decoded again from there. Chosen by hand."""


def word_likelihoods(
    network: Network, tokens: Any, samples: Samples, text: str, language: str, cancel: CancelToken
) -> tuple[tuple[str, float], ...]:
    """The log probability of each word of `text` in the first 30 s of `samples` (16 kHz), given the words before it.

    It tests whether a name may have been said, not only whether it is the likeliest. Words are those of Whisper's
    tokenizer (`tokens`), which joined are the text; each value is the sum of its tokens', 0 or less. Raises Cancelled.
    """
    from faster_whisper.tokenizer import Tokenizer

    tokenizer = Tokenizer(tokens, multilingual=True, task="transcribe", language=language)
    given = tokenizer.encode(" " + text.strip())[: MAX_TOKENS - _START]
    if not given:
        return ()
    sound = network.listen(samples, cancel)
    chances = network.likelihood(sound, Prompt(tuple(tokenizer.sot_sequence)), given, cancel)
    said, parts = tokenizer.split_to_word_tokens([*given, tokenizer.eot])
    edges = np.cumsum([0, *map(len, parts)])
    return tuple(
        (word, float(chances[first:last].sum()))
        for word, first, last in zip(said[:-1], edges[:-2], edges[1:-1], strict=True)
    )


_BEGUN, _SAID = 0.25, 0.4
"""Share of a window in which the words of its beginning end, and seconds of a stretch of speech that holds words.
Chosen by hand."""


def unheard(window: Window, words: Sequence[Word], least: float = UNHEARD) -> list[tuple[float, float]]:
    """Stretches in the window that no word covers, with more than `least` seconds of speech."""
    edges = [0.0, *[time for word in words for time in (word.start, word.end)], window.seconds]
    out = []
    for silent_from, silent_to in zip(edges[::2], edges[1::2], strict=True):
        spoken = sum(max(0.0, min(silent_to, high) - max(silent_from, low)) for low, high in window.speech)
        if spoken > least:
            out.append((silent_from, silent_to))
    return out


def begun(window: Window, words: Sequence[Word]) -> bool:
    """Whether the words stop near the window's beginning although speech comes again after pauses: of a phrase that is
    said again and again Whisper sometimes transcribes the first one only.
    """
    if not words or words[-1].end > _BEGUN * window.seconds:
        return False
    later = [high - max(low, words[-1].end) for low, high in window.speech if high > words[-1].end]
    return sum(seconds > _SAID for seconds in later) > 1


def quiet_middle(window: Window) -> float:
    """The place to cut the window in two: its quietest quarter second between a third and two thirds."""
    rate = 16_000
    step = rate // 4
    first, last = len(window.samples) // 3, 2 * len(window.samples) // 3
    places = range(first, max(first + 1, last - step), step // 2)
    levels = [float(np.mean(window.samples[at : at + step] ** 2)) for at in places]
    return (first + int(np.argmin(levels)) * (step // 2) + step // 2) / rate
