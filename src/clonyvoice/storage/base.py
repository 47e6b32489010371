"""The declarative base and the column types that all tables share."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, MetaData, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

log = logging.getLogger(__name__)


class UtcDateTime(TypeDecorator[datetime]):
    """A timezone-aware UTC time; naive values are refused rather than guessed at."""

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
    """The id of a blob. Every column of this type counts as a reference when orphans are looked for."""

    impl = String(40)
    cache_ok = True


Json = dict[str, Any]


class Unreadable(dict[str, Any]):
    """An empty value in place of a stored one that is no JSON: what lists rows goes on, and can say which it was."""


def readable_json(text: str) -> Any:
    """The value of a column, `Unreadable` when the text in it is damaged."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        log.error("a stored value is no JSON; it counts as empty")
        return Unreadable()


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
        Json: JSON,
        list[str]: JSON,
        list[int]: JSON,
        list[Json]: JSON,
    }
