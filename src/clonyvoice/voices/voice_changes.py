"""Changes of a voice: which fields may change, how they are checked and written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.storage.tables import ApiKeyRow, PresetOverlayRow, VoiceRow
from clonyvoice.text.languages import resolve
from clonyvoice.voices.errors import VoiceChanged
from clonyvoice.voices.model import Voice


class VoiceChanges(TypedDict, total=False):
    """The fields that `update` may change; missing ones stay as they are."""

    name: str
    description: str
    language: str
    tags: list[str]
    category_id: str | None
    avatar_color: str | None
    gender: str | None
    favorite: bool
    settings: dict[str, Any]
    allowed_keys: list[str] | None
    preferred_engine: str | None


def check_expected(current: Voice, expected: datetime | None) -> None:
    """Raise VoiceChanged when the voice was changed after the `expected` time."""
    seen = None if current.updated_at is None else in_milliseconds(current.updated_at)
    if expected is not None and seen != in_milliseconds(expected):
        raise VoiceChanged(current)


def in_milliseconds(moment: datetime) -> datetime:
    """A time as answers show it, in whole milliseconds."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def later(now: datetime, before: datetime | None) -> datetime:
    """`now` in whole milliseconds, but later than `before`, so that two changes within one differ."""
    shown = in_milliseconds(now)
    if before is None or shown > in_milliseconds(before):
        return shown
    return in_milliseconds(before) + timedelta(milliseconds=1)


def apply(row: VoiceRow | PresetOverlayRow, changes: VoiceChanges, now: datetime) -> None:
    """Write checked changes into a row; a designed voice is kept from then on."""
    before = row.language if isinstance(row, VoiceRow) else ""
    for name, value in changes.items():
        setattr(row, name, value)
    if isinstance(row, VoiceRow) and row.design.get("temporary"):
        # A change to a voice that was designed for a day keeps it.
        row.design = {key: value for key, value in row.design.items() if key != "temporary"}
    if isinstance(row, VoiceRow) and "language" in changes:
        # A variant set before (`en-GB`) is not among the engine's other languages, where those list it as `en`.
        variant = before if before.partition("-")[0] in row.languages and "-" in before else None
        row.languages = list(
            dict.fromkeys([changes["language"], *(code for code in row.languages if code != variant)])
        )
    row.updated_at = now


def checked(changes: VoiceChanges) -> VoiceChanges:
    """The changes with names composed and stripped, languages as tags. Raises InvalidRequest, UnknownLanguage."""
    clean = changes.copy()
    if "name" in clean:
        clean["name"] = clean_name(clean["name"])
    if "language" in clean:
        tag = clean["language"].strip().replace("_", "-")
        code = resolve(tag)
        clean["language"] = tag if "-" in tag else code  # `Korean` is kept as `ko`, `en-GB` as it is
    if clean.get("allowed_keys") is not None:
        clean["allowed_keys"] = sorted(set(clean["allowed_keys"] or ()))
    if "tags" in clean:
        clean["tags"] = list(dict.fromkeys(_printable(tag)[:60] for tag in clean["tags"] if _printable(tag)))[
            :50
        ]
    return clean


LONGEST_NAME: Final = 200
"""Characters of a name, as the files of voices and the database hold it."""


def clean_name(name: str) -> str:
    """A name to be stored: composed, without control characters, 1 to 200 long. Raises InvalidRequest."""
    clean = _printable(name)
    if not 1 <= len(clean) <= LONGEST_NAME:
        raise InvalidRequest(f"A name needs 1 to {LONGEST_NAME} visible characters.", param="name")
    return clean


def numbered_name(name: str, number: int) -> str:
    """A clean name with a number behind it, shortened where both are longer than a name may be."""
    behind = f" {number}"
    return name[: LONGEST_NAME - len(behind)].rstrip() + behind


def checked_color(color: str) -> str:
    """The color of a voice's picture: `#rrggbb` or a hue's name. Raises ValueError."""
    if re.fullmatch(r"#[0-9a-fA-F]{6}|[a-z][a-z0-9-]{0,18}", color) is None:
        raise ValueError("It should be `#rrggbb` or a hue's name, such as `teal`.")
    return color


def check_keys(session: Session, key_ids: Sequence[str] | None) -> None:
    """Refuse to lock a voice to unknown keys. Raises InvalidRequest."""
    wanted = set(key_ids or ())
    known = select(ApiKeyRow.id).where(ApiKeyRow.id.in_(wanted), ApiKeyRow.revoked_at.is_(None))
    unknown = sorted(wanted - set(session.scalars(known)))
    if unknown:
        raise InvalidRequest(
            f"No key has the id {unknown[0][:80]}. `clonyvoice keys list` and GET /api/api-keys show the ids.",
            param="allowed_keys",
        )


def _printable(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(c if c.isprintable() else " " for c in composed).split())
