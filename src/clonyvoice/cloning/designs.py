"""Designed voices kept: candidates for a day or for good, blends and nudges of voices that are there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from clonyvoice.audit.log import OFF, AuditLog
from clonyvoice.cloning.blend_recipe import parse, shares, written
from clonyvoice.cloning.design_records_expiry import DesignRecords, NewDesign
from clonyvoice.cloning.design_request_names_seeds import (
    Candidate,
    DesignRequest,
    any_seed,
    short_name,
    spoken_language,
)
from clonyvoice.cloning.errors import NotBlendable
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.ids import new_id
from clonyvoice.engines.capabilities import BlendsVoices, DesignedVoice, DesignsVoices, NudgesVoices
from clonyvoice.engines.contract import Ability, FittedVoice, SlotLease
from clonyvoice.engines.kokoro.design.description import describe
from clonyvoice.engines.kokoro.design.pitch_pace_colour_targets import NothingToNudge, Nudge
from clonyvoice.engines.registry import EngineRegistry, resource_of
from clonyvoice.jobs import INTERACTIVE, ComputeSlots, Resource
from clonyvoice.storage.database import Database
from clonyvoice.voices.errors import VoiceNotFitted, VoiceNotFound
from clonyvoice.voices.fits import SpeakingVoice
from clonyvoice.voices.library import Voices
from clonyvoice.voices.voice_changes import LONGEST_NAME, clean_name, numbered_name


class Designs:
    """Makes and keeps designed voices; safe from any thread."""

    def __init__(
        self,
        database: Database,
        slots: ComputeSlots,
        engines: EngineRegistry,
        voices: Voices,
        clock: Clock | None = None,
        audit: AuditLog = OFF,
    ) -> None:
        self._clock = clock or SystemClock()
        self._records = DesignRecords(database, self._clock, audit)
        self._slots, self._engines, self._voices = slots, engines, voices

    def check(self, request: DesignRequest) -> None:
        """Raise NothingUnderstood, TraitNotUnderstood or UnknownLanguage when the request cannot be done as it is."""
        spoken_language(request.language)
        check: Callable[..., object] = describe  # without an engine, what the embedded one would refuse
        if request.engine is not None or self._engines.able("design"):
            check = self._engines.capable("design", DesignsVoices, request.engine).check_description
        check(request.description, request.gender, request.age)

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

        Raises EngineNotFound, EngineLacks, NothingUnderstood, TraitNotUnderstood, UnknownLanguage, EngineUnavailable,
        Cancelled.
        `ids` name the voices; `turn` gives the compute for a sentence; `made` is called after each voice.
        """
        self.sweep()
        count, taken = max(1, request.candidates), turn or self._turn(owner, cancel)
        found = self._made(request, any_seed(request.seed), count, cancel, taken, made)
        plain = clean_name(request.name) if request.name.strip() else short_name(request.description)
        out = []
        for number, one in enumerate(found, 1):
            name = plain if len(found) == 1 else numbered_name(plain, number)
            kept_as = ids[number - 1] if ids else new_id("voice")
            new = NewDesign(
                id=kept_as, name=name, fitted=one.voice, language=one.language, gender=one.gender,
                description=request.description, details=one.details, owner=owner, saved=request.save,
            )  # fmt: skip
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
        engine: str | None = None,
    ) -> FittedVoice:
        """A voice for the description, kept nowhere; `turn` gives the compute for a sentence.

        Raises NothingUnderstood, TraitNotUnderstood, EngineUnavailable, Cancelled.
        """
        request = DesignRequest(description, language=language, gender=gender, age=age, engine=engine)
        cancel = cancel or CancelToken()
        (made,) = self._made(request, seed, 1, cancel, turn or self._turn("design", cancel), lambda: None)
        return made.voice

    def resource(self, ability: Ability, engine: str | None = None) -> Resource | None:
        """The compute resource of the engine, or of the first with the ability; None for this machine's processor."""
        able = self._engines.able(ability)
        return resource_of(self._engines.engine(engine or able[0])) if engine or able else None

    def check_blend(self, recipe: str, owner: str) -> list[tuple[float, SpeakingVoice]]:
        """The weights and voices of a recipe. Raises BadRecipe, VoiceNotFound, NotBlendable."""
        able = self._engines.able("blend")
        try:
            found = [(weight, self._fitted_for(able, one, owner)) for weight, one in parse(recipe)]
        except VoiceNotFound as error:
            error.param = "recipe"
            raise
        for _, speaking in found:
            if speaking.engine != found[0][1].engine:
                raise NotBlendable(speaking.voice.id)
        return found

    def blend(
        self,
        recipe: str,
        name: str,
        owner: str,
        cancel: CancelToken,
        *,
        save: bool = True,
        kept_as: str = "",
        turn: SlotLease | None = None,
    ) -> str:
        """The id of the kept mixture of voices; without `save` it vanishes after a day.

        Raises BadRecipe, VoiceNotFound, NotBlendable, Cancelled.
        """
        found = self.check_blend(recipe, owner)
        sources = [(weight, speaking.voice) for weight, speaking in found]
        turn = turn or self._turn(owner, cancel)
        with (
            self._engines.lease_capable("blend", BlendsVoices, found[0][1].engine, cancel) as engine,
            turn(),
        ):
            fitted = engine.blend([(weight, speaking.source) for weight, speaking in found])
        cancel.raise_if_cancelled()
        first = max(sources, key=lambda source: source[0])[1]
        return self._records.add(
            NewDesign(
                id=kept_as or new_id("voice"),
                name=clean_name(name) if name.strip() else "Blend",
                fitted=fitted,
                language=first.language.split("-")[0],
                gender=first.gender,
                description=f"A blend: {shares([(weight, voice.name) for weight, voice in sources])}",
                details={"blend": written([(weight, voice.id) for weight, voice in sources])},
                owner=owner,
                consent=all(voice.consent or voice.kind != "clone" for _, voice in sources),
                saved=save,
                sources=tuple(voice.id for _, voice in sources),
            )
        )

    def check_nudge(self, voice_id: str, moves: Nudge, owner: str) -> SpeakingVoice:
        """The voice that is to be moved. Raises VoiceNotFound, NothingToNudge, NotBlendable."""
        if not moves.moves():
            raise NothingToNudge
        return self._fitted_for(self._engines.able("nudge"), voice_id, owner)

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
        """The id of a copy of the voice with the requested moves, and measurements of both.

        Raises VoiceNotFound, NothingToNudge, NotBlendable, Cancelled.
        """
        speaking = self.check_nudge(voice_id, moves, owner)
        language = spoken_language(speaking.voice.language)
        turn = turn or self._turn(owner, cancel)
        engine_id = speaking.engine
        with self._engines.lease_capable("nudge", NudgesVoices, engine_id, cancel) as engine:
            moved = engine.nudge(speaking.source, moves.moves(), cancel, language=language, turn=turn)
        details = {
            "nudged_from": speaking.voice.id,
            "by": moves.moves(),
            "before": moved.before,
            "targets": moved.targets,
            "measured": moved.measured,
        }
        shown = ", ".join(f"{move} {amount:+g}" for move, amount in moves.moves().items())
        kept = self._records.add(
            NewDesign(
                id=kept_as or new_id("voice"),
                name=clean_name(name) if name.strip() else f"{speaking.voice.name} ({shown})"[:LONGEST_NAME],
                fitted=moved.voice,
                language=language,
                gender=speaking.voice.gender,
                description=f"{speaking.voice.name}, {shown}",
                details=details,
                owner=owner,
                consent=speaking.voice.consent,
                saved=save,
                sources=(speaking.voice.id,),
            )
        )
        return kept, details

    def sweep(self) -> int:
        """Remove voices that were made for a day and are older; how many."""
        for voice_id in (old := self._records.expired()):
            self._voices.delete(voice_id, permanent=True)
        return len(old)

    # --- inside ---

    def _fitted_for(self, able: Sequence[str], name: str, owner: str) -> SpeakingVoice:
        """The voice with a fit for one of the engines. Raises VoiceNotFound and its like, NotBlendable."""
        try:
            return self._voices.speaking(name, asker=owner, engines=able)
        except VoiceNotFitted:
            raise NotBlendable(self._voices.named(name).id) from None

    def _made(
        self,
        request: DesignRequest,
        seed: int,
        count: int,
        cancel: CancelToken,
        turn: SlotLease,
        made: Callable[[], None],
    ) -> list[DesignedVoice]:
        language, found = spoken_language(request.language), list[DesignedVoice]()
        began = self._clock.monotonic()
        self.check(request)  # refuse before anything is loaded
        with self._engines.lease_capable("design", DesignsVoices, request.engine, cancel) as engine:
            for one in engine.design(
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
                if self._clock.monotonic() - began > (request.seconds or np.inf):
                    break
        return found

    def _turn(self, owner: str, cancel: CancelToken) -> SlotLease:
        """Slots for one sentence each, so that others get theirs in between."""
        group = new_id("design")
        return lambda: self._slots.take(owner, group, cancel, INTERACTIVE)
