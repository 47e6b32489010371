"""Repetitions in a transcript: those that were said kept, and loops of the model removed."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Samples
from clonyvoice.transcription.speech_windows import Window
from clonyvoice.transcription.transcript import Word
from clonyvoice.transcription.word_likelihoods_missed_speech import UNHEARD

_PHRASE = 16
"""Greatest number of words of a phrase whose repetitions are counted. Chosen by hand."""
_LEVEL = 320
"""Samples of a frame of which the level is measured: 20 ms."""
_LEAST_CHAR = 0.025
"""Least seconds that a spoken character takes: forty a second. Chosen by hand."""
_SLOWEST, _DENSE = 6.0, 2.5
"""Characters a second below which words are missing (slow reading has ten), and what a Chinese one, a kana or a
Korean syllable counts. Chosen by hand."""
_SOFT, _MOVING, _SURE = 0.15, 2.0, 0.3
"""Shares of loudness, and a probability, from which a repeated word was spoken. Chosen by hand."""


def compression(text: str) -> float:
    """The compression ratio of `text`: its bytes over its compressed bytes. Ordinary speech is below 2.4."""
    data = text.encode()
    return len(data) / len(zlib.compress(data)) if data else 1.0


def without_loops(words: Sequence[Word], window: Window, most: int = 3) -> tuple[Word, ...]:
    """The words without the model's loops: phrases of up to 8 words, said more than `most` times in a row, of which
    the sound of the window has fewer. A repetition that is really said has its own time and its own sound.
    """
    out = list(words)
    for size in range(1, _PHRASE + 1):
        at = 0
        while at + size * (most + 1) <= len(out):
            times = _times(out, at, size)
            if times > most:
                rounds = [out[at + n * size : at + (n + 1) * size] for n in range(times)]
                heard = _heard(rounds, window)
                kept = times if all(heard) else max(min(most, times), sum(heard))
                chosen = (
                    rounds if all(heard) else [one for one, said in zip(rounds, heard, strict=True) if said]
                )
                chosen = (chosen + [one for one in rounds if one not in chosen])[:kept]
                out[at : at + times * size] = [word for one in rounds if one in chosen for word in one]
                at += max(0, kept - 1) * size
            at += 1
    return tuple(out)


def loops(words: Sequence[Word], window: Window, most: int = 3) -> bool:
    """Whether a phrase repeats more than `most` times in a row and more often than the sound supports."""
    return len(without_loops(words, window, most)) < len(words)


def sparse(words: Sequence[Word]) -> bool:
    """Whether the words last much longer than speech takes: a repeated phrase that was transcribed once."""
    seconds = sum(word.end - word.start for word in words)
    chars = sum(_DENSE if char > "\u2fff" else 1.0 for word in words for char in word.text.strip())
    return seconds > UNHEARD and chars < _SLOWEST * seconds


def echoing(words: Sequence[Word]) -> bool:
    """Whether a phrase of two words or more is repeated: Whisper often transcribes fewer repetitions than there are."""
    return any(
        _times(words, at, size) > 1
        for size in range(2, min(_PHRASE, len(words) // 2) + 1)
        for at in range(len(words) - 2 * size + 1)
    )


def unrepeated(text: str) -> str:
    """The text without phrases told three times in a row or more, and without single words told four times or more.

    Whisper tells a text before that repeats itself once more, also where nothing is said.
    """
    words = [Word(word, 0.0, 0.0, 1.0) for word in text.split()]
    for size in range(1, _PHRASE + 1):
        at = 0
        while at + 2 * size <= len(words):
            times = _times(words, at, size)
            if times > (3 if size == 1 else 2):
                del words[at : at + times * size]
            else:
                at += 1
    return " ".join(word.text for word in words)


def _times(words: Sequence[Word], at: int, size: int) -> int:
    """The number of times that the phrase of `size` words at `at` occurs in a row."""
    phrase, times = _plain(words[at : at + size]), 1
    while _plain(words[at + times * size : at + (times + 1) * size]) == phrase:
        times += 1
    return times


def _heard(rounds: Sequence[Sequence[Word]], window: Window) -> list[bool]:
    """The repetitions of a phrase that are in the sound: long enough to be said, about as long as the others, within
    speech, and as loud as speech in the window is.
    """
    lengths = [one[-1].end - one[0].start for one in rounds]
    usual = float(np.median(lengths))
    chars = sum(len(word.text.strip()) for word in rounds[0])
    least = max(_LEAST_CHAR * chars, 0.3 * usual)
    loud = float(np.percentile(_levels(window.samples), 90)) if len(window.samples) >= _LEVEL else 0.0
    out = []
    for one, length in zip(rounds, lengths, strict=True):
        start, end = one[0].start, one[-1].end
        spoken = sum(max(0.0, min(end, high) - max(start, low)) for low, high in window.speech)
        levels = _levels(window.samples[round(start * 16_000) : round(end * 16_000)])
        sounding = len(levels) > 0 and float(levels.max()) > _SOFT * loud
        # The level of speech varies; the sound of a model's loop is often steady noise or silence.
        moving = len(levels) > 2 and float(levels.max()) > _MOVING * float(np.percentile(levels, 20))
        sure = float(np.mean([word.probability for word in one])) > _SURE
        out.append(length >= least and spoken >= 0.5 * length and sounding and moving and sure)
    return out


def _levels(samples: Samples) -> NDArray[np.float64]:
    """RMS of each 20 ms."""
    count = len(samples) // _LEVEL
    power = np.mean(samples[: count * _LEVEL].reshape(count, _LEVEL).astype(np.float64) ** 2, axis=1)
    return np.asarray(np.sqrt(power), np.float64)


def _plain(words: Sequence[Word]) -> list[str]:
    return [word.text.strip().strip(".,!?").lower() for word in words]
