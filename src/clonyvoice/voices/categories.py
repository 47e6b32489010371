"""Categories: folders that a person makes for voices."""

from __future__ import annotations

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.ids import new_id
from clonyvoice.storage.database import Database
from clonyvoice.storage.tables import CategoryRow, PresetOverlayRow, VoiceRow
from clonyvoice.voices.errors import CategoryExists, CategoryNotFound
from clonyvoice.voices.model import Category
from clonyvoice.voices.voice_changes import clean_name


class Categories:
    """All categories. A voice is in one at most; deleting a category leaves its voices without one."""

    def __init__(self, database: Database, clock: Clock | None = None) -> None:
        self._database = database
        self._clock = clock or SystemClock()

    def list(self) -> list[Category]:
        """Every category with the number of voices in it, in the order that they were made."""
        with self._database.read() as session:
            counts: dict[str | None, int] = {}
            for column, alive in (
                (VoiceRow.category_id, VoiceRow.deleted_at.is_(None)),
                (PresetOverlayRow.category_id, PresetOverlayRow.category_id.is_not(None)),
            ):
                for category, count in session.execute(
                    select(column, func.count()).where(alive).group_by(column)
                ):
                    counts[category] = counts.get(category, 0) + count
            rows = session.scalars(
                select(CategoryRow).order_by(CategoryRow.position, CategoryRow.created_at, CategoryRow.id)
            )
            return [_category(row, counts.get(row.id, 0)) for row in rows]

    def create(self, name: str, color: str | None = None) -> Category:
        """A new category. Raises CategoryExists when one has this name, InvalidRequest for no name."""
        row = CategoryRow(id=new_id("cat"), name=clean_name(name), color=color, created_at=self._clock.now())
        try:
            with self._database.write() as session:
                row.position = (session.scalar(select(func.max(CategoryRow.position))) or 0) + 1
                session.add(row)
        except IntegrityError:
            raise CategoryExists(row.name) from None
        return _category(row, 0)

    def delete(self, category_id: str) -> None:
        """Remove a category; its voices stay. Raises CategoryNotFound."""
        with self._database.write() as session:
            row = session.get(CategoryRow, category_id)
            if row is None:
                raise CategoryNotFound(category_id)
            for table in (VoiceRow, PresetOverlayRow):
                session.execute(
                    update(table).where(table.category_id == category_id).values(category_id=None)
                )
            session.delete(row)


def _category(row: CategoryRow, voices: int) -> Category:
    return Category(row.id, row.name, row.color, row.position, voices, row.created_at)
