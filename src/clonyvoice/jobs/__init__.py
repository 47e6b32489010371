"""Jobs: the durable queue, fair compute slots, and the event bus."""

from clonyvoice.jobs.compute_slots import ComputeSlots, Resource
from clonyvoice.jobs.event_bus import Event, EventBus
from clonyvoice.jobs.job_context import JobContext
from clonyvoice.jobs.model import BATCH, INTERACTIVE, Idempotency, Job
from clonyvoice.jobs.queue import JobQueue

__all__ = [
    "BATCH",
    "INTERACTIVE",
    "ComputeSlots",
    "Event",
    "EventBus",
    "Idempotency",
    "Job",
    "JobContext",
    "JobQueue",
    "Resource",
]
