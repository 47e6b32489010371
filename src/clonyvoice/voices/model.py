"""Voices, samples, versions, consents and categories as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from clonyvoice.engines.speaker.fidelity import fidelity_range

VoiceKind: TypeAlias = Literal["clone", "preset", "design"]
VoiceStatus: TypeAlias = Literal["ready", "fitting", "failed", "revoked"]
PRESET_PREFIX = "voice_"


@dataclass(frozen=True, slots=True)
class Sample:
    """One recording of a voice."""

    id: str
    name: str
    """The file's name at upload."""
    media_type: str
    transcript: str
    language: str | None
    duration: float
    weight: float
    quality: dict[str, Any]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """A fit of a voice. `number` counts from 1, oldest first."""

    id: str
    number: int
    level: str
    engine: str
    fidelity: float | None
    report: dict[str, Any]
    active: bool
    created_at: datetime

    @property
    def fidelity_range(self) -> tuple[float, float] | None:
        """The least and most that its fidelity may truly be."""
        return fidelity_range(self.fidelity)


@dataclass(frozen=True, slots=True)
class Consent:
    """A person's consent to a clone, as stored. `check` is the result and method of checking its recording."""

    id: str
    owner: str
    name: str
    person: str
    statement: str
    language: str | None
    agreed_at: datetime
    has_recording: bool
    check: dict[str, Any]
    imported: bool
    withdrawn_at: datetime | None
    created_at: datetime

    @property
    def verified(self) -> bool:
        """Whether a check here found the speaker and the words in its recording; never for an imported one."""
        return self.check.get("outcome") == "verified" and not self.imported


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice that can be asked to speak.

    `samples` and `versions` are filled in only where one voice is asked for.
    """

    id: str
    name: str
    kind: VoiceKind
    engine: str
    language: str
    languages: tuple[str, ...]
    gender: str | None = None
    description: str = ""
    tags: tuple[str, ...] = ()
    category_id: str | None = None
    favorite: bool = False
    status: VoiceStatus = "ready"
    fidelity: float | None = None
    avatar_color: str | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    design: dict[str, Any] = field(default_factory=dict)
    report: dict[str, Any] = field(default_factory=dict)
    consent: bool = False
    owner: str | None = None
    allowed_keys: tuple[str, ...] | None = None
    """Ids of the keys besides its owner's that may use it; None for all."""
    revoked: dict[str, Any] | None = None
    """The revocation of its consent: time, reason, who; `because_of` names the voice that this one was made of."""
    consents: tuple[Consent, ...] = ()
    job_id: str | None = None
    error: dict[str, Any] | None = None
    engines: tuple[str, ...] = ()
    """Engines that it has fits for, its own first; a preset's is the one that it came with."""
    preferred_engine: str | None = None
    """The engine chosen by a user; None takes the best that is ready."""
    samples: tuple[Sample, ...] = ()
    versions: tuple[Version, ...] = ()
    created_at: datetime | None = None
    updated_at: datetime | None = None
    deleted_at: datetime | None = None

    @property
    def plain_name(self) -> str:
        """A preset's name to its engine; of other voices the id."""
        return self.id.removeprefix(PRESET_PREFIX) if self.kind == "preset" else self.id

    @property
    def fidelity_range(self) -> tuple[float, float] | None:
        """The least and most that its fidelity may truly be."""
        return fidelity_range(self.fidelity)

    @property
    def etag(self) -> str:
        """The entity tag: it changes whenever the voice does."""
        return f'"{self.updated_at.isoformat() if self.updated_at else "0"}"'


@dataclass(frozen=True, slots=True)
class Category:
    """A folder for voices, and how many are in it."""

    id: str
    name: str
    color: str | None
    position: int
    voices: int
    created_at: datetime
