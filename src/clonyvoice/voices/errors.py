"""Errors of voices: not found, not ready, revoked, read-only or changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clonyvoice.core.errors import ClonyError, Conflict, Gone, NotFound
from clonyvoice.voices.model import Voice


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
