"""Shared by every layer: audio, ids, errors, settings, cancellation, the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonyvoice.core.cancel import Cancelled, CancelToken

if TYPE_CHECKING:
    from clonyvoice.core.audio import Audio

__all__ = ["Audio", "CancelToken", "Cancelled"]


def __getattr__(name: str) -> Any:
    """`Audio`, imported when it is asked for: numpy takes a while, and most commands start without it."""
    if name == "Audio":
        from clonyvoice.core.audio import Audio

        return Audio
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
