"""Errors of authentication, authorisation and rate limits."""

from __future__ import annotations

from collections.abc import Iterable

from clonyvoice.core.errors import ClonyError, InvalidRequest, NotFound, whole_seconds
from clonyvoice.keys.caller_scopes_limits import ALL_SCOPES


class MissingKey(ClonyError):
    """No key came with the request."""

    code, status, type = "missing_api_key", 401, "authentication_error"

    def __init__(self) -> None:
        super().__init__(
            "No API key came with this request. Send one in the X-API-Key header; `clonyvoice keys create` or"
            " the studio's API page makes one."
        )


class KeyInAddress(InvalidRequest):
    """A key came in the address, where logs and histories keep it."""

    code = "key_in_address"

    def __init__(self, name: str, instead: str = "Send it in the header `X-API-Key`.") -> None:
        super().__init__(f"A key in the address ends up in logs. {instead}", param=name[:80])


class InvalidKey(ClonyError):
    """The key is unknown or revoked."""

    code, status, type = "invalid_api_key", 401, "authentication_error"

    def __init__(self) -> None:
        super().__init__(
            "The API key is not valid: it is mistyped, or it was revoked. Send another one; `clonyvoice keys create`"
            " makes one."
        )


class SignInNeeded(ClonyError):
    """The studio's sign-in is missing or has expired."""

    code, status, type = "sign_in_needed", 401, "authentication_error"

    def __init__(self) -> None:
        super().__init__(
            "You are not signed in, or the sign-in has expired. Run `clonyvoice open` for a new link."
        )


class CsrfMismatch(ClonyError):
    """A request with the studio's cookie lacks the token of the studio's page."""

    code, status, type = "csrf_mismatch", 403, "permission_error"

    def __init__(self) -> None:
        super().__init__(
            "The X-CSRF-Token header is missing or wrong. Read it from GET /api/session and send it with"
            " every"
            " request that changes something.",
            param="X-CSRF-Token",
        )


class MissingScope(ClonyError):
    """The key does not hold the scope that the route needs."""

    code, status, type = "missing_scope", 403, "permission_error"

    def __init__(self, scope: str) -> None:
        super().__init__(
            f"The key does not have the scope {scope}. Use one that has, or add the scope in the studio.",
            param=scope,
            details={"scope": scope},
        )


class StudioOnly(ClonyError):
    """Something that no key may do."""

    code, status, type = "studio_only", 403, "permission_error"

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is done in the studio or on the command line, not with an API key.")


class RateLimited(ClonyError):
    """More requests in the last minute than the key may make."""

    code, status, type = "rate_limited", 429, "rate_limit_error"

    def __init__(self, scope: str, limit: int, retry_after: float) -> None:
        self.limit = limit
        super().__init__(
            f"The key has made {limit} requests with the scope {scope} in the last minute, its limit. Try"
            f" again in {whole_seconds(retry_after)} seconds.",
            retry_after=retry_after,
            details={"scope": scope, "limit": limit},
        )


class KeyNotFound(NotFound):
    """No such key, or none that the caller may see."""

    code = "api_key_not_found"

    def __init__(self, key_id: str) -> None:
        super().__init__(f"No API key has the id {key_id[:80]}.", param="key_id")


class UnknownScope(InvalidRequest):
    """A scope that does not exist."""

    code = "unknown_scope"

    def __init__(self, scope: str, param: str = "scopes") -> None:
        super().__init__(f"There is no scope {scope[:80]}. Scopes are: {', '.join(ALL_SCOPES)}.", param=param)


class BadLimit(InvalidRequest):
    """A limit that makes no sense."""

    code = "invalid_limit"

    def __init__(self, scope: str, most: int) -> None:
        super().__init__(f"The limit of {scope} must be a number from 0 to {most} a minute.", param="limits")


class BeyondOwn(ClonyError):
    """A key tried to grant a scope or limit beyond its own."""

    code, status, type = "beyond_own_permissions", 403, "permission_error"

    def __init__(self, what: Iterable[str], param: str) -> None:
        super().__init__(
            f"A key can give no more than it holds itself, and it does not hold: {', '.join(what)}.",
            param=param,
        )
