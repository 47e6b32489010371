"""Designed voices kept: candidates for a day or for good, blends and nudges of voices that are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from clonyvoice.cloning.blend_recipe import parse, written
from clonyvoice.cloning.design_records import DesignRecords, NewDesign
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.engines.contract import FittedVoice
from clonyvoice.engines.kokoro.design.description import describe
from clonyvoice.engines.kokoro.design.designer import (
    Designed,
    SlotLease,
    design,
    match_targets,
    measure_voice,
)
from clonyvoice.engines.kokoro.design.targets import NothingToNudge, Nudge, nudged_targets
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.voice import KokoroVoice, blend
from clonyvoice.engines.registry import EngineRegistry
from clonyvoice.jobs import INTERACTIVE, ComputeSlots
from clonyvoice.storage.database import Database
from clonyvoice.text.languages import AUTO, resolve
from clonyvoice.voices.library import Voices, clean_name
from clonyvoice.voices.model import Voice, VoiceNotFound

ENGINE = "kokoro"


class NotBlendable(InvalidRequest):
    """A voice of another engine."""

    code = "not_blendable"

    def __init__(self, voice_id: str) -> None:
        super().__init__(
            f"The voice {voice_id[:80]} belongs to another engine than the embedded one, so it cannot be mixed or "
            "nudged.",
            param="voice_id",
        )


@dataclass(frozen=True, slots=True)
class DesignRequest:
    """A request to design. `save` False makes voices that are deleted after a day unless changed or renamed."""

    description: str
    name: str = ""
    language: str | None = None
    gender: str | None = None
    age: str | int | None = None
    seed: int | None = None
    candidates: int = 1
    save: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    """A voice just designed."""

    voice_id: str
    seed: int
    details: dict[str, Any]


class Designs:
    """Makes and keeps designed voices; safe from any thread."""

    def __init__(
        self,
        database: Database,
        slots: ComputeSlots,
        engines: EngineRegistry,
        voices: Voices,
        clock: Clock | None = None,
    ) -> None:
        self._records = DesignRecords(database, clock or SystemClock())
        self._slots, self._engines, self._voices = slots, engines, voices

    def create(
        self,
        request: DesignRequest,
        owner: str,
        cancel: CancelToken,
        *,
        ids: Sequence[str] = (),
        turn: SlotLease | None = None,
        made: Callable[[], None] = lambda: None,
    ) -> list[Candidate]:
        """The candidates, stored.

        Raises NothingUnderstood, TraitNotUnderstood, UnknownLanguage, EngineUnavailable, Cancelled.
        `ids` are what the voices are to be called; `turn` gives the compute for a sentence; `made` is called after
        each voice.
        """
        self.sweep()
        seed, count = any_seed(request.seed), max(1, request.candidates)
        taken = turn or self._turn(owner, cancel)
        found = self._made(request, seed, count, cancel, taken, made)
        plain = clean_name(request.name) if request.name.strip() else _short(request.description)
        out = []
        for number, one in enumerate(found, 1):
            name = plain if len(found) == 1 else f"{plain} {number}"
            gender = one.traits.gender
            new = NewDesign(
                id=ids[number - 1] if ids else new_id("voice"),
                name=name,
                fitted=one.voice,
                language=one.language,
                gender=None if not gender else "female" if gender > 0 else "male",
                description=request.description,
                details=one.json(request.description),
                owner=owner,
                saved=request.save,
            )
            out.append(Candidate(self._records.add(new), one.seed, new.details))
        return out

    def make(
        self,
        description: str,
        language: str,
        gender: str | None = None,
        age: str | int | None = None,
        seed: int = 0,
        cancel: CancelToken | None = None,
        turn: SlotLease | None = None,
    ) -> FittedVoice:
        """A voice for the description, kept nowhere; `turn` gives the compute for a sentence.

        Raises NothingUnderstood, TraitNotUnderstood, EngineUnavailable, Cancelled.
        """
        request = DesignRequest(description, language=language, gender=gender, age=age)
        cancel = cancel or CancelToken()
        return self._made(request, seed, 1, cancel, turn or self._turn("design", cancel), lambda: None)[
            0
        ].voice

    def blend(
        self,
        recipe: str,
        name: str,
        owner: str,
        cancel: CancelToken,
        *,
        save: bool = True,
        kept_as: str = "",
    ) -> str:
        """The id of the kept mixture of voices; without `save` it vanishes after a day.

        Raises BadRecipe, VoiceNotFound, NotBlendable, Cancelled.
        """
        parts = parse(recipe)
        mixed: list[tuple[float, KokoroVoice]] = []
        sources: list[tuple[float, Voice]] = []
        try:
            found = [(weight, self._voices.speaking(voice_name)) for weight, voice_name in parts]
        except VoiceNotFound as error:
            error.param = "recipe"
            raise
        with self._kokoro_engine(cancel) as engine:
            for weight, speaking in found:
                cancel.raise_if_cancelled()
                sources.append((weight, speaking.voice))
                mixed.append((weight, self._kokoro(engine, speaking.source, speaking.voice)))
        fitted = blend(mixed).fitted()
        cancel.raise_if_cancelled()
        shown = written([(weight, voice.id) for weight, voice in sources])
        first = max(sources, key=lambda source: source[0])[1]
        return self._records.add(
            NewDesign(
                id=kept_as or new_id("voice"),
                name=clean_name(name) if name.strip() else "Blend",
                fitted=fitted,
                language=first.language.split("-")[0],
                gender=first.gender,
                description=f"A blend: {_shares(sources)}",
                details={"blend": shown},
                owner=owner,
                consent=all(voice.consent or voice.kind != "clone" for _, voice in sources),
                saved=save,
            )
        )

    def nudge(
        self,
        voice_id: str,
        moves: Nudge,
        name: str,
        owner: str,
        cancel: CancelToken,
        *,
        save: bool = True,
        kept_as: str = "",
        turn: SlotLease | None = None,
    ) -> tuple[str, dict[str, Any]]:
        """The id of a copy of the voice moved as asked, and what both measure.

        Raises VoiceNotFound, NothingToNudge, NotBlendable, Cancelled.
        """
        if not moves.moves():
            raise NothingToNudge
        speaking = self._voices.speaking(voice_id)
        language = spoken_language(speaking.voice.language)
        turn = turn or self._turn(owner, cancel)
        with self._kokoro_engine(cancel) as engine:
            voice = self._kokoro(engine, speaking.source, speaking.voice)
            before = measure_voice(engine, voice, language, cancel, turn)
            wanted = nudged_targets(before, moves)
            after, measured, _ = match_targets(engine, voice, wanted, language, cancel, turn)
        details = {
            "nudged_from": speaking.voice.id,
            "by": moves.moves(),
            "before": before.json(),
            "targets": wanted.json(),
            "measured": measured.json(),
        }
        shown = ", ".join(f"{move} {amount:+g}" for move, amount in moves.moves().items())
        kept = self._records.add(
            NewDesign(
                id=kept_as or new_id("voice"),
                name=clean_name(name) if name.strip() else f"{speaking.voice.name} ({shown})"[:200],
                fitted=after.fitted(),
                language=language,
                gender=speaking.voice.gender,
                description=f"{speaking.voice.name}, {shown}",
                details=details,
                owner=owner,
                consent=speaking.voice.consent,
                saved=save,
            )
        )
        return kept, details

    def sweep(self) -> int:
        """Remove voices that were made for a day and are older; how many."""
        old = self._records.expired()
        for voice_id in old:
            self._voices.delete(voice_id, permanent=True)
        return len(old)

    # --- inside ---

    def _made(
        self,
        request: DesignRequest,
        seed: int,
        count: int,
        cancel: CancelToken,
        turn: SlotLease,
        made: Callable[[], None],
    ) -> list[Designed]:
        language = spoken_language(request.language)
        describe(request.description, request.gender, request.age)  # refuse before anything is loaded
        found: list[Designed] = []
        with self._kokoro_engine(cancel) as engine:
            for one in design(
                engine,
                request.description,
                cancel,
                language=language,
                gender=request.gender,
                age=request.age,
                seed=seed,
                count=count,
                turn=turn,
            ):
                found.append(one)
                made()
        return found

    def _turn(self, owner: str, cancel: CancelToken) -> SlotLease:
        """Slots for one sentence each, so that others get theirs in between."""
        group = new_id("design")
        return lambda: self._slots.take(owner, group, cancel, INTERACTIVE)

    @contextmanager
    def _kokoro_engine(self, cancel: CancelToken) -> Iterator[KokoroEngine]:
        """The embedded engine, whose voices can be mixed and measured. Raises EngineUnavailable."""
        if ENGINE not in self._engines.ids:
            raise EngineUnavailable("Designing voices needs the embedded engine, which is not set up here.")
        with self._engines.lease(ENGINE, cancel) as engine:
            assert isinstance(engine, KokoroEngine)
            yield engine

    def _kokoro(self, engine: KokoroEngine, source: str | FittedVoice, voice: Voice) -> KokoroVoice:
        if voice.engine != ENGINE:
            raise NotBlendable(voice.id)
        return engine.voice(source)


def _shares(sources: Sequence[tuple[float, Voice]]) -> str:
    """`60 % Heart, 40 % Adam`."""
    total = sum(weight for weight, _ in sources)
    return ", ".join(f"{100 * weight / total:.0f} % {voice.name}" for weight, voice in sources)


def any_seed(seed: int | None) -> int:
    """The seed, or one of chance."""
    return seed if seed is not None else int(np.random.default_rng().integers(1, 2**31 - 1))


def spoken_language(language: str | None) -> str:
    """The code of the language; English for `auto` and nothing. Raises UnknownLanguage."""
    return "en" if not language or language == AUTO else resolve(language)


def _short(description: str) -> str:
    """The description as a name."""
    words = " ".join(description.split())
    return clean_name(words if len(words) <= 60 else words[:57].rsplit(" ", 1)[0] + "…")
