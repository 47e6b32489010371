"""Progress events of a clone before its voice exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from clonyvoice.core.cancel import Cancelled
from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.contract import Fit
from clonyvoice.jobs import EventBus

ReportProgress: TypeAlias = Callable[[float, str], None]
"""Called with the fraction done, 0-1, and the stage."""


@contextmanager
def clone_progress(events: EventBus, voice_id: str, owner: str) -> Iterator[ReportProgress]:
    """A function that publishes progress as `clone.progress`; an error inside publishes `clone.failed`."""

    def tell(fraction: float, stage: str) -> None:
        events.publish("clone.progress", voice_id, owner, progress=round(fraction, 3), stage=stage)

    try:
        yield tell
    except BaseException as error:
        code = "cancelled" if isinstance(error, Cancelled) else "internal_error"
        said = {"code": code, "message": "The voice was not made.", "param": None}
        if isinstance(error, ClonyError):
            said = {"code": error.code, "message": error.message, "param": error.param}
        events.publish("clone.failed", voice_id, owner, error=said)
        raise


def rounded(fidelity: float | None) -> float | None:
    """A fidelity as events tell it; None when the engine does not measure it."""
    return None if fidelity is None else round(fidelity, 4)


def publish_ready(events: EventBus, voice_id: str, owner: str, fit: Fit) -> None:
    """`clone.completed`: the voice can speak. Better fits follow as the events of their job."""
    result = {"voice_id": voice_id, "version": 1, "level": fit.level, "fidelity": rounded(fit.fidelity)}
    events.publish("clone.completed", voice_id, owner, progress=1.0, stage="ready", result=result)
