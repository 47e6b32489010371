"""The text of an unfinished utterance, from short stretches of sound: Whisper's work grows with their length.

An utterance is recognised repeatedly as it grows. First words that two results in a row have in common are stable
(local agreement; Liu et al., 2020, "Low-Latency Sequence-to-Sequence Speech Recognition"). Once the sound is longer
than a few seconds, all before the last of them is not recognised again (as in Macháček et al., 2023, "Turning
Whisper into Real-Time Transcription System"); the decoder gets its words as the preceding text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from clonyvoice.transcription.speech_windows import Window
from clonyvoice.transcription.spoken_languages import Languages
from clonyvoice.transcription.transcript import Segment, Word
from clonyvoice.transcription.whisper_output_checks import WindowTranscript

Glimpse: TypeAlias = Callable[[Window, str | Languages, str], WindowTranscript | None]
"""Returns the words of a window, given a language and the preceding text; None where the answer fails the checks."""
_LONG: Final = 4.0
"""Seconds of sound from which stable words are not recognised again. Chosen by hand."""
_BEHIND: Final = 1.0
"""Seconds of sound that are kept behind a stable word before which the sound is cut. Chosen by hand."""
_GAP: Final = 0.08
"""Seconds between two words from which the sound is cut there rather than at a later word. Chosen by hand."""
_KNOWN: Final = 2.0
"""Seconds of speech from which its language is not detected again. Chosen by hand."""
_CONTEXT: Final = 12
"""Greatest number of stable words that the decoder gets as preceding text. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Partial:
    """The words so far; two results agree on the first `stable` of them; times are in seconds of the stream."""

    words: tuple[Word, ...]
    stable: int
    language: str
    heard: WindowTranscript
    """The last partial transcript, with its confidence."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """One segment with all words; empty if there are none."""
        if not self.words:
            return ()
        heard, text = self.heard, _text(self.words)
        return (
            Segment(
                self.words[0].start, self.words[-1].end, text, self.words, round(heard.avg_logprob, 4),
                round(heard.no_speech_prob, 4), round(heard.compression_ratio, 4), heard.temperature,
                self.language,
            ),
        )  # fmt: skip


class Partials:
    """Partial transcripts of one utterance, updated by each `look`."""

    def __init__(self, language: str | Languages, prompt: str = "") -> None:
        self._language, self._prompt = language, prompt
        self._settled: tuple[Word, ...] = ()
        self._before: tuple[Word, ...] = ()
        self._from = 0.0
        """Seconds of the stream before which no sound is recognised any more."""

    def look(self, window: Window, glimpse: Glimpse) -> Partial | None:
        """The partial transcript of all of `window`, the utterance so far; None if there is nothing new."""
        begin = window.pieces[0].source
        tail = window.part(max(0.0, self._from - begin), window.seconds)
        said = " ".join(filter(None, [self._prompt, _text(self._settled[-_CONTEXT:])]))
        heard = glimpse(tail, self._language, said)
        if heard is None:
            return None
        if isinstance(self._language, Languages) and window.seconds >= _KNOWN:
            self._language = heard.language
        words = tuple(_placed(word, tail) for word in heard.words)
        agreed = common(self._before, words)
        self._before = words
        told = Partial((*self._settled, *words), len(self._settled) + agreed, heard.language, heard)
        if tail.seconds >= _LONG:
            self._settle(words[:agreed], window.heard_until)
        return told

    def _settle(self, agreed: tuple[Word, ...], until: float) -> None:
        """Exclude stable words from further recognition: up to the last pause between them, or all of them."""
        count = sum(word.end <= until - _BEHIND for word in agreed)
        if not count:
            return
        pauses = [
            at for at in range(1, count) if agreed[at].start - agreed[at - 1].end >= _GAP and 2 * at >= count
        ]
        count = pauses[-1] if pauses else count
        last = agreed[count - 1].end
        after = self._before[count].start if count < len(self._before) else last
        self._settled += agreed[:count]
        self._from = (last + max(last, after)) / 2
        self._before = self._before[count:]


def common(before: tuple[Word, ...], now: tuple[Word, ...]) -> int:
    """The number of first words that both have in common, ignoring punctuation and case."""
    count = 0
    for one, other in zip(before, now, strict=False):
        if _plain(one) != _plain(other):
            break
        count += 1
    return count


def _placed(word: Word, window: Window) -> Word:
    start, end = window.source_time(word.start), window.source_time(word.end, ending=True)
    return replace(word, start=round(start, 3), end=round(max(start, end), 3))


def _plain(word: Word) -> str:
    return word.text.strip().strip(".,!?…。、！？").lower()


def _text(words: tuple[Word, ...]) -> str:
    return "".join(word.text for word in words).strip()
