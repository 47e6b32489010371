"""Requests that wait: for a job or a computation, which ends when their client disconnects, or for the database.

What writes, and what takes long, has threads of its own, so that requests that only read never wait for it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Request
from starlette.requests import ClientDisconnect

from clonyvoice.core.cancel import CancelToken
from clonyvoice.jobs import Job, JobQueue
from clonyvoice.jobs.queue import result_of
from clonyvoice.keys import Principal
from clonyvoice.speech.streaming import NothingYet

T = TypeVar("T")
_changing = CapacityLimiter(32)
"""Threads for what writes to the database: all of them may wait for its lock, for as long as another program holds it.
Reads have the threads of `anyio` and `asyncio`. Chosen by hand."""
_long = CapacityLimiter(32)
"""Threads in which requests wait for compute, apart from those of quick routes. Chosen by hand."""
_sounding = CapacityLimiter(256)
"""Threads in which streams join and encode their next piece, and wait for the end of a job; for sound that is still to
be made they wait without a thread. Chosen by hand."""
OF_ONE: Final = 8
"""Of these threads, those for the requests of one owner at a time: a quarter. Chosen by hand."""
_places: dict[tuple[int, str], CapacityLimiter] = {}
"""By event loop and owner: who has requests under way or waiting."""
_LOOK_EVERY = 0.5
"""Seconds between two looks at whether the sender is still there. Chosen by hand."""


async def outcome(request: Request, jobs: JobQueue, job_id: str) -> Job:
    """The job once it has ended. A client that disconnects cancels it, unless another one waits for it too.

    Raises ClientDisconnect when somebody does.
    """
    jobs.claim(job_id)
    ended = asyncio.ensure_future(jobs.finished(job_id))
    try:
        while not ended.done():
            await asyncio.wait({ended}, timeout=_LOOK_EVERY)
            if not ended.done() and await request.is_disconnected():
                left = await change(jobs.abandon, job_id)
                if not left.ended:
                    raise ClientDisconnect
        return ended.result()
    finally:
        if not ended.done():
            ended.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ended


async def job_result(request: Request, jobs: JobQueue, submit: Callable[[], Job]) -> dict[str, Any]:
    """The result of the job that `submit` stores, once it has ended. Raises their errors, and JobUnfinished."""
    job = await change(submit)
    return result_of(await outcome(request, jobs, job.id))


async def watched(request: Request, work: Callable[[CancelToken], T]) -> T:
    """The result of `work`, run in a thread and cancelled when the client disconnects. Raises its errors.

    One owner's requests have some of the threads at most; further ones wait without any.
    """
    cancel = CancelToken()
    caller: Principal | None = request.scope.get("clonyvoice.principal")
    owner = "" if caller is None else caller.line
    running = asyncio.ensure_future(in_turn(owner, partial(work, cancel)))
    try:
        while not running.done():
            await asyncio.wait({running}, timeout=_LOOK_EVERY)
            if not running.done() and await request.is_disconnected():
                cancel.cancel()
        return running.result()
    except asyncio.CancelledError:
        cancel.cancel()
        raise


async def change(work: Callable[..., T], *args: Any, **named: Any) -> T:
    """The result of `work`, which writes to the database, run in a thread for that. Raises its errors."""
    return await to_thread.run_sync(partial(work, *args, **named), limiter=_changing)


async def in_turn(owner: str, work: Callable[[], T]) -> T:
    """The result of `work` that may take long, run in a thread when fewer than `OF_ONE` of `owner` run.

    The owner is a line of keys: those that a key made have no threads besides its own.
    """
    place = (id(asyncio.get_running_loop()), owner)
    limiter = _places.setdefault(place, CapacityLimiter(OF_ONE))
    try:
        async with limiter:
            return await to_thread.run_sync(work, limiter=_long)
    finally:
        if not limiter.borrowed_tokens and not limiter.statistics().tasks_waiting:
            _places.pop(place, None)


async def upcoming(pieces: Iterator[T | NothingYet]) -> T | None:
    """The next piece of a generation's sound, made in a thread when there is something new; None at the end."""
    while True:
        piece = await to_thread.run_sync(_next_or_none, pieces, limiter=_sounding, abandon_on_cancel=True)
        if not isinstance(piece, NothingYet):
            return piece
        await piece.arrival()


def _next_or_none(pieces: Iterator[T]) -> T | None:
    try:
        return next(pieces, None)
    except ValueError as problem:  # the generator is busy in an abandoned thread: its client is gone
        if "generator already executing" in str(problem):
            return None
        raise
