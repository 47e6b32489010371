"""The voices of a generation's chunks: found by name, or made from a description and kept for a while."""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import Any, Protocol

from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.engines.contract import FittedVoice, SlotLease, VoiceSource
from clonyvoice.jobs import JobContext
from clonyvoice.speech.model import Chunk, Generation
from clonyvoice.voices.errors import VersionNotFound, VoiceNotReady
from clonyvoice.voices.library import Voices

_DESIGNS_KEPT = 16
"""Designed voices in memory. Chosen by hand."""


class Designer(Protocol):
    """Makes voices from descriptions."""

    def make(
        self,
        description: str,
        language: str,
        gender: str | None,
        age: str | int | None,
        seed: int,
        cancel: CancelToken,
        turn: SlotLease,
        engine: str | None,
    ) -> FittedVoice:
        """The voice of that engine; the same for the same description, language, gender, age and seed.

        `turn` is entered for each piece of compute. Raises InvalidRequest when nothing was understood, Cancelled.
        """
        ...


class ChunkVoices:
    """The voices of chunks, with a cache of the last few that were made from descriptions."""

    def __init__(self, voices: Voices, designer: Designer | None = None) -> None:
        self._voices, self._designer = voices, designer
        self._designed: OrderedDict[str, FittedVoice] = OrderedDict()

    def speaker(
        self,
        generation: Generation,
        chunk: Chunk,
        settings: dict[str, Any],
        changes: dict[str, Any],
        context: JobContext,
    ) -> tuple[VoiceSource, str, dict[str, Any]]:
        """The voice of a chunk: its source for the engine, the engine's id, and the voice's own settings.

        `settings` are the chunk's with `changes` over them; what has to be computed is computed in `context`.
        Raises VoiceNotFound, EngineUnavailable, Cancelled.
        """
        if "design" in settings and "voice_id" not in changes:
            made = self._design(settings["design"], generation.seed or 0, context, generation.engine)
            return made, generation.engine, {}
        name = str(settings.get("voice_id") or chunk.voice_id)
        version = changes.get("version") if "voice_id" in changes else settings.get("version")
        asker = context.job.owner
        try:
            speaking = self._voices.speaking(name, version_id=version, asker=asker)
        except (VoiceNotReady, VersionNotFound):  # that fit is gone: the present one speaks
            speaking = self._voices.speaking(name, asker=asker)
        return speaking.source, speaking.engine, speaking.voice.settings

    def _design(self, wanted: dict[str, Any], seed: int, context: JobContext, engine: str) -> FittedVoice:
        """The voice of a description, from a small cache; the same after a restart."""
        if self._designer is None:
            raise EngineUnavailable("Nothing on this machine makes voices from descriptions.")
        key = json.dumps([wanted, seed, engine], sort_keys=True)
        if key not in self._designed:
            self._designed[key] = self._designer.make(
                wanted["description"],
                wanted["language"],
                wanted.get("gender"),
                wanted.get("age"),
                seed,
                context.cancel,
                context.slot,
                engine,
            )
            while len(self._designed) > _DESIGNS_KEPT:
                self._designed.popitem(last=False)
        return self._designed[key]
