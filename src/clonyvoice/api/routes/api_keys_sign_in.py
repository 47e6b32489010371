"""API keys, and the signing in of the studio."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Query, Request, Response
from starlette.responses import RedirectResponse

from clonyvoice.api.auth import COOKIE, SystemReader, identify, session_of
from clonyvoice.api.bodies.system import (
    Deleted,
    KeyBody,
    KeyChange,
    KeyList,
    NewKey,
    NewKeyBody,
    RevokedKeys,
    SessionBody,
    key_body,
)
from clonyvoice.api.routing import api_router, errors
from clonyvoice.api.services import JobsDep, KeysDep, LimitsDep, SessionsDep
from clonyvoice.api.waiting_requests import change
from clonyvoice.keys.errors import BadLimit, BeyondOwn, CsrfMismatch, KeyNotFound, SignInNeeded, UnknownScope
from clonyvoice.keys.studio_sign_in import SESSION_LIFE

router = api_router("Studio session")
_COOKIE: Final[dict[str, Any]] = {"httponly": True, "samesite": "strict", "path": "/"}
"""The cookie's attributes, the same when it is set and when it is deleted: no script reads it, no other site sends
it."""


@router.get("/auth/link", status_code=303, responses=errors(SignInNeeded))
def sign_in(
    request: Request, sessions: SessionsDep, token: Annotated[str, Query(max_length=200)]
) -> RedirectResponse:
    """Sign in with the one-time link that `clonyvoice serve` or `clonyvoice open` printed."""
    if request.method == "HEAD":  # a preview of the link, which must not use it up
        return RedirectResponse("/", status_code=303)
    try:
        secret, _ = sessions.redeem(token)
    except SignInNeeded:
        return RedirectResponse("/?sign_in=expired", status_code=303)
    answer = RedirectResponse("/", status_code=303)
    answer.set_cookie(
        COOKIE,
        secret,
        max_age=int(SESSION_LIFE.total_seconds()),
        secure=request.url.scheme == "https",
        **_COOKIE,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.get("/api/session", responses=errors(SignInNeeded))
async def get_session(request: Request) -> SessionBody:
    """Get the state of the browser's sign-in: whether, until when, and the CSRF token for changes."""
    session = await session_of(request)
    return SessionBody(expires_at=session.expires_at, csrf=session.csrf)


@router.delete("/api/session", responses=errors(SignInNeeded, CsrfMismatch))
async def sign_out(request: Request, response: Response, sessions: SessionsDep) -> Deleted:
    """Sign this browser out, in all its windows."""
    await identify(request)
    session = await session_of(request)
    await change(sessions.end, session.id)
    response.delete_cookie(COOKIE, **_COOKIE)
    return Deleted(id=session.id)


keys_router = api_router("API keys")


@keys_router.get("/api/api-keys")
def list_api_keys(caller: SystemReader, keys: KeysDep, limits: LimitsDep) -> KeyList:
    """List API keys: for a key, itself and the keys it created."""
    found = keys.listing(caller)
    return KeyList(keys=[KeyBody(**key_body(key, limits)) for key in found])


@keys_router.post("/api/api-keys", status_code=201, responses=errors(UnknownScope, BadLimit, BeyondOwn))
def create_api_key(body: NewKey, caller: SystemReader, keys: KeysDep, limits: LimitsDep) -> NewKeyBody:
    """Create an API key. Its secret is only in this response; a key can grant at most its own scopes."""
    key, secret = keys.create(caller, body.name, body.scopes, body.limits, body.unlimited, body.credentials)
    return NewKeyBody(**key_body(key, limits), key=secret)


@keys_router.put("/api/api-keys/{key_id}", responses=errors(KeyNotFound, UnknownScope, BadLimit, BeyondOwn))
def update_api_key(
    key_id: str, body: KeyChange, caller: SystemReader, keys: KeysDep, limits: LimitsDep
) -> KeyBody:
    """Change an API key's name, scopes, limits or Content Credentials."""
    key = keys.change(
        caller, key_id, name=body.name, scopes=body.scopes, limits=body.limits, unlimited=body.unlimited,
        credentials=body.credentials,
    )  # fmt: skip
    return KeyBody(**key_body(key, limits))


@keys_router.delete("/api/api-keys/{key_id}", responses=errors(KeyNotFound))
def revoke_api_key(key_id: str, caller: SystemReader, keys: KeysDep, jobs: JobsDep) -> RevokedKeys:
    """Revoke an API key and all keys that it created, at once; their jobs that have not begun fail."""
    revoked = keys.revoke(caller, key_id)
    jobs.stop_waiting(revoked)
    return RevokedKeys(id=key_id, revoked=revoked)
