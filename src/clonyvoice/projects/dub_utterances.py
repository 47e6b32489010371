"""Utterances of a recording with speakers and times, and their texts replaced by translated ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.transcription.transcript import Segment, joined

ONE_SPEAKER: Final = "speaker_0"
"""The name of the speaker where speakers were not distinguished."""
_NEAR: Final = 1.0
"""Seconds between a subtitle and an utterance that it belongs to all the same. Chosen by hand."""
_COVERED: Final = 0.5
"""The share of an utterance under a subtitle from which the subtitle translates it, too. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class DubUtterance:
    """An utterance from `start` to `end` (seconds). `text` is empty if it is to be left out."""

    start: float
    end: float
    speaker: str
    text: str

    def json(self) -> dict[str, Any]:
        """Plain values for a row and an answer."""
        return {"start": self.start, "end": self.end, "speaker": self.speaker, "text": self.text}


@dataclass(frozen=True, slots=True)
class TimedText:
    """A subtitle: seconds and words."""

    start: float
    end: float
    text: str


def utterances_of(segments: Iterable[Segment]) -> list[DubUtterance]:
    """The segments of a transcript that contain words, each with its speaker."""
    return [
        DubUtterance(round(one.start, 3), round(one.end, 3), one.speaker or ONE_SPEAKER, one.text.strip())
        for one in segments
        if one.end > one.start and one.text.strip()
    ]


def with_texts(utterances: Sequence[DubUtterance], texts: Sequence[str]) -> list[DubUtterance]:
    """The utterances with other texts, one for each; an empty one leaves its utterance out. Raises InvalidRequest."""
    if len(texts) != len(utterances):
        raise InvalidRequest(
            f"There are {len(texts)} texts for {len(utterances)} segments: send one for each,"
            " an empty one to leave its segment out.",
            param="texts",
        )
    return [replace(one, text=text.strip()) for one, text in zip(utterances, texts, strict=True)]


def with_subtitles(
    utterances: Sequence[DubUtterance], cues: Sequence[TimedText]
) -> tuple[list[DubUtterance | None], list[TimedText]]:
    """The utterances with the texts of subtitles, matched by time; and the subtitles at times without speech.

    A subtitle belongs to the utterance that it shares most time with, else to the nearest within a second. Several
    for one utterance are joined. Where one covers neighbours of the same speaker, they become one utterance, and the
    others None; the text of an utterance without any is empty.
    """
    texts: list[list[str]] = [[] for _ in utterances]
    into: dict[int, int] = {}
    unplaced = []
    for cue in cues:
        shared = [min(one.end, cue.end) - max(one.start, cue.start) for one in utterances]
        best = max(range(len(shared)), key=lambda at: shared[at], default=None)
        if best is None or shared[best] < -_NEAR:
            unplaced.append(cue)
            continue
        texts[best].append(cue.text)
        for at, seconds in enumerate(shared):
            if at != best and seconds >= _COVERED * (utterances[at].end - utterances[at].start):
                into.setdefault(at, best)
    found: list[DubUtterance | None] = [
        replace(one, text=joined(said)) for one, said in zip(utterances, texts, strict=True)
    ]
    for at, best in into.items():
        part, whole = utterances[at], found[best]
        if texts[at] or whole is None or part.speaker != whole.speaker or not _beside(utterances, at, best):
            continue
        found[best] = replace(whole, start=min(whole.start, part.start), end=max(whole.end, part.end))
        found[at] = None
    return found, unplaced


def _beside(utterances: Sequence[DubUtterance], one: int, other: int) -> bool:
    """Whether no other speaker is between two utterances."""
    between = utterances[min(one, other) : max(one, other)]
    return all(each.speaker == utterances[one].speaker for each in between)
