"""Export presets that an owner stores for all projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.errors import Conflict, InvalidRequest, NotFound
from clonyvoice.core.ids import new_id
from clonyvoice.projects.export_presets import LONGEST_NAME, ExportPreset
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import ExportPresetRow
from clonyvoice.voices.voice_changes import clean_name

MOST: Final = 200
"""Presets of one owner. Chosen by hand."""


class ExportPresetNotFound(NotFound):
    """The caller has no such preset."""

    code = "export_preset_not_found"

    def __init__(self, preset_id: str) -> None:
        super().__init__(f"You have no export preset with the id {preset_id[:80]}.", param="preset_id")


class ExportPresetExists(Conflict):
    """A preset of this name is there already."""

    code = "export_preset_exists"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is an export preset called '{name}' already. Change that one, or use another name.",
            param="name",
        )


@dataclass(frozen=True, slots=True)
class OwnPreset:
    """A preset stored by an owner."""

    id: str
    name: str
    settings: ExportPreset
    created_at: datetime


class OwnPresets:
    """The presets of all owners; a name is unique to its owner."""

    def __init__(self, database: Database, clock: Clock | None = None) -> None:
        self._database = database
        self._clock = clock or SystemClock()

    def listing(self, owner: str) -> list[OwnPreset]:
        """The owner's presets by name."""
        wanted = select(ExportPresetRow).where(ExportPresetRow.owner == owner).order_by(ExportPresetRow.name)
        with self._database.read() as session:
            return [_preset(row) for row in session.scalars(wanted)]

    def get(self, owner: str, preset_id: str) -> OwnPreset:
        """One of the owner's presets. Raises ExportPresetNotFound."""
        with self._database.read() as session:
            return _preset(_row(session, owner, preset_id))

    def named(self, owner: str) -> dict[str, ExportPreset]:
        """The settings of the owner's presets by their names."""
        return {one.name: one.settings for one in self.listing(owner)}

    def create(self, owner: str, name: str, settings: ExportPreset) -> OwnPreset:
        """A new preset. Raises ExportPresetExists, InvalidRequest."""
        row = ExportPresetRow(
            id=new_id("preset"), owner=owner, name=_named(name), settings=_json(settings),
            created_at=self._clock.now(),
        )  # fmt: skip
        try:
            with self._database.write() as session:
                held = select(func.count()).where(ExportPresetRow.owner == owner)
                if (session.scalar(held) or 0) >= MOST:
                    raise InvalidRequest(
                        f"There are {MOST} export presets, which is as many as are kept. Delete one first.",
                        param="name",
                    )
                session.add(row)
        except IntegrityError:
            raise ExportPresetExists(row.name) from None
        return _preset(row)

    def change(
        self, owner: str, preset_id: str, name: str | None = None, settings: ExportPreset | None = None
    ) -> OwnPreset:
        """The changed preset; None leaves the name or the settings unchanged.

        Raises ExportPresetNotFound, ExportPresetExists, InvalidRequest.
        """
        wanted = None if name is None else _named(name)
        try:
            with self._database.write() as session:
                row = _row(session, owner, preset_id)
                row.name = wanted or row.name
                row.settings = row.settings if settings is None else _json(settings)
                session.flush()
                return _preset(row)
        except IntegrityError:
            raise ExportPresetExists(wanted or "") from None

    def delete(self, owner: str, preset_id: str) -> None:
        """Remove a preset. Raises ExportPresetNotFound."""
        with self._database.write() as session:
            session.delete(_row(session, owner, preset_id))


def _named(name: str) -> str:
    clean = clean_name(name)
    if len(clean) > LONGEST_NAME:
        raise InvalidRequest(f"The name of a preset has at most {LONGEST_NAME} characters.", param="name")
    return clean


def _row(session: Session, owner: str, preset_id: str) -> ExportPresetRow:
    row = session.get(ExportPresetRow, preset_id)
    if row is None or row.owner != owner:
        raise ExportPresetNotFound(preset_id)
    return row


def _json(settings: ExportPreset) -> dict[str, object]:
    return settings.model_dump(exclude_none=True)


def _preset(row: ExportPresetRow) -> OwnPreset:
    try:
        settings = ExportPreset.model_validate(row.settings)
    except ValidationError:  # a damaged row
        settings = ExportPreset()
    return OwnPreset(row.id, row.name, settings, row.created_at)
