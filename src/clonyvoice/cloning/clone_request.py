"""A request to clone, its result, and the progress events before its voice exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from clonyvoice.cloning.consent_service import ConsentGiven
from clonyvoice.core.cancel import Cancelled
from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.contract import Fit, Progress, RefineLevel
from clonyvoice.jobs import EventBus
from clonyvoice.storage.errors import from_machine_error
from clonyvoice.transcription.service import Upload

ReportProgress: TypeAlias = Callable[[float, str], None]
"""Called with the fraction done, 0-1, and the stage."""


@dataclass(frozen=True, slots=True)
class CloneRequest:
    """A request to clone. `language` None detects it; `consent` None was not given."""

    name: str
    language: str | None = None
    transcript: str = ""
    description: str = ""
    consent: bool | None = None
    given: ConsentGiven = field(default_factory=ConsentGiven)
    """The person's consent, as far as it is known."""
    refine: RefineLevel = "standard"
    engine: str | None = None
    """None takes the first engine that clones."""
    seed: int = 0
    draft: bool = False
    """Whether the voice is to speak before its words are known, as a draft, where its engine can make one and the job
    that replaces the draft by *instant* begins at once."""


@dataclass(frozen=True, slots=True)
class Check:
    """The quality report of a recording, without a voice being made of it."""

    report: dict[str, Any]
    transcript: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class CreatedClone:
    """A voice just cloned, and the job that refines it."""

    voice_id: str
    job_id: str | None
    left_out: dict[int, str] = field(default_factory=dict)


def within_progress(tell: ReportProgress, start: float, end: float) -> Progress:
    """The progress of a fit that takes from `start` to `end` of the whole."""
    return lambda fraction, _stage: tell(start + (end - start) * fraction, "fitting")


def blobs_of(uploads: Sequence[Upload], request: CloneRequest) -> list[str]:
    """The blobs that a request to clone brought."""
    spoken = request.given.recording
    return [one.blob_id for one in (*uploads, *([spoken] if spoken else ()))]


@contextmanager
def clone_progress(
    events: EventBus, voice_id: str, owner: str, job_id: str | None = None
) -> Iterator[ReportProgress]:
    """A function that publishes progress as `clone.progress`; an error inside publishes `clone.failed`."""
    job = {} if job_id is None else {"job_id": job_id}

    def tell(fraction: float, stage: str) -> None:
        events.publish("clone.progress", voice_id, owner, progress=round(fraction, 3), stage=stage, **job)

    try:
        yield tell
    except BaseException as error:
        code = "cancelled" if isinstance(error, Cancelled) else "internal_error"
        said = {"code": code, "message": "The voice was not made.", "param": None}
        known = error if isinstance(error, ClonyError) else from_machine_error(error)
        if known is not None:
            said = {"code": known.code, "message": known.message, "param": known.param}
        events.publish("clone.failed", voice_id, owner, error=said, **job)
        raise


def rounded(fidelity: float | None) -> float | None:
    """A fidelity rounded for events; None when the engine does not measure it."""
    return None if fidelity is None else round(fidelity, 4)


def publish_ready(events: EventBus, voice_id: str, owner: str, fit: Fit, job_id: str | None = None) -> None:
    """`clone.completed`: the voice can speak. Better fits follow as the events of their job."""
    result = {"voice_id": voice_id, "version": 1, "level": fit.level, "fidelity": rounded(fit.fidelity)}
    job = {} if job_id is None else {"job_id": job_id}
    events.publish("clone.completed", voice_id, owner, progress=1.0, stage="ready", result=result, **job)
