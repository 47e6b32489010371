"""The fits of a voice, the active one for each engine, and the choice of the one that speaks."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.contract import FittedVoice, VoiceSource
from clonyvoice.engines.registry import EngineNotFound, EngineNotInstalled
from clonyvoice.storage.tables import VoiceRow, VoiceVersionRow
from clonyvoice.voices.model import (
    Voice,
)

_KEPT = 64
"""Fits that are kept in memory. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class FitOption:
    """The fit with which a voice would speak by one engine."""

    version_id: str
    engine: str
    fidelity: float | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class EngineStates:
    """The engines that are registered: the languages of each, and which of them could speak now."""

    languages: Mapping[str, Collection[str]] = field(default_factory=dict)
    """By engine's id, the primary codes (`en`) of what it speaks."""
    ready: Collection[str] = ()

    def speaks(self, engine: str, wanted: Iterable[str]) -> bool:
        """Whether an engine supports all of the given languages."""
        known = self.languages.get(engine, ())
        return all(language.split("-")[0].lower() in known for language in wanted)


def options_of(session: Session, voice_id: str) -> list[FitOption]:
    """One fit for each engine that the voice has fits for: the active one, else the newest."""
    columns = (
        VoiceVersionRow.id, VoiceVersionRow.engine, VoiceVersionRow.fidelity, VoiceVersionRow.created_at,
    )  # fmt: skip
    query = select(*columns).where(VoiceVersionRow.voice_id == voice_id)
    query = query.order_by(VoiceVersionRow.active.desc(), VoiceVersionRow.created_at.desc())
    found: dict[str, FitOption] = {}
    for row in session.execute(query):
        found.setdefault(row.engine, FitOption(row.id, row.engine, row.fidelity, row.created_at))
    return list(found.values())


def engines_of(session: Session, voice_ids: Sequence[str]) -> dict[str, set[str]]:
    """By voice, the engines that it has fits for."""
    query = select(VoiceVersionRow.voice_id, VoiceVersionRow.engine).distinct()
    found: dict[str, set[str]] = {}
    for voice_id, engine in session.execute(query.where(VoiceVersionRow.voice_id.in_(voice_ids))):
        found.setdefault(voice_id, set()).add(engine)
    return found


def best(
    options: Sequence[FitOption],
    row: VoiceRow,
    languages: Collection[str] = (),
    engines: EngineStates | None = None,
) -> FitOption:
    """The default fit: the best that is ready and speaks all of `languages`.

    Among those the voice's preferred engine wins, then the highest fidelity (all are measured by the same encoders; one
    that was not measured comes last), then the engine that the voice was made for, then the newest. Without `engines`
    readiness and languages are left out.
    """

    def rank(option: FitOption) -> tuple[bool, bool, bool, float, bool, float]:
        return (
            engines is not None and option.engine not in engines.ready,
            engines is not None and not engines.speaks(option.engine, languages),
            row.preferred_engine is not None and option.engine != row.preferred_engine,
            -(option.fidelity if option.fidelity is not None else -1.0),
            option.engine != row.engine,
            -option.created_at.timestamp(),
        )

    return min(options, key=rank)


def unusable(fits: Iterable[FittedVoice], check: Callable[[FittedVoice], None]) -> str | None:
    """The reason why fits cannot be used here, in words; None when they can.

    Those of engines that are not here count as they are while one of another can be used: they speak once their engine
    is installed.
    """
    usable, absent = False, None
    for fit in fits:
        try:
            check(fit)
            usable = True
        except (EngineNotFound, EngineNotInstalled) as problem:
            absent = problem.message
        except ClonyError as problem:
            return problem.message
    return None if usable else absent


def note_fidelity(session: Session, row: VoiceRow) -> None:
    """Give the voice the fidelity of the fit with which it speaks by default."""
    session.flush()
    options = options_of(session, row.id)
    if options:
        row.fidelity = best(options, row).fidelity


class FitCache:
    """Fits that spoke lately, kept in memory. Safe from any thread."""

    def __init__(self) -> None:
        self._fitted: OrderedDict[str, FittedVoice] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, session: Session, version_id: str) -> FittedVoice:
        """The fit of this version, from memory or from its row."""
        with self._lock:
            if version_id in self._fitted:
                self._fitted.move_to_end(version_id)
                return self._fitted[version_id]
        row = session.get_one(VoiceVersionRow, version_id)
        fitted = FittedVoice(row.engine, row.format, row.data)
        with self._lock:
            self._fitted[version_id] = fitted
            while len(self._fitted) > _KEPT:
                self._fitted.popitem(last=False)
        return fitted

    def clear(self) -> None:
        """Keep none."""
        with self._lock:
            self._fitted.clear()


@dataclass(frozen=True, slots=True)
class SpeakingVoice:
    """A voice ready to speak: its source for the engine, and the revision that identifies that source."""

    voice: Voice
    source: VoiceSource
    revision: str
    """Changes when another fit becomes active: part of what identifies a sound."""
    engine: str
    """The engine that the source is for."""
