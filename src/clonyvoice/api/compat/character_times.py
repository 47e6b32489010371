"""Times of characters from the exact times of words, in the form of ElevenLabs' `with-timestamps` routes."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from clonyvoice.speech.model import Word

_BYTES: Final = 3 << 18
"""Bytes of sound that are encoded at a time, a multiple of three: a millisecond. Chosen by hand."""
_VALUES: Final = 4096
"""Values of a list that are encoded at a time: two milliseconds. Chosen by hand."""


class CharacterClock:
    """The times of each character of a text, in order, computed as word times arrive.

    Within a word time runs evenly; what stands between two words (spaces, punctuation) fills the time between them.
    `skipped` are offsets in the text that are not sent: the line breaks that join the texts of a dialogue.
    """

    def __init__(self, text: str, skipped: Sequence[int] = ()) -> None:
        self._text, self._skipped = text, frozenset(skipped)
        self._at = 0
        self._until = 0.0

    def words(self, words: Sequence[Word]) -> dict[str, Any] | None:
        """The characters up to the end of the last of `words`, which go on from those before; None for none."""
        told: list[tuple[str, float, float]] = []
        for word in words:
            told += self._stretch(word.start_char, word.start)
            told += self._stretch(word.end_char, word.end)
        return _shown(told)

    def rest(self, end: float) -> dict[str, Any] | None:
        """The characters after the last word, up to the end of the sound in seconds; None for none."""
        return _shown(list(self._stretch(len(self._text), end)))

    def _stretch(self, until: int, time: float) -> Iterator[tuple[str, float, float]]:
        """The characters before offset `until`, spread over the time from the last ones to `time`."""
        count = until - self._at
        time = max(time, self._until)
        step = (time - self._until) / count if count > 0 else 0.0
        for index in range(count):
            if self._at + index not in self._skipped:
                start = self._until + index * step
                yield self._text[self._at + index], round(start, 4), round(start + step, 4)
        self._at, self._until = max(self._at, until), time


def alignment(text: str, words: Sequence[Word], end: float, skipped: Sequence[int] = ()) -> dict[str, Any]:
    """All characters of `text` with the times of their starts and ends, for a sound that ends at `end` seconds."""
    clock = CharacterClock(text, skipped)
    parts = [part for part in (clock.words(words), clock.rest(end)) if part is not None]
    names = ("characters", "character_start_times_seconds", "character_end_times_seconds")
    return {name: [value for part in parts for value in part[name]] for name in names}


def timed_json(sound: bytes, times: dict[str, Any] | None, more: Mapping[str, Any]) -> bytes:
    """The JSON object with sound in base64, the times of its characters (see `alignment`), and the fields of `more`.

    For a thread: made in short steps, since no other thread runs during one call of the encoders.
    """
    audio = b"".join(base64.b64encode(sound[at : at + _BYTES]) for at in range(0, len(sound), _BYTES))
    if times is None:
        told = b"null"
    else:
        told = b"{" + b", ".join(_member(name, values) for name, values in times.items()) + b"}"
    rest = b"".join(b", " + json.dumps({name: value}).encode()[1:-1] for name, value in more.items())
    return b'{"audio_base64": "%b", "alignment": %b, "normalized_alignment": %b%b}' % (
        audio,
        told,
        told,
        rest,
    )


def _member(name: str, values: Sequence[object]) -> bytes:
    parts = (json.dumps(values[at : at + _VALUES])[1:-1] for at in range(0, len(values), _VALUES))
    return f'"{name}": [{", ".join(parts)}]'.encode()


def _shown(told: Sequence[tuple[str, float, float]]) -> dict[str, Any] | None:
    if not told:
        return None
    return {
        "characters": [character for character, _, _ in told],
        "character_start_times_seconds": [start for _, start, _ in told],
        "character_end_times_seconds": [end for _, _, end in told],
    }
