"""`Idempotency-Key` on routes that create something: the first response is stored and sent again."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from fastapi import Request
from sqlalchemy import delete
from starlette.responses import Response

from clonyvoice.api.services import services
from clonyvoice.api.waiting_requests import change
from clonyvoice.core.clock import Clock
from clonyvoice.core.errors import Conflict, InvalidRequest
from clonyvoice.jobs import Idempotency
from clonyvoice.jobs.errors import IdempotencyMismatch, JobUnfinished
from clonyvoice.keys import Principal
from clonyvoice.storage.database import Database
from clonyvoice.storage.process_locks import Presence
from clonyvoice.storage.tables import AnswerRow

HEADER: Final = "Idempotency-Key"
_LONGEST: Final = 255
"""Characters of a key, as Stripe's API has it."""
_KEEP: Final = timedelta(hours=24)
"""The time for which an answer is kept for retries, as Stripe's API has it."""


class StillWorking(Conflict):
    """The request with this Idempotency-Key is being worked on."""

    code = "idempotency_in_progress"

    def __init__(self) -> None:
        super().__init__(
            "The first request with this Idempotency-Key is still being worked on. Ask again in a moment.",
            param=HEADER,
            retry_after=2,
        )


def key_of(request: Request) -> str | None:
    """The request's `Idempotency-Key`, or None. Raises InvalidRequest if it is too long to be stored."""
    key = request.headers.get(HEADER, "").strip()
    if len(key) > _LONGEST:
        raise InvalidRequest(f"An Idempotency-Key has at most {_LONGEST} characters.", param=HEADER)
    return key or None


def idempotency_of(request: Request) -> Idempotency | None:
    """The request's `Idempotency-Key`, if it sent one; uploads are not compared."""
    key = key_of(request)
    return None if key is None else Idempotency(key)


def job_key(request: Request) -> Idempotency | None:
    """The key that ties a job to the request's `Idempotency-Key`, in a handler that `once` calls; None without one.

    A retry after the server ended in between finds the job that goes on, instead of starting a second one.
    """
    found: Idempotency | None = getattr(request.state, "idempotency", None)
    return found


async def once(
    request: Request, key: str, caller: Principal, handle: Callable[[Request], Awaitable[Response]]
) -> Response:
    """The response of `handle`, or the stored one for the same key, caller and route.

    Only successes are kept: after an error a retry calls the handler again. So it does after a crash in between, with
    the same `job_key`. Raises StillWorking, IdempotencyMismatch.
    """
    found = services(request)
    kept = KeptResponses(found.database, found.clock, found.presence)
    route = str(request.scope["path"])
    digest = hashlib.sha256(f"{caller.owner}\n{route}\n{key}".encode("utf-8", "surrogatepass")).hexdigest()
    multipart = request.headers.get("content-type", "").lower().startswith("multipart/")
    # the same form is sent with another boundary each time, so forms are not compared
    fingerprint = "" if multipart else hashlib.sha256(await request.body()).hexdigest()
    earlier = await change(kept.begin, digest, fingerprint)
    if isinstance(earlier, Response):
        return earlier
    request.state.idempotency = Idempotency(f"{digest}:{earlier.isoformat()}")
    try:
        answer = await handle(request)
    except (JobUnfinished, asyncio.CancelledError):
        raise  # the server stops: the job goes on after its next start, and the retry finds it
    except BaseException:
        await asyncio.shield(change(kept.forget, digest))
        raise
    if answer.status_code < 300:
        await change(kept.keep, digest, answer)
    else:
        await change(kept.forget, digest)
    return answer


class KeptResponses:
    """The table of responses that are kept for retries."""

    def __init__(self, database: Database, clock: Clock, presence: Presence) -> None:
        self._database, self._clock, self._presence = database, clock, presence

    def begin(self, digest: str, fingerprint: str) -> Response | datetime:
        """The kept answer, or, after noting that the work begins, when it was first begun.

        Raises StillWorking, IdempotencyMismatch.
        """
        now = self._clock.now()
        with self._database.write() as session:
            session.execute(delete(AnswerRow).where(AnswerRow.created_at < now - _KEEP))
            row = session.get(AnswerRow, digest)
            if row is not None and row.status is not None:
                if row.fingerprint != fingerprint:
                    raise IdempotencyMismatch
                headers = {"Idempotency-Replayed": "true", **row.headers}
                return Response(row.body, row.status, headers, media_type="application/json")
            if row is not None:
                if self._presence.alive(row.runner):
                    raise StillWorking
                if row.fingerprint == fingerprint:
                    row.runner = self._presence.token
                    return row.created_at
                session.delete(row)
                session.flush()
            session.add(
                AnswerRow(
                    digest=digest,
                    fingerprint=fingerprint,
                    runner=self._presence.token,
                    created_at=now,
                    body=b"",
                )
            )
        return now

    def keep(self, digest: str, answer: Response) -> None:
        """Store the answer of work that was begun."""
        with self._database.write() as session:
            row = session.get(AnswerRow, digest)
            if row is not None:
                row.status, row.body = answer.status_code, bytes(answer.body)
                row.headers = {"Location": answer.headers["location"]} if "location" in answer.headers else {}

    def forget(self, digest: str) -> None:
        """Delete the key's entry, so that the work can be started again."""
        with self._database.write() as session:
            session.execute(delete(AnswerRow).where(AnswerRow.digest == digest))
