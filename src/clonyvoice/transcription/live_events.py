"""Settings and events of a live transcription."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.transcription.spoken_languages import known_language
from clonyvoice.transcription.transcript import Segment, Word, joined

SILENCE: Final = 0.6
"""Seconds of silence that end an utterance where nothing else is asked for. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """Settings: the language (None: detected among `languages`), expected words, and the end of utterances.

    `silence` in seconds; None: only `commit` ends one, and half a minute. Without `partials` only finals are sent.
    """

    language: str | None = None
    languages: tuple[str, ...] = ()
    prompt: str = ""
    silence: float | None = SILENCE
    partials: bool = True

    @classmethod
    def of_codes(
        cls, language: str, languages: list[str], prompt: str, silence: float | None, partials: bool = True
    ) -> LiveOptions:
        """Settings with languages by the codes of a request. Raises UnknownSpeechLanguage, InvalidRequest."""
        allowed = tuple(code for code in map(known_language, languages) if code is not None)
        return cls(known_language(language), allowed, prompt, silence, partials).checked()

    def checked(self) -> LiveOptions:
        """These settings, if they are valid. Raises InvalidRequest."""
        if self.silence is not None and not 0.2 <= self.silence <= 5.0:
            raise InvalidRequest("`silence` is from 0.2 to 5 seconds.", param="silence")
        return self


@dataclass(frozen=True, slots=True)
class SpeechBegan:
    """The start of speech, at `at` seconds of the stream; all events of this utterance have its `utterance` id."""

    utterance: str
    at: float


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    """The end of an utterance; its final text follows."""

    utterance: str
    at: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of an utterance; unless it is `final` it may change, most likely behind its first `stable` words."""

    utterance: str
    segments: tuple[Segment, ...]
    final: bool
    stable: int = 0

    @property
    def text(self) -> str:
        """The whole text in one line."""
        return joined([segment.text for segment in self.segments])

    @property
    def words(self) -> tuple[Word, ...]:
        """The words with their times in the stream."""
        return tuple(word for segment in self.segments for word in segment.words)

    @property
    def stable_text(self) -> str:
        """The words that most likely do not change any more."""
        return "".join(word.text for word in self.words[: self.stable]).strip()

    @property
    def language(self) -> str:
        """The language of its first segment; empty where nothing was said."""
        return self.segments[0].language if self.segments else ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A confirmation that the current utterance was discarded on request."""


LiveEvent: TypeAlias = SpeechBegan | SpeechEnded | Recognised | Dropped
Tell: TypeAlias = Callable[[LiveEvent], Awaitable[None]]
