"""A transcript with times: words, segments of them, and the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_SENTENCE_ENDS = ".?!。？！…؟।"
_CLAUSE_ENDS = ",;:，、；："
_TITLES = frozenset(
    {"mr.", "mrs.", "ms.", "dr.", "st.", "prof.", "mt.", "vs.", "no.", "jr.", "sr.", "gen.", "capt."}
)
_LONG, _LONGEST = 12.0, 25.0
"""Seconds of a segment after which it ends at a clause, and anywhere. Chosen by hand."""
_GAP = 1.2
"""Seconds of silence that end a segment. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as heard, with a leading space where one belongs; seconds in the recording, probability 0-1."""

    text: str
    start: float
    end: float
    probability: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or a part of one."""

    start: float
    end: float
    text: str
    words: tuple[Word, ...]
    avg_logprob: float
    no_speech_prob: float
    compression_ratio: float
    temperature: float
    language: str = ""
    """Code of the language that was heard in it."""
    speaker: str = ""
    """The speaker (`speaker_0`, …); empty if identification was not requested."""

    @property
    def confidence(self) -> float:
        """Mean probability of its words, 0-1."""
        return sum(word.probability for word in self.words) / len(self.words) if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript. `duration` and `speech_seconds` in seconds."""

    language: str
    language_probability: float
    duration: float
    speech_seconds: float
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """The whole text in one line."""
        return joined([segment.text for segment in self.segments])

    @property
    def speakers(self) -> tuple[str, ...]:
        """The speakers in the order in which they begin; empty without speaker identification."""
        return tuple(dict.fromkeys(segment.speaker for segment in self.segments if segment.speaker))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that were heard, the one of most speech first."""
        seconds: dict[str, float] = {}
        for segment in self.segments:
            if segment.language:
                seconds[segment.language] = seconds.get(segment.language, 0.0) + segment.end - segment.start
        return tuple(sorted(seconds, key=lambda code: -seconds[code]))

    @property
    def words(self) -> tuple[Word, ...]:
        """All words in order."""
        return tuple(word for segment in self.segments for word in segment.words)


def joined(texts: Sequence[str]) -> str:
    """Texts put together with a space, but none between Chinese or Japanese characters."""
    out = ""
    for text in texts:
        text = text.strip()
        if out and text:
            out += "" if _unspaced(out[-1]) and _unspaced(text[0]) else " "
        out += text
    return out


def _unspaced(char: str) -> bool:
    return "\u3000" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"


def sentences(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """The words in groups to read as one: a sentence, or less where it is long or broken by silence."""
    out: list[tuple[Word, ...]] = []
    group: list[Word] = []
    for index, word in enumerate(words):
        group.append(word)
        following = words[index + 1] if index + 1 < len(words) else None
        length = word.end - group[0].start
        mark = word.text.rstrip("\"'”’)]」』 ")[-1:]
        ends = (
            following is None
            or (bool(mark) and mark in _SENTENCE_ENDS and not _inside(word, following))
            or following.start - word.end > _GAP
            or (length > _LONG and bool(mark) and mark in _CLAUSE_ENDS)
            or length > _LONGEST
        )
        if ends:
            out.append(tuple(group))
            group = []
    return out


def _inside(word: Word, following: Word) -> bool:
    """Whether the mark ends no sentence: a title's (`Mr.`), or inside a number in two parts (`3.` `5`)."""
    if word.text.strip().lower() in _TITLES:
        return True
    return word.text.endswith(".") and not following.text.startswith(" ") and following.text[:1].isdigit()
