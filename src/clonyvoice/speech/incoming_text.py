"""Text that comes in pieces, given on in whole sentences."""

from __future__ import annotations

from clonyvoice.speech.request import TextTooLong
from clonyvoice.text.languages import AUTO
from clonyvoice.text.split import sentences

_CLOSED = ("。", "！", "？", "｡")
"""Marks that end a sentence whatever follows."""


class IncomingText:
    """Collects text and gives it on as soon as a sentence is complete, so that speaking can begin early."""

    def __init__(self, limit: int, language: str = AUTO) -> None:
        self._limit, self._language = limit, language
        self._text = ""

    def add(self, text: str) -> None:
        """Append a piece. Raises TextTooLong when more waits than is taken in one request."""
        if len(self._text) + len(text) > self._limit:
            raise TextTooLong(len(self._text) + len(text), self._limit)
        self._text += text

    def complete(self) -> str:
        """All complete sentences that wait, or nothing: the last one counts once something follows it."""
        found = sentences(self._text, self._language)
        if not found:
            return ""
        whole = found if self._ended(found[-1].end) else found[:-1]
        if not whole:
            return ""
        cut = whole[-1].end
        said, self._text = self._text[:cut], self._text[cut:]
        return said

    def rest(self) -> str:
        """All that waits, complete or not."""
        said, self._text = self._text, ""
        return said

    def _ended(self, end: int) -> bool:
        """Whether the sentence that ends at `end` is over: by a mark that needs no space, or a break of the line."""
        return self._text[:end].endswith(_CLOSED) or "\n" in self._text[end:]
