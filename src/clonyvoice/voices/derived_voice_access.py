"""Voices made of voices: blends, nudges and imported copies by their sources; and which keys may use them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from clonyvoice.storage.tables import VoiceRow
from clonyvoice.voices.errors import VoiceRevoked
from clonyvoice.voices.records import keys_of

UNRESTRICTED: Final = frozenset({"studio", "cli", "preview"})
"""Askers whom no lock stops: who sits at this machine, and previews, whose asker is checked before."""
_ID: Final = re.compile(r"voice_[A-Za-z0-9_-]+")


def sources_of(design: object, *, copies: bool) -> set[str]:
    """Ids of the voices in a voice's recipe; with `copies`, also of the voice that it was imported from."""
    if not isinstance(design, Mapping):
        return set()
    named = [design.get("nudged_from"), design.get("blend"), design.get("imported_from") if copies else None]
    return {found for text in named if isinstance(text, str) for found in _ID.findall(text)}


def derived_from(session: Session, voice_id: str) -> dict[str, str]:
    """Ids of all voices made of this one, directly or indirectly, each with the source that led to it."""
    rows = session.execute(select(VoiceRow.id, VoiceRow.design)).all()
    sources = {row.id: sources_of(row.design, copies=True) for row in rows}
    found: dict[str, str] = {}
    waiting = [voice_id]
    while waiting:
        source = waiting.pop()
        for made, its in sources.items():
            if source in its and made not in found and made != voice_id:
                found[made] = source
                waiting.append(made)
    return found


def locked_to(owner: str | None, allowed: tuple[str, ...] | None, asker: str) -> bool:
    """Whether a lock keeps `asker` from a voice."""
    return allowed is not None and asker not in UNRESTRICTED and asker != owner and asker not in allowed


def hidden(session: Session, row: VoiceRow, asker: str | None) -> bool:
    """Whether a lock, of the voice or of one that it was made of, hides it from `asker` (None: from no one)."""
    if asker is None or asker in UNRESTRICTED:
        return False
    seen: set[str] = set()
    waiting: list[VoiceRow | None] = [row]
    while waiting:
        one = waiting.pop()
        if one is None or one.id in seen:
            continue
        seen.add(one.id)
        if locked_to(one.owner, keys_of(one.allowed_keys), asker):
            return True
        waiting += [session.get(VoiceRow, source) for source in sources_of(one.design, copies=False) - seen]
    return False


def hidden_ids(session: Session, asker: str | None) -> set[str]:
    """The ids of all voices that locks hide from `asker` (None: none)."""
    if asker is None or asker in UNRESTRICTED:
        return set()
    query = select(VoiceRow.id, VoiceRow.owner, VoiceRow.allowed_keys)
    locked = [
        row.id
        for row in session.execute(query.where(VoiceRow.allowed_keys.is_not(None)))
        if locked_to(row.owner, keys_of(row.allowed_keys), asker)
    ]
    if not locked:
        return set()
    rows = session.execute(select(VoiceRow.id, VoiceRow.design).where(VoiceRow.kind == "design")).all()
    sources = {row.id: sources_of(row.design, copies=False) for row in rows}
    return _with_derived(locked, sources)


def _with_derived(ids: Iterable[str], sources: Mapping[str, set[str]]) -> set[str]:
    found = set(ids)
    while True:
        more = {made for made, its in sources.items() if its & found} - found
        if not more:
            return found
        found |= more


def refuse_revoked(session: Session, voice_ids: Iterable[str]) -> None:
    """Raise VoiceRevoked when one of these voices is revoked."""
    query = select(VoiceRow.id, VoiceRow.revoked).where(VoiceRow.id.in_(set(voice_ids)))
    for row in session.execute(query.where(VoiceRow.status == "revoked")):
        raise VoiceRevoked(row.id, revocation_of(row.revoked))


def revocation_of(stored: object) -> dict[str, Any]:
    """A stored revocation; empty when it is damaged."""
    return dict(stored) if isinstance(stored, Mapping) else {}
