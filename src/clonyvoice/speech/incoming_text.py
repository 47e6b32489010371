"""Text that comes in parts, given on as soon as a sentence is complete.

For clients that stream text in over a socket (`api/streamed_text_speech.py`).
"""

from __future__ import annotations

from clonyvoice.speech.request import TextTooLong
from clonyvoice.text.languages import AUTO
from clonyvoice.text.sentence_splitting import sentences

_CLOSING = ("。", "！", "？", "｡")
"""Marks that end a sentence whatever follows."""
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
        """All complete sentences that wait, or nothing: the last one counts once something follows it.

        A long text without one is looked at again when it has grown by a part, so that pieces cost what they hold.
        """
        if self._looked > _SHORT_TEXT and len(self._text) < self._looked + self._looked // _GROWTH:
            return ""
        found = sentences(self._text, self._language)
        whole = found if found and self._ended(found[-1].end) else found[:-1]
        cut = whole[-1].end if whole else 0
        said, self._text = self._text[:cut], self._text[cut:]
        self._looked = len(self._text)
        return said

    def rest(self) -> str:
        """The waiting text, complete or not."""
        said, self._text = self._text, ""
        self._looked = 0
        return said

    def _ended(self, end: int) -> bool:
        """Whether the sentence that ends at `end` is over: by a mark that needs no space, or a break of the line."""
        return self._text[:end].endswith(_CLOSING) or "\n" in self._text[end:]
