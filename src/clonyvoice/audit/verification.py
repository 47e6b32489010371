"""The check of the audit log from its first record to its last, with each fault by its kind."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from clonyvoice.audit.log_files import LogLine, lines, read_head
from clonyvoice.audit.record_format import CLOSED, GENESIS, Record

ProblemKind: TypeAlias = Literal[
    "edited", "removed", "reordered", "repeated", "truncated", "damaged", "half_line", "closed_half_line"
]
HARMLESS: Final[frozenset[str]] = frozenset({"half_line", "closed_half_line"})
"""Kinds that an interrupted write leaves behind: reported, although no record is lost."""


@dataclass(frozen=True, slots=True)
class LogProblem:
    """Something that is wrong in a line: its file and number from 1, and the time of the record nearest to it."""

    kind: ProblemKind
    file: str
    line: int
    at: str | None
    message: str


@dataclass(frozen=True, slots=True)
class LogVerification:
    """The outcome: how many records there are, the newest one's number, hash and time, and the problems."""

    records: int
    number: int
    hash: str
    first_at: str | None
    last_at: str | None
    problems: tuple[LogProblem, ...]

    @property
    def whole(self) -> bool:
        """Whether every record is as it was written, and none is missing."""
        return all(problem.kind in HARMLESS for problem in self.problems)


def verify(folder: Path, expected: str | None = None) -> LogVerification:
    """The check of the log in `folder`; `expected` is the hash of a record that must be in it (noted elsewhere)."""
    found = list(lines(folder))
    problems = _Walk(found).problems
    whole = [line.record for line in found if line.record is not None and line.record.intact]
    newest = max(whole, key=lambda record: record.number, default=None)
    last = found[-1] if found else None
    file, number = (last.file, last.number) if last is not None else ("audit-000001.jsonl", 0)
    head = read_head(folder)
    if head is not None:
        same = next((record for record in whole if record.number == head.number), None)
        if newest is None or head.number > newest.number:
            missing = head.number - (newest.number if newest else 0)
            told = f"The newest {_records(missing)} missing; the last was written at {head.at}."
            problems.append(LogProblem("truncated", file, number, head.at, told))
        elif same is not None and same.hash != head.hash:
            told = f"Record {head.number} is another one than was noted when it was written."
            problems.append(LogProblem("edited", file, number, same.at, told))
    elif len(whole) > 1:
        told = "The note of the newest record (head.json) is gone or damaged: records behind the last may be missing."
        problems.append(LogProblem("truncated", file, number, newest.at if newest else None, told))
    if expected is not None and all(record.hash != expected.lower() for record in whole):
        told = "No record has the hash that was expected: the log was cut before it, or rewritten."
        problems.append(LogProblem("truncated", file, number, newest.at if newest else None, told))
    return LogVerification(
        records=len(whole),
        number=newest.number if newest else 0,
        hash=newest.hash if newest else GENESIS,
        first_at=whole[0].at if whole else None,
        last_at=newest.at if newest else None,
        problems=tuple(problems),
    )


class _Walk:
    """One pass over the lines, which notes where the chain is not what it should be."""

    def __init__(self, found: Sequence[LogLine]) -> None:
        self.problems: list[LogProblem] = []
        self._present = {line.record.number for line in found if line.record is not None}
        self._seen: set[int] = set()
        self._next, self._before, self._at = 1, GENESIS, ""
        self._previous: LogLine | None = None
        self._unsure = False
        """Whether the hash before is not known, as the line before is damaged."""
        for index, line in enumerate(found):
            following = found[index + 1].record if index + 1 < len(found) else None
            self._line(line, following, last=index + 1 == len(found))
            self._previous = line

    def _tell(self, kind: ProblemKind, line: LogLine, message: str, at: str | None = None) -> None:
        self.problems.append(LogProblem(kind, line.file, line.number, at or self._at or None, message))

    def _line(self, line: LogLine, following: Record | None, *, last: bool) -> None:
        record = line.record
        if record is None:
            self._unreadable(line, following, last=last)
            return
        if not line.ended and last:
            self._tell(
                "half_line", line, "The last line lacks its end; the next record closes it.", record.at
            )
        self._at = record.at
        if not record.intact:
            self._tell(
                "edited", line, f"Record {record.number} was edited: its hash is that of other contents."
            )
            self._next, self._before, self._unsure = self._next + 1, record.hash, True
            self._seen.add(record.number)
            return
        if record.number in self._seen:
            self._tell("repeated", line, f"Record {record.number} is there twice.")
            return
        if record.number > self._next:
            self._jump(line, record)
        elif record.number < self._next:
            if not any(problem.kind == "reordered" for problem in self.problems):
                self._tell("reordered", line, f"Record {record.number} is not in its place.")
            self._seen.add(record.number)
            return
        elif record.before != self._before and not self._unsure:
            before = self._previous or line
            told = f"Record {record.number - 1} was replaced: the one after it was written behind another."
            self._tell("edited", before, told)
        lost = record.fields.get("lost") if record.event == CLOSED else None
        if isinstance(lost, int) and lost > 0:
            told = f"When record {record.number} was written, {_records(lost)} missing before it."
            self._tell("truncated", line, told)
        if record.event == CLOSED and record.fields.get("unnoted"):
            told = (
                f"When record {record.number} was written, the note of the newest one (head.json) was gone or damaged:"
                " records before it may be missing."
            )
            self._tell("truncated", line, told)
        self._seen.add(record.number)
        self._next, self._before, self._unsure = record.number + 1, record.hash, False

    def _jump(self, line: LogLine, record: Record) -> None:
        # Counted by what is there: a number may be any.
        there = {number for number in self._present if self._next <= number < record.number}
        missing = record.number - self._next - len(there)
        if there:
            self._tell("reordered", line, f"Record {record.number} is not in its place.")
        if missing and not (self._unsure and missing == 1):
            first, last = self._next, record.number - 1
            while first in there:
                first += 1
            while last in there:
                last -= 1
            which = f"{first}" if missing == 1 else f"{first} to {last}"
            self._tell("removed", line, f"{_records(missing)} missing before this line: {which}.")

    def _unreadable(self, line: LogLine, following: Record | None, *, last: bool) -> None:
        if following is not None and following.event == CLOSED and _closes(following, line.data):
            told = f"A write was interrupted here; record {following.number} closed the half line at {following.at}."
            self._tell("closed_half_line", line, told, following.at)
            return
        if last and not line.ended:
            self._tell(
                "half_line", line, "A write was interrupted in the last line; the next record closes it."
            )
            return
        self._tell("damaged", line, "The line is no record: damaged, or not written by ClonyVoice.")
        self._unsure = True


def _closes(record: Record, data: bytes) -> bool:
    noted = record.fields.get("damaged_sha256")
    return noted in (hashlib.sha256(data).hexdigest(), hashlib.sha256(data + b"\n").hexdigest())


def _records(count: int) -> str:
    return "1 record is" if count == 1 else f"{count} records are"
