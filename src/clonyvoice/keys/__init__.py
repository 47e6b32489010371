"""Who may do what: API keys with scopes and limits, and the studio's sign-in."""

from clonyvoice.keys.limits import LimitState, RequestLimits
from clonyvoice.keys.principal import CLI, Principal
from clonyvoice.keys.scopes import ALL_SCOPES, SCOPES, Scope
from clonyvoice.keys.sessions import Sessions, StudioSession
from clonyvoice.keys.store import ApiKey, KeyStore

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
