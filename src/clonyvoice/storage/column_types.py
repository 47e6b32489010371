"""The declarative base and the column types that all tables share."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import JSON, DateTime, MetaData, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from clonyvoice.core.job_state import JobState

log = logging.getLogger(__name__)


class UtcDateTime(TypeDecorator[datetime]):
    """A timezone-aware UTC time; naive values are rejected."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is given
        """The naive UTC time that is stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("times are stored timezone-aware; use Clock.now()")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is given
        """The aware time."""
        return None if value is None else value.replace(tzinfo=UTC)


class BlobId(TypeDecorator[str]):
    """The id of a blob. Every column of this type counts as a reference in the search for orphans."""

    impl = String(40)
    cache_ok = True


class StateWord(TypeDecorator[JobState]):
    """The state of a job or of its result; a damaged one counts as failed."""

    impl = String(12)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the signature is given
        """The word that is stored."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> JobState | None:  # noqa: ARG002 - the signature is given
        """The state of a stored word."""
        try:
            return None if value is None else JobState(value)
        except ValueError:
            return JobState.FAILED


Json = dict[str, Any]


class Unreadable(dict[str, Any]):
    """An empty object in place of stored invalid JSON, so that listings continue and can report it."""


def readable_json(text: str) -> Any:
    """The value of a column, `Unreadable` for damaged JSON; numbers that JSON does not allow are null."""
    try:
        return json.loads(text, parse_constant=lambda _name: None)
    except (ValueError, RecursionError):
        log.error("a stored value is no JSON; it counts as empty")
        return Unreadable()


class UnreadableList(list[Any]):
    """The same for a list."""


Shape = Literal["object", "texts", "numbers", "objects"]


class StoredJson(TypeDecorator[Any]):
    """JSON of one shape; any other stored value is read as empty, so that a damaged row does not break a listing."""

    impl = JSON
    cache_ok = True

    def __init__(self, shape: Shape, *, nullable: bool = True) -> None:
        super().__init__()
        self.shape, self.nullable = shape, nullable

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 - the signature is given
        """The value; an empty one if it has another shape."""
        if value is None and self.nullable:
            return None
        if self.shape == "object":
            return value if isinstance(value, dict) else Unreadable()
        kind: type = {"texts": str, "numbers": int, "objects": dict}[self.shape]
        fits = isinstance(value, list) and all(isinstance(item, kind) for item in value)
        return value if fits else UnreadableList()


def settle_nullability(metadata: MetaData) -> None:
    """Make columns that are never null return empty values for a stored `null`."""
    for table in metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, StoredJson) and not column.nullable:
                column.type = StoredJson(column.type.shape, nullable=False)


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's protocol
        datetime: UtcDateTime,
        Json: StoredJson("object"),
        list[str]: StoredJson("texts"),
        list[int]: StoredJson("numbers"),
        list[Json]: StoredJson("objects"),
    }
