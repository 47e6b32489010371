"""The transcript check: a generation is transcribed and compared with its text, by pronunciation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol, TypeAlias

from clonyvoice.audio import resample
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.job_state import JobState
from clonyvoice.speech.errors import ChunkNotFound, NotSpokenYet
from clonyvoice.speech.generation_audio_files import read_take
from clonyvoice.speech.model import Generation
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.text import inline_markup
from clonyvoice.text.edit_distance_word_alignment import WordMatch, edit_distance, word_matches

SOUNDS_LIKE = 0.25
"""Share of a word's sounds that may differ for it to be right, whatever the recogniser holds likely.
Chosen by hand."""
UNLIKELY = -10.0
"""Log probability of a word with other sounds below which Whisper base did not hear it: of 19 words that were exchanged
for others the likeliest had -12.8, of those that it only spelled otherwise the least likely -8 (English and Korean,
`benchmarks/transcript_check.py`)."""
_ALIKE = 4.0
"""Further log probability that a word may lack all of whose sounds were heard; in proportion for a share of them.
Chosen by hand."""
_TOO_MUCH = 0.16
"""Share of a chunk's sounds that may be heard in words that nobody wrote. Chosen by hand."""
_HEARD_RATE = 16_000
"""Sample rate of the recogniser."""
_LONGEST = 29.0
"""Seconds of sound for which the recogniser gives the likelihood of a text: one window of it. Chosen by hand."""


class PlainTranscript(Protocol):
    """The transcript of a sound."""

    @property
    def text(self) -> str:
        """The words."""
        ...


Hear: TypeAlias = Callable[[Audio, str | None, CancelToken], PlainTranscript]
"""Transcribes a sound at 16 kHz: (sound, language, cancel)."""
Likelihood: TypeAlias = Callable[[Audio, str, str, CancelToken], Sequence[tuple[str, float]]]
"""The likelihood of each word of a text in a sound at 16 kHz: (sound, text, language, cancel) to words, which joined
are the text, and their log probabilities."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that the recogniser transcribed differently; either side may be empty. Seconds in the joined sound."""

    expected: str
    heard: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class CheckedWord:
    """A word of a chunk, the word recognised in its place, and the share of its sounds that differ (0 and more).

    `likelihood` is the log probability that the recogniser gives the word where it stands; None where its sounds were
    near enough. `wrong`: it was not heard.
    """

    text: str
    heard: str
    difference: float
    likelihood: float | None
    wrong: bool


@dataclass(frozen=True, slots=True)
class CheckedChunk:
    """The transcript check of a chunk. `difference` is the share of sounds that differ, 0-1 and more."""

    index: int
    text: str
    heard: str
    wer: float
    difference: float
    flagged: bool
    differences: tuple[Difference, ...]
    words: tuple[CheckedWord, ...]


def check(
    generation: Generation,
    blobs: BlobStore,
    hear: Hear,
    likelihood: Likelihood,
    slot: Callable[[], AbstractContextManager[None]],
    cancel: CancelToken,
    index: int | None = None,
) -> tuple[CheckedChunk, ...]:
    """Every chunk (or one) transcribed back and compared with its text, by how both are pronounced.

    So `$5` is `five dollars`, and words that sound alike do not count. A word that is written otherwise, as names are,
    is right where the recogniser holds it likely in that place; a chunk with a word that is neither is flagged.
    Raises NotSpokenYet, ChunkNotFound, Cancelled, and what the recogniser raises.
    """
    if generation.status != JobState.COMPLETED:
        raise NotSpokenYet(generation.status)
    chosen = [chunk for chunk in generation.chunks if index is None or chunk.index == index]
    if not chosen and index is not None:
        raise ChunkNotFound(index)
    recogniser = Recogniser(hear, likelihood, slot, cancel)
    return tuple(
        recogniser.compared(
            SpokenChunk(chunk.text, chunk.language, tuple(take.words), chunk.start or 0.0, chunk.index),
            read_take(blobs, take),
        )
        for chunk in chosen
        if (take := chunk.active) is not None and take.duration > 0
    )


@dataclass(frozen=True, slots=True)
class SpokenChunk:
    """A text that was spoken, the times of its words as stored (seconds), and where its sound begins in the whole."""

    text: str
    language: str
    words: tuple[Mapping[str, Any], ...] = ()
    start: float = 0.0
    index: int = 0


@dataclass(frozen=True, slots=True)
class Recogniser:
    """The parts of a recogniser that a check needs, its compute slot, and its cancel token."""

    hear: Hear
    likelihood: Likelihood
    slot: Callable[[], AbstractContextManager[None]]
    cancel: CancelToken

    def compared(self, spoken: SpokenChunk, audio: Audio) -> CheckedChunk:
        """The comparison of a text with the transcript of its sound. Raises Cancelled and the recogniser's errors.

        The recogniser is asked how likely the text is only where a word sounds otherwise, and within one window.
        """
        sound, language = resample(audio, _HEARD_RATE), spoken.language.split("-")[0]
        text = inline_markup.plain(spoken.text).strip()
        with self.slot():
            heard = self.hear(sound, language, self.cancel).text.strip()
            self.cancel.raise_if_cancelled()
            found, extra = word_matches(text, heard, language)
            near = all(word.difference <= SOUNDS_LIKE for word in found)
            asked = not near and sound.duration <= _LONGEST
            chances = _placed(self.likelihood(sound, text, language, self.cancel)) if asked else None
        self.cancel.raise_if_cancelled()
        words = tuple(_checked(word, chances) for word in found)
        sounds = max(1, sum(word.sounds for word in found))
        extras, _ = word_matches(" ".join(extra), "", language)
        too_much = sum(word.sounds for word in extras) / sounds
        ours, theirs = _words(text), _words(heard)
        return CheckedChunk(
            index=spoken.index,
            text=spoken.text,
            heard=heard,
            wer=round(edit_distance(ours, theirs) / max(1, len(ours)), 4),
            difference=round(sum(word.difference * word.sounds for word in found) / sounds + too_much, 4),
            flagged=any(word.wrong for word in words) or too_much > _TOO_MUCH,
            differences=_differences(spoken, text, found, words),
            words=words,
        )


def _placed(likely: Sequence[tuple[str, float]]) -> list[tuple[int, int, float]]:
    """The words with their places in the text that they are joined: begin, end, log probability."""
    at = -(len(likely[0][0]) - len(likely[0][0].lstrip())) if likely else 0
    out = []
    for word, chance in likely:
        bare = len(word) - len(word.lstrip())
        out.append((at + bare, at + len(word), chance))
        at += len(word)
    return out


def _checked(word: WordMatch, chances: Sequence[tuple[int, int, float]] | None) -> CheckedWord:
    right = word.difference <= SOUNDS_LIKE or word.sounds == 0
    likelihood = None
    if not right and chances:
        likelihood = round(sum(c for start, end, c in chances if start < word.end and end > word.start), 3)
        right = likelihood > UNLIKELY - _ALIKE * max(0.0, 1.0 - word.difference)
    return CheckedWord(word.text, word.heard, word.difference, likelihood, not right)


def _words(text: str) -> list[str]:
    kept = "".join(char if char.isalnum() or char in "'’" else " " for char in text.casefold())
    words = [word.strip("'’") for word in kept.split()]
    out: list[str] = []
    for word in words:
        # Scripts without spaces are compared letter by letter.
        out += list(word) if any("\u3040" <= char <= "\u9fff" for char in word) else [word]
    return out


def _differences(
    spoken: SpokenChunk, text: str, found: Sequence[WordMatch], words: Sequence[CheckedWord]
) -> tuple[Difference, ...]:
    """The stretches of words that the transcript differs in, with their times."""
    timed, out = spoken.words, []
    for wrong, group in groupby(range(len(words)), key=lambda place: words[place].wrong):
        places = list(group)
        if not wrong:
            continue
        first, last = places[0], places[-1]
        expected = text[found[first].start : found[last].end]
        heard = " ".join(words[place].heard for place in places if words[place].heard)
        start = end = spoken.start
        if timed:
            # Words are timed as written; where the two counts differ the place is near enough to be looked at.
            at, to = (min(round(place / len(words) * len(timed)), len(timed) - 1) for place in (first, last))
            start, end = round(start + timed[at]["start"], 3), round(start + timed[to]["end"], 3)
        out.append(Difference(expected, heard, start, end))
    return tuple(out)
