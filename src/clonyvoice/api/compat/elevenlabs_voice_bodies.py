"""Voices as ElevenLabs' API shows them: one, a page of them, settings, and labels as tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from fastapi import Request

from clonyvoice.api.compat.preview_links import preview_link
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.json_reading import value_of
from clonyvoice.storage.page_cursors import BadCursor
from clonyvoice.voices import Voice

CATEGORIES: Final = {"preset": "premade", "clone": "cloned", "design": "generated"}
"""Their word for each kind of voice."""
DEFAULTS: Final = {"stability": 0.5, "similarity_boost": 0.75, "style": 0.0, "use_speaker_boost": True}
"""Settings that ElevenLabs' clients expect; only `speed` means something here."""


def voice_body(request: Request, voice: Voice) -> dict[str, Any]:
    """A voice as ElevenLabs' API shows one."""
    labels = {"language": voice.language, **({"gender": voice.gender} if voice.gender else {})}
    labels |= {key: value for key, mark, value in (tag.partition(": ") for tag in voice.tags) if mark}
    created = None if voice.created_at is None else int(voice.created_at.timestamp())
    return {
        "voice_id": voice.id,
        "name": voice.name,
        "category": CATEGORIES[voice.kind],
        "description": voice.description,
        "labels": labels,
        "preview_url": preview_link(request, voice.id),
        "settings": settings_body(voice),
        "samples": [],
        "available_for_tiers": [],
        "high_quality_base_model_ids": [],
        "is_owner": voice.kind != "preset",
        "created_at_unix": created,
    }


def settings_body(voice: Voice) -> dict[str, Any]:
    """A voice's settings; `speed` is its own."""
    return {**DEFAULTS, "speed": voice.settings.get("speed") or 1.0}


def voice_page(request: Request, voices: Sequence[Voice], total: int, cursor: str | None) -> dict[str, Any]:
    """A page of voices; `cursor` is the token of the next one."""
    return {
        "voices": [voice_body(request, voice) for voice in voices],
        "has_more": cursor is not None,
        "total_count": total,
        "next_page_token": cursor,
    }


def sorted_page(
    request: Request, voices: Sequence[Voice], sort: str, direction: str | None, size: int, token: str | None
) -> dict[str, Any]:
    """A page of the voices by name or by the time of making; the next page's token is its place. Raises BadCursor."""
    if token is not None and not token.isdecimal():
        raise BadCursor
    by_name = sorted(voices, key=lambda voice: voice.name.casefold(), reverse=direction == "desc")
    found = by_name if sort == "name" else voices[::-1]
    start, end = int(token or 0), int(token or 0) + size
    return voice_page(request, found[start:end], len(found), str(end) if end < len(found) else None)


def refuse_labels(**asked: object) -> None:
    """Raise InvalidRequest for the first of these filters of voices that was sent: they would change what is found."""
    for name, value in asked.items():
        if value:
            raise InvalidRequest(
                "Voices are found by `search`, `gender`, `language`, and one label of `accent` and `age` here. Leave"
                f" `{name}` out.",
                param=name,
            )


def tags_of(labels: str) -> list[str]:
    """ElevenLabs' labels, a JSON object, as tags. Raises InvalidRequest."""
    if not labels.strip():
        return []
    try:
        given = value_of(labels, "labels")
        if isinstance(given, str):  # their SDK writes a text of JSON as JSON once more
            given = value_of(given, "labels")
        return [f"{key}: {value}"[:60] for key, value in given.items()]
    except (ValueError, AttributeError):
        raise InvalidRequest(
            'Labels are a JSON object of texts: `{"accent": "british"}`.', param="labels"
        ) from None
