"""Scopes with their default limits, and the caller that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args

from clonyvoice.core.settings import CredentialsPolicy

Scope: TypeAlias = Literal[
    "tts:generate",
    "tts:timeline",
    "voices:read",
    "voices:write",
    "clone:create",
    "audio:process",
    "projects:read",
    "projects:write",
    "system:read",
    "ws:connect",
]


@dataclass(frozen=True, slots=True)
class ScopeInfo:
    """The description of a scope, and its default limit of requests a minute."""

    description: str
    default_limit: int


SCOPES: Final[dict[Scope, ScopeInfo]] = {
    "tts:generate": ScopeInfo("Generate speech", 10),
    "tts:timeline": ScopeInfo("Timeline editor access", 30),
    "voices:read": ScopeInfo("Read voices and categories", 60),
    "voices:write": ScopeInfo("Modify and delete voices", 20),
    "clone:create": ScopeInfo("Create voice clones and designed voices", 2),
    "audio:process": ScopeInfo("Process audio files and split text", 5),
    "projects:read": ScopeInfo("Read compositions", 60),
    "projects:write": ScopeInfo("Modify compositions", 20),
    "system:read": ScopeInfo("Read system information and manage its own keys", 60),
    "ws:connect": ScopeInfo("Open WebSocket connections", 5),
}
ALL_SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
MAX_LIMIT: Final = 1_000_000
"""Largest limit a minute that can be set on a key; `unlimited` has none."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """The limits of one key: requests a minute by scope; `unlimited` has none."""

    key_id: str
    limits: Mapping[str, int] = field(default_factory=dict)
    unlimited: bool = False

    def limit(self, scope: Scope) -> int | None:
        """Requests a minute with `scope`; None is without limit."""
        if self.unlimited:
            return None
        return self.limits.get(scope, SCOPES[scope].default_limit)


@dataclass(frozen=True, slots=True)
class Principal:
    """The caller: an API key, the signed-in studio, or the command line on this machine."""

    kind: Literal["key", "studio", "cli"]
    owner: str
    """The owner of the work: the key's id, `studio` or `cli`."""
    scopes: frozenset[str] = frozenset(ALL_SCOPES)
    allowances: tuple[Allowance, ...] = ()
    """The key's own limits and those of the keys that made it; a request counts against each."""
    name: str = ""
    credentials: CredentialsPolicy = "off"
    """Content Credentials that its line of keys asks for; the setting may ask for more."""

    @property
    def trusted(self) -> bool:
        """Whether this is a person at this machine (studio, command line) rather than a key."""
        return self.kind != "key"

    @property
    def line(self) -> str:
        """The first key of the line that made this one, or its owner: keys that a key made share what it may take."""
        return self.allowances[-1].key_id if self.allowances else self.owner

    @property
    def sees(self) -> str | None:
        """The owner whose generations, jobs and events are visible; None (all owners') when trusted."""
        return None if self.trusted else self.owner


def strictest(*policies: CredentialsPolicy) -> CredentialsPolicy:
    """The strictest of several; `off` for none."""
    return max(policies, key=get_args(CredentialsPolicy).index, default="off")


STUDIO = Principal("studio", "studio", name="Studio")
CLI = Principal("cli", "cli", name="Command line")
ANONYMOUS = Principal("key", "anonymous", frozenset(), name="Without a key")
