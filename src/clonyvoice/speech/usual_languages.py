"""The languages that an owner usually speaks: a text of unsure language is expected to be in one of them."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict, deque

from clonyvoice.speech.chunk_languages import primary

_REMEMBERED, _OWNERS = 20, 1000
"""Last requests of an owner from which its languages are expected, and owners for whom that is kept. Chosen by
hand."""
_OFTEN, _MOSTLY, _ENOUGH = 1 / 3, 2 / 3, 3
"""Shares of those requests from which a language is expected, and doubly expected; least requests for the latter.
Chosen by hand."""


class UsualLanguages:
    """The languages of the last requests of each owner, in memory. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used: OrderedDict[str, deque[str]] = OrderedDict()

    def note(self, owner: str, language: str) -> None:
        """Note the language of a request: one that was given, or found for sure.

        The owner who has asked for nothing for longest is forgotten when there are too many.
        """
        with self._lock:
            used = self._used.setdefault(owner, deque(maxlen=_REMEMBERED))
            used.append(primary(language))
            self._used.move_to_end(owner)
            while len(self._used) > _OWNERS:
                self._used.popitem(last=False)

    def of(self, owner: str) -> tuple[str, ...]:
        """The languages of at least a third of the owner's last requests; one of two thirds is there twice.

        Empty for an owner of whom nothing is known. The language detection takes one that is named as likely, and
        one that is named twice as likelier still (`text.language_detection`).
        """
        with self._lock:
            used = list(self._used.get(owner, ()))
        found: list[str] = []
        for code, times in Counter(used).items():
            share = times / len(used)
            found += [code] * (
                2 if share >= _MOSTLY and len(used) >= _ENOUGH else 1 if share >= _OFTEN else 0
            )
        return tuple(found)
