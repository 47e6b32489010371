"""The scopes of the API with their default limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

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
    """What a scope allows, and how many requests a minute a key may make with it unless set otherwise."""

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
