"""The studio's sign-in: one-time link, cookie, sign-out."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Query, Request, Response
from starlette.responses import RedirectResponse

from clonyvoice.api.auth import COOKIE, identify, session_of
from clonyvoice.api.bodies.system import Deleted, SessionBody
from clonyvoice.api.routing import api_router, errors
from clonyvoice.api.services import SessionsDep
from clonyvoice.keys.errors import CsrfMismatch, SignInNeeded
from clonyvoice.keys.studio_sign_in import SESSION_LIFE

router = api_router("Studio session")
_COOKIE: Final[dict[str, Any]] = {"httponly": True, "samesite": "strict", "path": "/"}
"""The cookie's attributes, the same when it is set and when it is deleted: no script reads it, no other site sends
it."""


@router.get("/auth/link", status_code=303, responses=errors(SignInNeeded))
def sign_in(
    request: Request, sessions: SessionsDep, token: Annotated[str, Query(max_length=200)]
) -> RedirectResponse:
    """Follow the one-time link that `clonyvoice serve` or `clonyvoice open` printed, and be signed in."""
    if request.method == "HEAD":  # a preview of the link, which is not to use it up
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
    """Tell whether this browser is signed in, until when, and the token that changes must carry."""
    session = await session_of(request)
    return SessionBody(expires_at=session.expires_at, csrf=session.csrf)


@router.delete("/api/session", responses=errors(SignInNeeded, CsrfMismatch))
async def sign_out(request: Request, response: Response, sessions: SessionsDep) -> Deleted:
    """Sign this browser out, in all its windows."""
    await identify(request)
    session = await session_of(request)
    sessions.end(session.id)
    response.delete_cookie(COOKIE, **_COOKIE)
    return Deleted(id=session.id)
