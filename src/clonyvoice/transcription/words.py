"""Words as they are handed out: with their marks, within the speech, without loops; and speech that has none."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from clonyvoice.transcription.transcript import Word
from clonyvoice.transcription.windows import Window

_UNHEARD = 2.5
"""Seconds of speech without a word after which a window is decoded again from there."""


def compression(text: str) -> float:
    """How much `text` repeats itself: its bytes over its compressed bytes. Ordinary speech is below 2.4."""
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
    """Where to cut the window in two: its quietest quarter second between a third and two thirds."""
    rate = 16_000
    step = rate // 4
    first, last = len(window.samples) // 3, 2 * len(window.samples) // 3
    places = range(first, max(first + 1, last - step), step // 2)
    levels = [float(np.mean(window.samples[at : at + step] ** 2)) for at in places]
    return (first + int(np.argmin(levels)) * (step // 2) + step // 2) / rate


def without_loops(words: Sequence[Word], most: int = 2) -> tuple[Word, ...]:
    """The words without phrases of up to 8 words said more than `most` times in a row: the model's loops."""
    out = list(words)
    for size in range(1, 9):
        at = 0
        while at + size * (most + 1) <= len(out):
            phrase = _plain(out[at : at + size])
            times = 1
            while _plain(out[at + times * size : at + (times + 1) * size]) == phrase:
                times += 1
            if times > most:
                del out[at + most * size : at + times * size]
            at += 1
    return tuple(out)


def _plain(words: Sequence[Word]) -> list[str]:
    return [word.text.strip().strip(".,!?").lower() for word in words]
