"""The transcript check: a generation is transcribed and compared with its text, by pronunciation."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol, TypeAlias

from clonyvoice.audio import resample
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.speech.audio_files import read_take
from clonyvoice.speech.model import Chunk, Generation
from clonyvoice.speech.request import ChunkNotFound, NotSpokenYet
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.text import markup
from clonyvoice.text.edits import edit_distance
from clonyvoice.text.errors import UnknownLanguage
from clonyvoice.text.phonemes import phonemise

FLAGGED = 0.16
"""Share of sounds that differ from which on a chunk is flagged.

What Whisper base mishears of good speech is below.
"""
FLAGGED_TRANSFERRED = 0.32
"""The same for languages spoken by phoneme transfer, and those that Whisper base hears badly."""
_HARD = frozenset({"ko", "ru", "hi", "de", "zh", "ja"})
_HEARD_RATE = 16_000
_WEAK_MARKS = str.maketrans("", "", "ˈˌː- \n")


class Heard(Protocol):
    """The transcript of a sound."""

    @property
    def text(self) -> str:
        """The words."""
        ...


Hear: TypeAlias = Callable[[Audio, str | None, CancelToken], Heard]
"""Writes down a sound at 16 kHz: (sound, language, cancel)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that were heard otherwise than written; either may be empty. Seconds in the joined sound."""

    expected: str
    heard: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class CheckedChunk:
    """A chunk as it was heard. `difference` is the share of sounds that differ, 0-1 and more."""

    index: int
    text: str
    heard: str
    wer: float
    difference: float
    flagged: bool
    differences: tuple[Difference, ...]


def check(
    generation: Generation,
    blobs: BlobStore,
    hear: Hear,
    slot: Callable[[], AbstractContextManager[None]],
    cancel: CancelToken,
    index: int | None = None,
) -> tuple[CheckedChunk, ...]:
    """Every chunk (or one) transcribed back and compared with its text, by how both are pronounced.

    So `$5` is `five dollars`, and words that sound alike do not count. Raises NotSpokenYet, ChunkNotFound,
    Cancelled, and what the listener raises.
    """
    if generation.status != "done":
        raise NotSpokenYet(generation.status)
    chosen = [chunk for chunk in generation.chunks if index is None or chunk.index == index]
    if not chosen and index is not None:
        raise ChunkNotFound(index)
    checked = []
    for chunk in chosen:
        take = chunk.active
        if take is None or take.duration == 0:
            continue
        audio = resample(read_take(blobs, take), _HEARD_RATE)
        with slot():
            heard = hear(audio, chunk.language.split("-")[0], cancel).text.strip()
        cancel.raise_if_cancelled()
        checked.append(compared(chunk, heard))
    return tuple(checked)


def compared(chunk: Chunk, heard: str) -> CheckedChunk:
    """The chunk against what was heard of it."""
    expected = markup.plain(chunk.text).strip()
    language = chunk.language.split("-")[0]
    said, got = sounds(expected, language), sounds(heard, language)
    distance = edit_distance(said, got) / max(1, len(said))
    ours, theirs = _words(expected), _words(heard)
    limit = FLAGGED_TRANSFERRED if language in _HARD else FLAGGED
    return CheckedChunk(
        index=chunk.index,
        text=chunk.text,
        heard=heard,
        wer=round(edit_distance(ours, theirs) / max(1, len(ours)), 4),
        difference=round(distance, 4),
        flagged=distance > limit,
        differences=_differences(chunk, ours, theirs, language),
    )


def sounds(text: str, language: str) -> str:
    """The phonemes of a text without stress, length and pauses; its letters where it cannot be pronounced."""
    try:
        words = phonemise(text, language)
    except UnknownLanguage:
        words = ()
    if not words:
        return "".join(char for char in text.casefold() if char.isalnum())
    return "".join(word.phonemes for word in words).translate(_WEAK_MARKS)


def _words(text: str) -> list[str]:
    kept = "".join(char if char.isalnum() or char in "'’" else " " for char in text.casefold())
    words = [word.strip("'’") for word in kept.split()]
    out: list[str] = []
    for word in words:
        # Scripts without spaces are compared letter by letter.
        out += list(word) if any("\u3040" <= char <= "\u9fff" for char in word) else [word]
    return out


def _differences(chunk: Chunk, ours: list[str], theirs: list[str], language: str) -> tuple[Difference, ...]:
    """The stretches of words that sound otherwise than written."""
    take = chunk.active
    timed = list(take.words) if take else []
    start = chunk.start or 0.0
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        expected, heard = " ".join(ours[a:b]), " ".join(theirs[c:d])
        if kind == "equal" or sounds(expected or " ", language) == sounds(heard or " ", language):
            continue
        # Words are timed as written; where the two counts differ the place is near enough to be looked at.
        first = timed[min(round(a / max(1, len(ours)) * len(timed)), len(timed) - 1)] if timed else None
        last = (
            timed[min(round(max(a, b - 1) / max(1, len(ours)) * len(timed)), len(timed) - 1)]
            if timed
            else None
        )
        found.append(
            Difference(
                expected,
                heard,
                round(start + first["start"], 3) if first else start,
                round(start + last["end"], 3) if last else start,
            )
        )
    return tuple(found)
