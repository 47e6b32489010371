"""Jobs: the durable queue, fair compute slots, and the event bus."""

from clonyvoice.jobs.context import JobContext
from clonyvoice.jobs.events import Event, EventBus
from clonyvoice.jobs.model import BATCH, INTERACTIVE, Idempotency, Job
from clonyvoice.jobs.queue import JobQueue
from clonyvoice.jobs.slots import ComputeSlots, Resource

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
