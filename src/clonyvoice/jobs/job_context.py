"""The context of one run of a job: payload, cancel token, progress, compute slots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from sqlalchemy.orm import Session

from clonyvoice.core.cancel import CancelToken
from clonyvoice.jobs.compute_slots import ComputeSlots, Resource
from clonyvoice.jobs.model import BATCH, Job


class JobContext:
    """One run of a job: its input, its cancel token, and its progress reports.

    A handler may be run again after a restart, at any point: it reads from its rows what is done already
    and goes on from there. It ends by returning a small JSON result, or by raising `Cancelled` or an error.
    `computing` notes the first compute slot that it gets; None when that is noted already.
    """

    def __init__(
        self,
        job: Job,
        cancel: CancelToken,
        slots: ComputeSlots,
        report: Callable[[float, str, dict[str, Any]], None],
        publish: Callable[[str, dict[str, Any]], None],
        computing: Callable[[], None] | None,
    ) -> None:
        self.job = job
        self.payload = job.payload
        self.cancel = cancel
        self._slots, self._report, self._publish = slots, report, publish
        self._computing = computing

    def progress(self, fraction: float, stage: str = "", **fields: Any) -> None:
        """Report progress, 0-1, and the current stage; cheap enough for every step, from any thread."""
        self._report(min(1.0, max(0.0, fraction)), stage, fields)

    def publish(self, type: str, **fields: Any) -> None:  # noqa: A002 - the contract's name
        """Send an event of this job's subject, such as `generation.chunk`."""
        self._publish(type, fields)

    def part(
        self, begin: float, end: float, more: Callable[[float], dict[str, Any]] = lambda _fraction: {}
    ) -> JobContext:
        """The same run for a step of its work: progress from 0 to 1 is reported as `begin` to `end` of the whole.

        Each report carries the fields that `more` returns for the step's fraction, too.
        """

        def report(fraction: float, stage: str, fields: dict[str, Any]) -> None:
            self._report(begin + (end - begin) * fraction, stage, {**more(fraction), **fields})

        return JobContext(self.job, self.cancel, self._slots, report, self._publish, self._note_computing)

    @property
    def contended(self) -> bool:
        """Whether other work is waiting for a compute slot, so that this job should release its own."""
        return self._slots.waiting > 0

    def contended_on(self, resource: Resource | None) -> bool:
        """The same of another compute resource; None: this machine's processor."""
        return self._slots.on(resource).waiting > 0

    @contextmanager
    def slot(
        self,
        priority: int | None = None,
        asked: Callable[[], None] | None = None,
        *,
        yields_to: int = BATCH,
        within: float | None = None,
        resource: Resource | None = None,
    ) -> Iterator[None]:
        """A `with` block that holds a compute slot; take one for each chunk, so that others get their turn.

        `priority` replaces the job's own for this block (lower goes first), `resource` this machine's processor; the
        others as in `ComputeSlots.take`.
        """
        urgency = self.job.priority if priority is None else priority
        taken = self._slots.on(resource).take(
            self.job.owner, self.job.id, self.cancel, urgency, asked, yields_to=yields_to, within=within
        )
        with taken:
            self._note_computing()
            yield

    def _note_computing(self) -> None:
        """Count, once, the attempt that a crash from now on is attributed to."""
        if self._computing is not None:
            self._computing()
            self._computing = None


class Handler(Protocol):
    """Does one kind of job."""

    def __call__(self, context: JobContext, /) -> dict[str, Any] | None:
        """Do the work; the answer is the job's result."""
        ...


class OnEnd(Protocol):
    """Writes further changes when a job ends, in the same transaction as the job's own row."""

    def __call__(self, session: Session, job: Job, /) -> None:
        """Bring the subject's row to the state of `job` (done, failed or cancelled)."""
        ...
