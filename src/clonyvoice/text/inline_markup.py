"""Inline markup: `[pause:1.5s]` for silence, `[Kokoro](/kˈOkəɹO/)` for a pronunciation, `[word](+1)` for emphasis.

Levels of emphasis are +2 and +1 (stressed), -1 and -2 (by the way), as in Kokoro's own front end (misaki).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.text.kokoro_symbols import VOCABULARY

LONGEST_PAUSE = 60.0
"""Seconds; a longer pause is cut to this. Chosen by hand."""

_PAUSE = re.compile(
    r"\[\s*+pause\s*+[:=]\s*+(\d{1,12}(?:\.\d{1,6})?|\.\d{1,6})\s*+(ms|s|sec|seconds?)?\s*+\]", re.IGNORECASE
)
_SAID_AS = re.compile(r"\[([^\[\]\n]{1,200})\]\(/([^/()\[\]\n]{1,200})/\)")
_EMPHASISED = re.compile(r"\[([^\[\]\n]{1,100})\]\(([+-][12])\)")  # below the least limit of a chunk
_SENTENCE_INSIDE = re.compile(r"[.!?…]\s|[。！？]")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})(\]\([^()\s]{1,500}\))")


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of text to speak: `text` is the given text from `start` to `end`, including pronunciation markup."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence of `seconds`, for the markup from `start` to `end` of the given text."""

    seconds: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GivenPronunciation:
    """A word with its pronunciation in the text: `[word](/phonemes/)`.

    `start`/`end` is the whole markup, `word_start`/`word_end` the word in it.
    """

    start: int
    end: int
    word_start: int
    word_end: int
    phonemes: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed or de-emphasised words: `[really](+2)`.

    `start`/`end` is the whole markup, `word_start`/`word_end` the words in it; `level` is 2, 1, -1 or -2.
    """

    start: int
    end: int
    word_start: int
    word_end: int
    level: int


def parse(text: str) -> tuple[Said | Pause, ...]:
    """The stretches to speak and the pauses between them, in order; stretches without any character are left out."""
    spans: list[Said | Pause] = []
    position = 0
    for match in _PAUSE.finditer(text):
        _add(spans, text, position, match.start())
        spans.append(Pause(_seconds(match), match.start(), match.end()))
        position = match.end()
    _add(spans, text, position, len(text))
    return tuple(spans)


def plain(text: str) -> str:
    """`text` without markup: no pauses, pronunciations or emphasis."""
    text = _EMPHASISED.sub(r"\1", text)
    return _SAID_AS.sub(
        lambda match: match[1] if _pronounceable(match[2]) else match[0], _PAUSE.sub(" ", text)
    )


def pauses(text: str) -> tuple[tuple[int, int], ...]:
    """The positions of pause marks."""
    return tuple(match.span() for match in _PAUSE.finditer(text))


def pronunciations(text: str) -> tuple[GivenPronunciation, ...]:
    """The words in `text` with a given pronunciation; links to anything other than phonemes are left out."""
    return tuple(
        GivenPronunciation(match.start(), match.end(), match.start(1), match.end(1), match[2])
        for match in _SAID_AS.finditer(text)
        if _pronounceable(match[2]) and match[1].strip()
    )


def emphases(text: str) -> tuple[Emphasis, ...]:
    """The marks of emphasis in `text`, in order."""
    return tuple(
        Emphasis(match.start(), match.end(), match.start(1), match.end(1), int(match[2]))
        for match in _EMPHASISED.finditer(text)
    )


def emphasised(text: str, level: int) -> str | None:
    """`text` with a mark of emphasis around its words; None if one mark cannot enclose them.
    That is: more than a sentence, brackets, or too long a text. `level` is as in `Emphasis`; spaces and punctuation at
    the edges stay outside.
    """
    words = " ".join(text.split())
    said = words.rstrip(".,;:!?…)”’»。、，！？")
    marked = f"[{said}]({level:+d})"
    if not any(char.isalnum() for char in said) or _SENTENCE_INSIDE.search(said):
        return None
    if not _EMPHASISED.fullmatch(marked):
        return None
    return " " * text[:1].isspace() + marked + words[len(said) :] + " " * text[-1:].isspace()


def link_targets(text: str) -> tuple[tuple[int, int], ...]:
    """The positions of Markdown links' addresses, which are not spoken: `](…)` of `[text](…)`."""
    return tuple((match.start(2), match.end(2)) for match in _LINK.finditer(text))


def _pronounceable(phonemes: str) -> bool:
    if phonemes.isascii():
        return False  # the path of a link
    known = sum(char in VOCABULARY or char in "gʼ'ɝʷ" for char in phonemes)
    return known == len(phonemes) and any(char.isalpha() for char in phonemes)


def _seconds(match: re.Match[str]) -> float:
    value = float(match[1])
    return min(value / 1000 if (match[2] or "").lower() == "ms" else value, LONGEST_PAUSE)


def _add(spans: list[Said | Pause], text: str, start: int, end: int) -> None:
    if text[start:end].strip():
        spans.append(Said(text[start:end], start, end))


class MarkupInvalid(InvalidRequest):
    """Invalid or forbidden markup in the text."""

    code = "markup_invalid"

    def __init__(self, reason: str) -> None:
        super().__init__(f"The markup in the text cannot be read: {reason}", param="text")
