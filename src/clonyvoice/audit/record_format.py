"""One record of the audit log: a line of canonical JSON that carries its own hash and the one before it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

VERSION: Final = 1
"""Version of a record's fields."""
GENESIS: Final = "0" * 64
"""The hash before the first record."""
CLOSED: Final = "log.closed"
"""The event of the note that closes a half-written line or names records that are gone."""
_HEX: Final = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it was read: its place in the chain, and all of its fields."""

    number: int
    at: str
    event: str
    before: str
    """The hash of the record before."""
    hash: str
    fields: Mapping[str, Any]

    @property
    def intact(self) -> bool:
        """Whether the record's own hash is that of its fields."""
        return digest(self.fields) == self.hash


def canonical(fields: Mapping[str, Any]) -> bytes:
    """The one way to write these fields: names sorted, no spaces, ASCII only."""
    return json.dumps(dict(fields), sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def digest(fields: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of the fields without `hash`, in hexadecimal."""
    return hashlib.sha256(canonical({k: v for k, v in fields.items() if k != "hash"})).hexdigest()


def line_of(number: int, at: datetime, before: str, fields: Mapping[str, Any]) -> tuple[bytes, str]:
    """The record's line without its end, and its hash."""
    whole = {**fields, "v": VERSION, "n": number, "at": shown(at), "prev": before}
    whole["hash"] = digest(whole)
    return canonical(whole), str(whole["hash"])


def shown(moment: datetime) -> str:
    """A time as records have it: UTC with milliseconds."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def read_line(line: bytes) -> Record | None:
    """The record of a line; None when it is none: no JSON, not written canonically, or fields missing."""
    if not line.startswith(b"{"):  # a damaged file may have a million such lines
        return None
    try:
        fields = json.loads(line)
        if not isinstance(fields, dict) or canonical(fields) != line:
            return None
        number, at, event = fields["n"], fields["at"], fields["event"]
        before, own = fields["prev"], fields["hash"]
    except (ValueError, KeyError, RecursionError):
        return None
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        return None
    if not isinstance(at, str) or not isinstance(event, str) or not _is_hash(before) or not _is_hash(own):
        return None
    return Record(number, at, event, before, own, fields)


def split_lines(data: bytes) -> list[bytes]:
    """The lines of a file with their ends, by line feeds alone; the last may lack its end."""
    return re.findall(rb"[^\n]*\n|[^\n]+\Z", data)


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and len(value) == 64 and set(value) <= _HEX
