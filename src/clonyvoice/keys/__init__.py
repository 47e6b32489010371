"""API keys with scopes and limits, and the studio's sign-in."""

from clonyvoice.keys.caller_scopes_limits import ALL_SCOPES, CLI, SCOPES, Principal, Scope
from clonyvoice.keys.key_store import ApiKey, KeyStore
from clonyvoice.keys.rate_limits import LimitState, RequestLimits
from clonyvoice.keys.studio_sign_in import Sessions, StudioSession

__all__ = [
    "ALL_SCOPES",
    "CLI",
    "SCOPES",
    "ApiKey",
    "KeyStore",
    "LimitState",
    "Principal",
    "RequestLimits",
    "Scope",
    "Sessions",
    "StudioSession",
]
