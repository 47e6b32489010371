"""Selected words of a line regenerated: the line is generated again and the words are cut into the existing take.

The whole line is said, not the words alone, so that their melody and their sounds fit those around them. Cuts are
at the quietest place between two words, with a short cross-fade; outside of them the take keeps its samples.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from clonyvoice.audio import gain, limit, resample
from clonyvoice.audio.joining import SEAM_SECONDS, cross_fade
from clonyvoice.core.audio import Audio
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.projects.document import Document, fingerprint
from clonyvoice.projects.document_items import Item
from clonyvoice.projects.takes import Take, TakeWord
from clonyvoice.projects.takes_from_generations_splits import moved, quietest

_REACH: Final = 0.02
"""Seconds into the neighbouring words in which a cut is looked for where words touch. Chosen by hand."""
_SILENT: Final = 1e-8
"""Mean square (-80 dB) from which words are loud enough to be compared. Chosen by hand."""
_MOST_GAIN: Final = 6.0
"""Decibels by which the level of the new words is moved at most. Chosen by hand."""


class WordsNotRetakable(InvalidRequest):
    """Words of a line that cannot be regenerated separately."""

    code = "words_not_retakable"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"These words cannot be regenerated on their own: {reason}. Generate the whole line instead.",
            param="words",
        )


@dataclass(frozen=True, slots=True)
class RetakenWords:
    """The words `first` to before `last` of a take, to be replaced, and their place in the line's present text."""

    first: int
    last: int
    start_char: int
    end_char: int


def words_to_retake(document: Document, line: Item, take: Take, start: int, end: int) -> RetakenWords:
    """The words of a line's take that overlap the characters from `start` to before `end` of its text.

    The take fits the line, but for these characters: they may be others than those that were said. Raises
    WordsNotRetakable.
    """
    text = str(line.data["text"])
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise WordsNotRetakable("there is no word at these places of the line's text")
    if not take.words:
        raise WordsNotRetakable("the words of the line's take have no times")
    longer = len(text) - len(take.text)
    until = end - longer
    if start > until or take.text[:start] != text[:start] or take.text[until:] != text[end:]:
        raise WordsNotRetakable("the line's text was changed elsewhere, too, since its take was made")
    as_said = Item(line.id, "line", line.position, {**line.data, "text": take.text})
    made_of = document.takes.get(take.id)
    if made_of is None or made_of.fingerprint != fingerprint(document, as_said):
        raise WordsNotRetakable("the line's voice, or how it is said, was changed since its take was made")
    touched = [
        n for n, word in enumerate(take.words) if word["end_char"] > start and word["start_char"] < until
    ]
    if not touched:  # words that were put in between two others
        place = sum(1 for word in take.words if word["end_char"] <= start)
        return RetakenWords(place, place, start, end)
    first, last = take.words[touched[0]], take.words[touched[-1]]
    return RetakenWords(
        touched[0],
        touched[-1] + 1,
        min(start, first["start_char"]),
        max(end, last["end_char"] + longer),
    )


def retaken(
    take: Take, sound: Audio, replaced: RetakenWords, again: Audio, words: Sequence[TakeWord], text: str
) -> tuple[Audio, list[TakeWord]]:
    """The take's sound and words, some of them replaced by those of `again`, a new rendering with its `words`.

    Times of the words before stay, those of the words behind are moved by as much as the new ones last longer. The
    level of the new ones is moved as the rest of the line differs. Raises WordsNotRetakable.
    """
    rate = sound.sample_rate
    again = resample(again, rate)
    within = [
        n
        for n, word in enumerate(words)
        if word["end_char"] > replaced.start_char and word["start_char"] < replaced.end_char
    ]
    if not within:
        raise WordsNotRetakable("nothing is said at these places")
    first, last = within[0], within[-1] + 1
    begin, end = _cut(sound, take.words, replaced.first), _cut(sound, take.words, replaced.last)
    new_begin, new_end = _cut(again, words, first), _cut(again, words, last)
    levels = (
        _level(sound, [*take.words[: replaced.first], *take.words[replaced.last :]]),
        _level(again, [*words[:first], *words[last:]]),
    )
    if levels[0] is not None and levels[1] is not None:
        again = limit(gain(again, min(_MOST_GAIN, max(-_MOST_GAIN, levels[0] - levels[1]))))
    half = round(SEAM_SECONDS * rate) // 2
    left = min(half, begin, new_begin, (new_end - new_begin) // 2, len(sound.samples) - begin)
    right = min(half, len(sound.samples) - end, len(again.samples) - new_end, (new_end - new_begin) // 2, end)
    middle = again.samples[new_begin - left : new_end + right]
    joined = cross_fade(sound.samples[: begin + left], middle, 2 * left)
    joined = cross_fade(joined, sound.samples[end - right :], 2 * right)
    later = (new_end - new_begin) - (end - begin)
    found = [
        *take.words[: replaced.first],
        *moved(words[first:last], (new_begin - begin) / rate, 0),
        *moved(take.words[replaced.last :], -later / rate, len(take.text) - len(text)),
    ]
    return Audio(joined, rate), found


def columns_of_retake(
    take: Take, sound: Audio, replaced: RetakenWords, found: dict[str, Any], again: Audio
) -> tuple[dict[str, Any], Audio]:
    """The columns of the new take's row, and its sound; `found` and `again` are those of the regenerated line.

    Raises WordsNotRetakable.
    """
    audio, words = retaken(take, sound, replaced, again, found["words"], found["text"])
    of = {
        "take_id": take.id, "start_char": replaced.start_char, "end_char": replaced.end_char, "seed": found["seed"],
    }  # fmt: skip
    settings = {name: value for name, value in take.settings.items() if name not in ("job", "variant")}
    return {
        **found,
        "sample_rate": audio.sample_rate,
        "samples": len(audio.samples),
        "words": [dict(word) for word in words],
        "seed": take.seed,
        "settings": {**settings, "retake": of},
    }, audio


def _cut(sound: Audio, words: Sequence[TakeWord], place: int) -> int:
    """The sample at which the words from `place` on are cut off: the quietest before them, or an end of the sound."""
    if place == 0:
        return 0
    if place == len(words):
        return len(sound.samples)
    before, after = words[place - 1], words[place]
    begin, end = before["end"], after["start"]
    if end - begin < _REACH:
        begin, end = max(before["start"], begin - _REACH), min(after["end"], end + _REACH)
    return quietest(sound, begin, end)


def _level(sound: Audio, words: Sequence[TakeWord]) -> float | None:
    """The level of some words of a sound in decibels; None if there are none, or they are silent."""
    rate = sound.sample_rate
    parts = [sound.samples[round(word["start"] * rate) : round(word["end"] * rate)] for word in words]
    power = (
        float(np.mean(np.square(np.concatenate(parts), dtype=np.float64))) if any(map(len, parts)) else 0.0
    )
    return 10 * math.log10(power) if power > _SILENT else None
