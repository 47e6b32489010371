"""Words as they are handed out: with their marks, within the speech, without loops; and speech that has none."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.transcription.network import MAX_TOKENS, Network, Prompt
from clonyvoice.transcription.transcript import Word
from clonyvoice.transcription.windows import Window

_PHRASE = 16
"""Words of a phrase whose repetitions are looked at. Chosen by hand."""
_LEVEL = 320
"""Samples of a frame whose level is looked at: 20 ms."""
_LEAST_CHAR = 0.025
"""Seconds for a character below which nobody speaks: forty a second. Chosen by hand."""
_SLOWEST, _DENSE = 6.0, 2.5
"""Characters a second below which words are missing (slow reading has ten), and what a Chinese one, a kana or a
Korean syllable counts. Chosen by hand."""
_SOFT, _MOVING, _SURE = 0.15, 2.0, 0.3
"""Shares of loudness, and a probability, from which a repeated word was spoken. Chosen by hand."""
_START = 8
"""Tokens of a prompt without text, at most. Chosen by hand."""
_UNHEARD = 2.5
"""Seconds of speech without a word after which a window is decoded again from there. Chosen by hand."""


def compression(text: str) -> float:
    """The compression ratio of `text`: its bytes over its compressed bytes. Ordinary speech is below 2.4."""
    data = text.encode()
    return len(data) / len(zlib.compress(data)) if data else 1.0


def timed(aligned: Sequence[Word], window: Window) -> tuple[Word, ...]:
    """Words with their marks, each within the speech that it belongs to, in order; marks may be words of their own."""
    out: list[Word] = []
    opening = ""
    for item in aligned:
        text = item.text
        bare = text.strip()
        if not bare:
            continue
        if all(unicodedata.category(char).startswith("P") for char in bare):
            if out and not _opens(text):
                out[-1] = replace(out[-1], text=out[-1].text + text.strip())
            else:
                opening += text
            continue
        start, end = _within_speech(item.start, item.end, window)
        start = max(start, out[-1].end if out else 0.0)
        end = min(max(end, start + 0.02), max(window.seconds, start))
        if opening:
            text = opening.rstrip() + text.lstrip()
            opening = ""
        out.append(Word(text, start, end, round(item.probability, 4)))
    return tuple(out)


def _opens(text: str) -> bool:
    mark = text.strip()[-1]
    if unicodedata.category(mark) in {"Ps", "Pi"} or mark in "¿¡":
        return True
    return mark in "\"'" and text.startswith(" ")


def _within_speech(start: float, end: float, window: Window) -> tuple[float, float]:
    """The time of a word without the silence that the alignment gave to it, by the speech detector."""
    best, overlap = (start, end), 0.0
    for low, high in window.speech:
        common = min(end, high) - max(start, low)
        if common > overlap:
            overlap, best = common, (max(start, low), min(end, high))
    return best


def word_likelihoods(
    network: Network, tokens: Any, samples: Samples, text: str, language: str, cancel: CancelToken
) -> tuple[tuple[str, float], ...]:
    """The log probability of each word of `text` in the first 30 s of `samples` (16 kHz), given the words before it.

    It says whether a name may have been said, not only whether it is the likeliest. Words as Whisper's tokenizer
    (`tokens`) parts them, which joined are the text; of each the sum of its tokens', 0 or less. Raises Cancelled.
    """
    from faster_whisper.tokenizer import Tokenizer

    tokenizer = Tokenizer(tokens, multilingual=True, task="transcribe", language=language)
    given = tokenizer.encode(" " + text.strip())[: MAX_TOKENS - _START]
    if not given:
        return ()
    sound = network.listen(samples, cancel, whole=True)
    chances = network.likelihood(sound, Prompt(tuple(tokenizer.sot_sequence)), given, cancel)
    said, parts = tokenizer.split_to_word_tokens([*given, tokenizer.eot])
    edges = np.cumsum([0, *map(len, parts)])
    return tuple(
        (word, float(chances[first:last].sum()))
        for word, first, last in zip(said[:-1], edges[:-2], edges[1:-1], strict=True)
    )


def unheard(window: Window, words: Sequence[Word]) -> list[tuple[float, float]]:
    """Stretches of speech in the window that no word covers."""
    edges = [0.0, *[time for word in words for time in (word.start, word.end)], window.seconds]
    out = []
    for silent_from, silent_to in zip(edges[::2], edges[1::2], strict=True):
        spoken = sum(max(0.0, min(silent_to, high) - max(silent_from, low)) for low, high in window.speech)
        if spoken > _UNHEARD:
            out.append((silent_from, silent_to))
    return out


def quiet_middle(window: Window) -> float:
    """The place to cut the window in two: its quietest quarter second between a third and two thirds."""
    rate = 16_000
    step = rate // 4
    first, last = len(window.samples) // 3, 2 * len(window.samples) // 3
    places = range(first, max(first + 1, last - step), step // 2)
    levels = [float(np.mean(window.samples[at : at + step] ** 2)) for at in places]
    return (first + int(np.argmin(levels)) * (step // 2) + step // 2) / rate


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
    return seconds > _UNHEARD and chars < _SLOWEST * seconds


def echoing(words: Sequence[Word]) -> bool:
    """Whether a phrase of two words or more is repeated: Whisper often transcribes fewer repetitions than there are."""
    return any(
        _times(words, at, size) > 1
        for size in range(2, min(_PHRASE, len(words) // 2) + 1)
        for at in range(len(words) - 2 * size + 1)
    )


def _times(words: Sequence[Word], at: int, size: int) -> int:
    """The number of times that the phrase of `size` words at `at` comes in a row."""
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
        # Speech comes and goes; what a model loops on is often as even as noise, or nothing at all.
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
