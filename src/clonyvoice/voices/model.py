"""Voices, samples, versions and categories as values, and the errors of the library.

Its facts, samples and fits, and what can be wrong with asking for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from clonyvoice.core.errors import ClonyError, Conflict, Gone, InvalidRequest, NotFound

VoiceKind: TypeAlias = Literal["clone", "preset", "design"]
VoiceStatus: TypeAlias = Literal["ready", "fitting", "failed", "revoked"]
PRESET_PREFIX = "voice_"
TRASH_DAYS = 30
"""Days after which a deleted voice is gone. Chosen by hand."""


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
    """The engine that somebody chose for it; None takes the best that is ready."""
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


class VoiceNotFound(NotFound):
    """No voice has this id."""

    code = "voice_not_found"

    def __init__(self, voice_id: str) -> None:
        super().__init__(
            f"No voice has the id {voice_id[:80]}. GET /api/voices, or `clonyvoice voices`, lists what there is.",
            param="voice_id",
        )


class VoiceInTrash(Conflict):
    """The voice was deleted less than 30 days ago."""

    code = "voice_in_trash"

    def __init__(self, voice_id: str) -> None:
        super().__init__(
            f"The voice {voice_id} is in the trash. Restore it with POST /api/voices/{voice_id}/restore.",
            param="voice_id",
        )


class VoiceNotReady(Conflict):
    """The voice has no fit yet that could speak."""

    code = "voice_not_ready"

    def __init__(self, voice_id: str, status: str) -> None:
        now = (
            "is still being fitted. Its first version takes seconds; follow it at"
            if status == "fitting"
            else "could not be fitted. See why at"
        )
        super().__init__(f"The voice {now} GET /api/voices/{voice_id}.", param="voice_id")


class VoiceNotFitted(Conflict):
    """The voice cannot speak by the engine that was asked for."""

    code = "voice_not_fitted"

    def __init__(self, voice: Voice, engine: str) -> None:
        todo = (
            f'Make one with POST /api/voices/{voice.id}/refine and {{"engine": "{engine}"}}, or leave `engine` out.'
            if voice.kind == "clone"
            else "Presets and designed voices speak by the engine that they came with. Leave `engine` out, or choose"
            " another voice."
        )
        has = ", ".join(voice.engines) or "none"
        super().__init__(
            f"The voice {voice.id} has no fit for the engine {engine!r}; it has: {has}. {todo}",
            param="engine",
        )


class VoiceRevoked(Gone):
    """The person's consent to the voice was revoked: it cannot speak any more."""

    code = "consent_revoked"

    def __init__(self, voice_id: str, revoked: Mapping[str, Any]) -> None:
        at, reason = str(revoked.get("at", ""))[:10], str(revoked.get("reason") or "")
        source = revoked.get("because_of")
        whose = f"to the voice {source}, which it was made of," if source else "to it"
        super().__init__(
            f"The voice {voice_id} cannot speak any more: the consent {whose} was revoked{f' on {at}' if at else ''}"
            f"{f' ({reason})' if reason else ''}. Its recordings and fits are deleted. Use another voice.",
            param="voice_id",
            details={"voice_id": voice_id, "revoked_at": revoked.get("at"), "because_of": source},
        )


class NotVoiceOwner(ClonyError):
    """Only a voice's owner may say which keys may use it."""

    code, status, type = "not_voice_owner", 403, "permission_error"

    def __init__(self) -> None:
        super().__init__(
            "Only the key that made the voice, the studio or the command line may change which keys may use it.",
            param="allowed_keys",
        )


class PresetReadOnly(Conflict):
    """Presets come with their engine."""

    code = "preset_read_only"

    def __init__(self, what: str = "deleted or renamed") -> None:
        super().__init__(
            f"Presets cannot be {what}: they come with their engine. Favourite, category and default "
            "settings can be set.",
            param="voice_id",
        )


class VoiceChanged(Conflict):
    """The voice was changed by another client since it was read."""

    code = "voice_changed"

    def __init__(self, current: Voice) -> None:
        super().__init__(
            "The voice was changed in the meantime, perhaps in another window. Read it again and repeat "
            "the change.",
            param="updated_at",
            details={"updated_at": current.updated_at.isoformat() if current.updated_at else None},
        )


class CategoryNotFound(NotFound):
    """No category has this id."""

    code = "category_not_found"

    def __init__(self, category_id: str) -> None:
        super().__init__(f"No category has the id {category_id[:80]}.", param="category_id")


class CategoryExists(Conflict):
    """A category of this name is there already."""

    code = "category_exists"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a category called '{name}' already.", param="name")


class SampleNotFound(NotFound):
    """The voice has no such sample."""

    code = "sample_not_found"

    def __init__(self, sample_id: str) -> None:
        super().__init__(f"The voice has no sample with the id {sample_id[:80]}.", param="sample_id")


class VersionNotFound(NotFound):
    """The voice has no such version."""

    code = "version_not_found"

    def __init__(self, number: int) -> None:
        super().__init__(f"The voice has no version {number}.", param="version")


class BadCursor(InvalidRequest):
    """A cursor that no listing gave out."""

    code = "bad_cursor"

    def __init__(self) -> None:
        super().__init__(
            "This cursor is not one that a listing gave. Start again without it.", param="cursor"
        )
