"""An engine under test, with a voice and a text to say: what the checks of the engine contract work on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.capabilities import FitsVoices, presets_of
from clonyvoice.engines.contract import Engine, Reference, Spoken, SynthesisRequest, VoiceSource
from clonyvoice.text.phonemes import phonemise

TEXTS: Final = {
    "en": "The morning train was late again, so we walked along the river.",
    "de": "Der Zug am Morgen kam wieder zu spät, also gingen wir zu Fuß.",
    "fr": "Le train du matin était encore en retard, alors nous avons marché.",
}


class ContractBroken(Exception):
    """An engine violates the engine contract."""


@dataclass(frozen=True, slots=True)
class EngineTrial:
    """An engine under test: a loaded engine, a voice of its own, and clean speech to fit to, if there is any."""

    engine: Engine
    voice: VoiceSource
    language: str
    reference: Reference | None = None

    def request(self, times: int = 1) -> SynthesisRequest:
        """A request to say a plain sentence, once or several times over."""
        text = " ".join([TEXTS.get(self.language, TEXTS["en"])] * times)
        return SynthesisRequest(text, self.language, self.voice, phonemise(text, self.language), seed=7)

    def say(self, request: SynthesisRequest) -> list[Spoken]:
        """The pieces of a request."""
        return list(self.engine.synthesise(request, CancelToken()))


def trial_of(engine: Engine, reference: Reference | None = None) -> EngineTrial:
    """A trial of a loaded engine with its first preset, or with a voice fitted to `reference`.

    Raises ContractBroken when there is nothing to speak with, and what the engine raises.
    """
    presets = presets_of(engine)
    if presets:
        return EngineTrial(engine, presets[0].id, presets[0].language.split("-")[0], reference)
    if reference is None or not isinstance(engine, FitsVoices):
        raise ContractBroken("it has no presets, and no recording was given to fit a voice to")
    voice = next(iter(engine.fit(reference, "instant", lambda _at, _stage: None, CancelToken()))).voice
    language = reference.language if reference.language in engine.info.languages else engine.info.languages[0]
    return EngineTrial(engine, voice, language, reference)


def joined(pieces: list[Spoken]) -> np.ndarray:
    """The samples of all pieces, one after another."""
    return np.concatenate([np.zeros(0, np.float32), *(piece.audio.samples for piece in pieces)])
