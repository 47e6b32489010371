"""Allowed host names and web origins: the guard against DNS
rebinding.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from clonyvoice.core.errors import ClonyError

LOCAL_ORIGINS: Final = r"https?://(localhost|[a-z0-9-]+\.localhost|127\.0\.0\.1|\[::1\])(:\d+)?"
"""Pages that may read the answers (CORS) without being listed."""
EXPOSED_HEADERS: Final = (
    "X-Request-Id",
    "Retry-After",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "Location",
    "X-Generation-Id",
    "X-Unused-Parameters",
    "X-Content-Credentials",
    "Link",
    "Content-Disposition",
    "Accept-Ranges",
    "Content-Range",
)
"""Headers of answers that pages of other origins may read."""


class Origins:
    """The rules of one server. Names are those of this machine or listed; addresses cannot be rebound."""

    def __init__(self, hosts: Iterable[str] = (), origins: Iterable[str] = ()) -> None:
        self._hosts = {host.lower() for host in hosts}
        self._origins = {origin.lower().rstrip("/") for origin in origins}

    def host_allowed(self, header: str) -> bool:
        """Whether a Host header names this server."""
        name = _name(header)
        if name is None:
            return False
        return name in self._hosts or is_local(name) or _is_address(name) or "*" in self._hosts

    def origin_allowed(self, origin: str, host_header: str) -> bool:
        """Whether pages of `origin` may call the API: its own, those on localhost, and listed ones."""
        origin = origin.lower().rstrip("/")
        if "*" in self._origins or origin in self._origins or same_origin(origin, host_header):
            return True
        parts = _split(origin)
        return parts is not None and is_local(parts[1])


def same_origin(origin: str, host_header: str) -> bool:
    """Whether a page of `origin` was served by the host that it calls."""
    scheme, _, rest = origin.lower().partition("://")
    return scheme in ("http", "https") and rest.rstrip("/") == host_header.lower()


def is_local(name: str) -> bool:
    """Whether a host name or address is this machine as seen from itself."""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _split(origin: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(origin)
        host = parts.hostname
    except ValueError:
        return None
    return (parts.scheme, host) if parts.scheme in ("http", "https") and host else None


def _name(header: str) -> str | None:
    """The name in a Host header, lower case, without the port; None when it is malformed."""
    parts = _split(f"http://{header.lower()}")
    if parts is None or any(sign in header for sign in "/@?#\\ "):
        return None
    return parts[1].rstrip(".")


class HostNotAllowed(ClonyError):
    """The Host header names another machine: a sign of DNS rebinding."""

    code, status, type = "host_not_allowed", 403, "permission_error"

    def __init__(self) -> None:
        super().__init__(
            "This server does not answer to that host name. Use 127.0.0.1 or localhost, or add the name to the"
            " setting `allowed_hosts`.",
            param="Host",
        )


class OriginNotAllowed(ClonyError):
    """A web page of another site tries to use this server."""

    code, status, type = "origin_not_allowed", 403, "permission_error"

    def __init__(self) -> None:
        super().__init__(
            "Web pages of that origin may not use this server. Add it to the setting `allowed_origins` if you"
            " trust it.",
            param="Origin",
        )
