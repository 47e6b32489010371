"""A fit's pieces of work done in compute slots, so that whoever wants to speak never waits for a fit."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeAlias, TypeVar

from clonyvoice.core.cancel import Cancelled, CancelToken

T = TypeVar("T")
Take: TypeAlias = Callable[[Callable[[], None] | None], AbstractContextManager[None]]
"""Gives a compute slot for a `with` block; calls its argument while more urgent work waits for the slot."""
_TRIES = 3
"""How often a piece is broken off before it is done to the end: a busy server must not stop all fits."""


class Turns:
    """Does each piece in a slot of its own; broken off when more urgent work comes, it is done again later."""

    def __init__(self, take: Take, cancel: CancelToken) -> None:
        self._take, self._cancel = take, cancel

    def __call__(self, piece: Callable[[CancelToken], T], /) -> T:
        """What `piece` returns. Raises Cancelled when the whole is cancelled."""
        tries = 0
        while True:
            token = CancelToken()
            with self._take(token.cancel if tries < _TRIES else None), self._cancel.stopping(token.cancel):
                try:
                    return piece(token)
                except Cancelled:
                    self._cancel.raise_if_cancelled()
                    if not token.cancelled:
                        raise
            tries += 1
