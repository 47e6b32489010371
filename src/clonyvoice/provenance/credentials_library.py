"""The library of Content Credentials: whether it is here, its settings, and what fails without it."""

from __future__ import annotations

import importlib.util
from typing import Any, Final

from clonyvoice.core.errors import Unavailable

EMBEDDED_IN: Final = frozenset({"audio/wav", "audio/mpeg", "audio/flac", "audio/mp4", "video/mp4"})
"""Media types of files that a manifest is written into."""
MANIFEST_TYPE: Final = "application/c2pa"
PURPOSES: Final = (
    "1.3.6.1.5.5.7.3.4",  # id-kp-emailProtection
    "1.3.6.1.5.5.7.3.36",  # id-kp-documentSigning, RFC 9336
    "1.3.6.1.4.1.62558.2.1",  # c2pa-kp-claimSigning
)
"""Extended key usages that a signer may have."""
CONTEXT: Final[dict[str, Any]] = {
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": True},
    "builder": {"thumbnail": {"enabled": False}},
}
"""Settings of the library: it asks no network, and makes no pictures."""


class CredentialsNotReady(Unavailable):
    """Files cannot be signed with the current settings; the message has the reason and the next step."""

    code = "credentials_not_ready"

    def __init__(self, reason: str, message: str, param: str | None = None) -> None:
        super().__init__(message, param=param, details={"reason": reason})
        self.reason = reason


class SigningFailed(Unavailable):
    """A file that could not be signed, or that did not read back as signed."""

    code = "credentials_failed"

    def __init__(self, why: str) -> None:
        super().__init__(f"The file could not be given Content Credentials: {why}.", details={"reason": why})


def installed() -> bool:
    """Whether the libraries of the extra `credentials` are here."""
    return all(importlib.util.find_spec(name) is not None for name in ("c2pa", "cryptography"))


def library() -> Any:
    """The library `c2pa`. Raises CredentialsNotReady when it is not installed."""
    try:
        import c2pa
    except ImportError:
        raise CredentialsNotReady(
            "not_installed",
            "Content Credentials need a library that is not installed: pip install 'clonyvoice[credentials]'",
            "credentials",
        ) from None
    return c2pa
