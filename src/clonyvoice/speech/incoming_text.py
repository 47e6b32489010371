"""Text received in parts, returned as soon as a sentence is complete.

For clients that stream text in over a socket (`api/streamed_text_speech.py`).
"""

from __future__ import annotations

import re

from clonyvoice.speech.errors import TextTooLong
from clonyvoice.text.languages import AUTO
from clonyvoice.text.sentence_abbreviations import ABBREVIATIONS, always_joined
from clonyvoice.text.sentence_splitting import sentences

_CLOSING = ("。", "！", "？", "｡")
"""Marks that end a sentence whatever follows."""
_CONTINUATIONS = ("Xq", "7", "(Xq")
"""Beginnings of what may follow a mark: a name, a figure, a bracket. Where none of them joins the sentence, it is
over."""
_PLAIN_STOP = re.compile(r"(?:[^\W\d_]{4}|[가-힣])\.\s")
"""A full stop behind a word too long for most short forms. Small letters may still follow one ("approx. five"), which
is why those that are known are looked up."""
_SHORT_TEXT, _GROWTH = 500, 16
"""Characters up to which a text is looked at with every piece; a longer one when it has grown by that part.
Chosen by hand."""


class IncomingText:
    """Collects text and gives it on as soon as a sentence is complete, so that speaking can begin early."""

    def __init__(self, limit: int, language: str = AUTO) -> None:
        self._limit, self._language = limit, language
        self._text = ""
        self._looked = 0
        """Characters of the text in which no sentence was complete when it was last looked at."""

    @property
    def waiting(self) -> int:
        """The number of characters that were not given on yet."""
        return len(self._text)

    def add(self, text: str) -> None:
        """Append a piece. Raises TextTooLong when more waits than is taken in one request."""
        if len(self._text) + len(text) > self._limit:
            raise TextTooLong(len(self._text) + len(text), self._limit)
        self._text += text

    def complete(self) -> str:
        """All complete sentences that wait, or nothing: the last one counts once something follows it, be it a space
        where no continuation could join the sentence.

        A long text without one is looked at again when it has grown by a part, so that pieces cost what they hold.
        """
        if self._looked > _SHORT_TEXT and len(self._text) < self._looked + self._looked // _GROWTH:
            return ""
        found = sentences(self._text, self._language)
        if found and self._ended(found[-1].start, found[-1].end):
            return self.rest()
        cut = found[-2].end if len(found) > 1 else 0
        said, self._text = self._text[:cut], self._text[cut:]
        self._looked = len(self._text)
        return said

    def rest(self) -> str:
        """The waiting text, complete or not."""
        said, self._text = self._text, ""
        self._looked = 0
        return said

    def _ended(self, start: int, end: int) -> bool:
        """Whether the sentence from `start` to `end`, the last one, is over: by a mark that needs no space, a break of
        the line, or because whatever could come would begin another one.
        """
        text = self._text
        if text[:end].endswith(_CLOSING) or "\n" in text[end:]:
            return True
        if end == len(text) or text[end - 1] not in ".!?।॥؟۔":
            return False
        if text[end - 1] == ".":
            word = text[start:end].split()[-1].rstrip(".").lower()
            if not _PLAIN_STOP.search(text, max(start, end - 5)):
                return False
            if word in ABBREVIATIONS or word in always_joined(self._language):
                return False
        return all(
            sentences(text[start:] + more, self._language)[0].end == end - start for more in _CONTINUATIONS
        )
