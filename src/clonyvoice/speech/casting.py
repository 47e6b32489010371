"""Who speaks a chunk: a kept voice at the fit that was asked for, or one made from a description."""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import Any, Protocol

from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.engines.contract import FittedVoice, VoiceSource
from clonyvoice.speech.model import Chunk, Generation
from clonyvoice.voices.library import Voices
from clonyvoice.voices.model import VersionNotFound, VoiceNotReady

_DESIGNS_KEPT = 16


class Designer(Protocol):
    """Makes voices from words."""

    def make(
        self, description: str, language: str, gender: str | None, age: str | int | None, seed: int
    ) -> FittedVoice:
        """The voice; the same for the same arguments. Raises InvalidRequest when nothing was understood."""
        ...


class Cast:
    """The voices of chunks; remembers the last few that it had made from descriptions."""

    def __init__(self, voices: Voices) -> None:
        self._voices = voices
        self._designed: OrderedDict[str, FittedVoice] = OrderedDict()
        self.designer: Designer | None = None

    def speaker(
        self, generation: Generation, chunk: Chunk, settings: dict[str, Any], changes: dict[str, Any]
    ) -> tuple[VoiceSource, str, dict[str, Any]]:
        """What speaks a chunk: the voice for the engine, the engine's id, and the voice's own settings.

        `settings` are the chunk's with `changes` over them. Raises VoiceNotFound, EngineUnavailable.
        """
        if "design" in settings and "voice_id" not in changes:
            return self._design(settings["design"], generation.seed or 0), generation.engine, {}
        name = str(settings.get("voice_id") or chunk.voice_id)
        version = None if "voice_id" in changes else settings.get("version")
        try:
            speaking = self._voices.speaking(name, version_id=version)
        except (VoiceNotReady, VersionNotFound):  # that fit is gone: the present one speaks
            speaking = self._voices.speaking(name)
        return speaking.source, speaking.voice.engine, speaking.voice.settings

    def _design(self, wanted: dict[str, Any], seed: int) -> FittedVoice:
        """The voice of a description, from a small cache; the same after a restart."""
        if self.designer is None:
            raise EngineUnavailable("Nothing on this machine makes voices from descriptions.")
        key = json.dumps([wanted, seed], sort_keys=True)
        if key not in self._designed:
            self._designed[key] = self.designer.make(
                wanted["description"], wanted["language"], wanted.get("gender"), wanted.get("age"), seed
            )
            while len(self._designed) > _DESIGNS_KEPT:
                self._designed.popitem(last=False)
        return self._designed[key]
