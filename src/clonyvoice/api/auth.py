"""Authentication and authorisation of a request, before any of its body is read."""

from __future__ import annotations

import time
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Annotated, Final, TypeVar, cast

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, Request
from starlette.requests import HTTPConnection

from clonyvoice.api.services import services
from clonyvoice.keys import LimitState, Principal, RequestLimits, Scope, StudioSession
from clonyvoice.keys.caller_scopes_limits import ANONYMOUS, STUDIO
from clonyvoice.keys.errors import (
    CsrfMismatch,
    KeyInAddress,
    MissingKey,
    MissingScope,
    RateLimited,
    SignInNeeded,
    StudioOnly,
)

T = TypeVar("T")
COOKIE: Final = "clonyvoice_session"
_IN_ADDRESS: Final = (
    "api_key",
    "api-key",
    "apikey",
    "x-api-key",
    "xi-api-key",
    "xi_api_key",
    "authorization",
)
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_CHECK_SECONDS: Final = 1.0
"""Seconds between two looks at the key of a stream: chosen, as on WebSockets; each is one read of the database."""
_threads = CapacityLimiter(4)
"""Threads of their own, so that a full pool of slow routes does not hold up the check at the door."""


def key_of(connection: HTTPConnection) -> str | None:
    """The API key in a request's headers, or None: `X-API-Key`, `Authorization: Bearer`, or ElevenLabs' header."""
    for name in ("x-api-key", "xi-api-key"):
        key = connection.headers.get(name)
        if key is not None:
            return key.strip()
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def cookie_of(connection: HTTPConnection) -> str | None:
    """The studio's session secret in a request's cookies, or None."""
    for header in connection.headers.getlist("cookie"):
        try:
            morsel = SimpleCookie(header).get(COOKIE)
        except CookieError:
            continue
        if morsel is not None and morsel.value:
            return morsel.value
    return None


def refuse_keys_in_address(connection: HTTPConnection, instead: str = "") -> None:
    """Raise KeyInAddress for a key in the query string, which would end up in logs and histories."""
    for name, value in connection.query_params.multi_items():
        if value.startswith("cvk_") or name.lower() in _IN_ADDRESS:
            raise KeyInAddress(name, *([instead] if instead else []))


async def identify(connection: HTTPConnection) -> Principal:
    """The caller. A key counts before a cookie.

    Raises MissingKey, InvalidKey, KeyInAddress, SignInNeeded, CsrfMismatch.
    """
    refuse_keys_in_address(connection)
    key = key_of(connection)
    if key:
        return await to_thread.run_sync(services(connection).keys.authenticate, key, limiter=_threads)
    if cookie_of(connection) is None:
        raise MissingKey
    session = await session_of(connection)
    method = connection.scope.get("method", "GET")
    if method not in _SAFE and not session.csrf_matches(connection.headers.get("x-csrf-token", "")):
        raise CsrfMismatch
    return STUDIO


async def session_of(connection: HTTPConnection) -> StudioSession:
    """The studio session of the request's cookie. Raises SignInNeeded."""
    secret = cookie_of(connection)
    if secret is None:
        raise SignInNeeded
    return await to_thread.run_sync(services(connection).sessions.find, secret, limiter=_threads)


def admit(limits: RequestLimits, caller: Principal, scope: Scope) -> LimitState | None:
    """The rest of the caller's limit after this request. Raises MissingScope, RateLimited."""
    if scope not in caller.scopes:
        raise MissingScope(scope)
    return limits.count(caller, scope)


async def authorise(request: HTTPConnection, scope: Scope) -> Principal:
    """The caller, once a request: known, allowed `scope`, and counted."""
    known = request.scope.get("clonyvoice.principal")
    if known is not None:
        return cast("Principal", known)
    caller = await identify(request)
    try:
        request.scope["clonyvoice.limit"] = admit(services(request).limits, caller, scope)
    except RateLimited as error:
        request.scope["clonyvoice.limit"] = LimitState(error.limit, 0, float(error.retry_after or 0))
        raise
    request.scope["clonyvoice.principal"] = caller
    return caller


def is_known(request: HTTPConnection) -> bool:
    """Whether `authorise` has found its caller: where lists are open to all, there may be none."""
    return "clonyvoice.principal" in request.scope


async def while_allowed(
    pieces: AsyncIterable[T], check: Callable[[], Awaitable[Principal]], scope: Scope
) -> AsyncIterator[T]:
    """`pieces` for as long as `check`, called once a second as on WebSockets, returns a caller with `scope`.

    Raises what `check` does, and MissingScope: the answer, which has begun, then breaks off.
    """
    asked = time.monotonic()
    try:
        async for piece in pieces:
            if time.monotonic() - asked >= _CHECK_SECONDS:
                caller = await check()
                if scope not in caller.scopes:
                    raise MissingScope(scope)
                asked = time.monotonic()
            yield piece
    finally:
        ending = getattr(pieces, "aclose", None)
        if ending is not None:
            await ending()


class Requires:
    """The dependency that gives a route its caller. `ScopedRoute` finds it and checks before it reads the
    body.
    """

    def __init__(self, scope: Scope, *, trusted: str | None = None) -> None:
        self.scope = scope
        self.trusted = trusted

    async def __call__(self, request: Request) -> Principal:
        """The caller. Raises what `authorise` does; StudioOnly for keys on a trusted route."""
        caller = await authorise(request, self.scope)
        if self.trusted is not None and not caller.trusted:
            raise StudioOnly(self.trusted)
        return caller


async def admit_request(request: Request, requires: Requires) -> None:
    """Identify and authorise the caller; a voice in the address that is locked to other keys is not found.

    Raises what `requires` does, VoiceNotFound.
    """
    caller = await requires(request)
    voice_id = request.path_params.get("voice_id")
    if voice_id is not None:
        await to_thread.run_sync(services(request).voices.check_access, str(voice_id), caller.owner)


def require(scope: Scope, *, trusted: str | None = None) -> Requires:
    """For `caller: Annotated[Principal, Depends(require("tts:generate"))]`.

    `trusted` names what is done, in words, when only the studio and the command line may do it.
    """
    return Requires(scope, trusted=trusted)


class RequiresUnlessOpen(Requires):
    """As `Requires`, except that a request without any key may list built-in items where the setting permits it."""

    async def __call__(self, request: Request) -> Principal:
        """The caller, or ANONYMOUS. Raises what `authorise` does, KeyInAddress without a key in the headers too."""
        nobody = key_of(request) is None and cookie_of(request) is None
        if nobody and services(request).settings.lists_are_open:
            refuse_keys_in_address(request)
            return ANONYMOUS
        return await super().__call__(request)


Generator = Annotated[Principal, Depends(require("tts:generate"))]
VoiceReader = Annotated[Principal, Depends(require("voices:read"))]
VoiceWriter = Annotated[Principal, Depends(require("voices:write"))]
Cloner = Annotated[Principal, Depends(require("clone:create"))]
AudioProcessor = Annotated[Principal, Depends(require("audio:process"))]
ListReader = Annotated[Principal, Depends(RequiresUnlessOpen("voices:read"))]
"""For lists of models and voices that programs ask for without a key: one's own voices need `voices:read`."""
ProjectReader = Annotated[Principal, Depends(require("projects:read"))]
ProjectWriter = Annotated[Principal, Depends(require("projects:write"))]
TimelineEditor = Annotated[Principal, Depends(require("tts:timeline"))]
SystemReader = Annotated[Principal, Depends(require("system:read"))]
