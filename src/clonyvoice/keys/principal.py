"""Who makes a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from clonyvoice.keys.scopes import ALL_SCOPES, SCOPES, Scope


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
    """Whose the work is: the key's id, `studio` or `cli`."""
    scopes: frozenset[str] = frozenset(ALL_SCOPES)
    allowances: tuple[Allowance, ...] = ()
    """The key's own limits and those of the keys that made it; a request counts against each."""
    name: str = ""

    @property
    def trusted(self) -> bool:
        """Whether this is a person at this machine (studio, command line) rather than a key."""
        return self.kind != "key"

    @property
    def sees(self) -> str | None:
        """Whose generations, jobs and events it sees: its own, or everybody's (None) when trusted."""
        return None if self.trusted else self.owner


STUDIO = Principal("studio", "studio", name="Studio")
CLI = Principal("cli", "cli", name="Command line")
