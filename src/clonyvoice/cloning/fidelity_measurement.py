"""The fidelity of a fit whose engine does not measure it, by ClonyVoice's speaker encoders.

The same encoders and the same calibration as for the embedded engine's fits, so that fits of different engines can be
compared.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.contract import Engine, Fit, FittedVoice, Reference, SlotLease
from clonyvoice.engines.registry import EngineRegistry
from clonyvoice.jobs.compute_slots import PreemptibleRunner
from clonyvoice.speech.chunk_loudness import Level
from clonyvoice.speech.chunk_synthesis import ChunkTask, speak
from clonyvoice.weights import WeightsStore

log = logging.getLogger(__name__)
Compare: TypeAlias = Callable[[Reference, Audio, CancelToken], float]
"""The fidelity, 0-1, of sound that a clone said, to the reference. Raises WeightsMissing, Cancelled."""
_SENTENCES: Final = (
    "The birch canoe slid on the smooth planks. Glue the sheet to the dark blue background. It's easy to tell the depth"
    " of a well. These days a chicken leg is a rare dish."
)
"""From the Harvard list (IEEE, 1969): those that the embedded engine's fits are measured on."""
_MOST_CHARACTERS: Final = 240
"""Characters of the transcript that are spoken for the comparison: some 15 s. Chosen by hand."""
_LISTENED_SECONDS: Final = 40.0
"""Seconds of the reference that are compared. Chosen by hand."""


def comparison(store: WeightsStore) -> Compare:
    """A comparison by the encoders whose weights are in `store`; loaded for each one and then given back."""

    def compare(reference: Reference, said: Audio, cancel: CancelToken) -> float:
        from clonyvoice.engines.kokoro.fit.reference_measurements import Encoders, listen
        from clonyvoice.engines.speaker.fidelity import fidelity
        from clonyvoice.engines.speaker.speaker_encoders import CampPlusEncoder, DVectorEncoder, shared

        encoders = Encoders(shared(DVectorEncoder, store), shared(CampPlusEncoder, store))
        cancel.raise_if_cancelled()
        target = listen(reference, encoders, _LISTENED_SECONDS)
        cancel.raise_if_cancelled()
        a = float(encoders.a.embed(said, cancel) @ target.a)
        return fidelity(a, float(encoders.c.embed(said, cancel) @ target.c))

    return compare


def measured(
    engine: Engine,
    voice: FittedVoice,
    reference: Reference,
    compare: Compare,
    cancel: CancelToken,
    slot: SlotLease,
) -> float | None:
    """The fidelity of a fit, by some ten seconds that the loaded engine says; None when that is not possible.

    `slot` is entered for each piece of heavy work. Raises Cancelled.
    """
    spoken = {code.split("-")[0] for code in engine.info.languages}
    text, language = _SENTENCES, "en"
    if "en" not in spoken:
        language = reference.language if reference.language in spoken else sorted(spoken)[0]
        text = " ".join(clip.transcript for clip in reference.clips)[:_MOST_CHARACTERS]
    try:
        task = ChunkTask(text, language, voice, seed=0)
        turn = PreemptibleRunner(lambda _asked: slot(), cancel)
        pieces = [piece.audio.samples for piece in speak(engine, task, Level(None), cancel, turn)]
        if not pieces:
            return None
        with slot():
            return compare(reference, Audio(np.concatenate(pieces), engine.info.sample_rate), cancel)
    except ClonyError as problem:
        log.warning("the fidelity of a fit for %s was not measured: %s", engine.info.id, problem.code)
        return None


def with_fidelity(
    fit: Fit,
    engines: EngineRegistry,
    reference: Reference,
    compare: Compare | None,
    cancel: CancelToken,
    slot: SlotLease,
) -> Fit:
    """The fit with its fidelity, measured by `compare` where its engine gave none.

    Raises Cancelled, and what loading the engine raises.
    """
    if fit.fidelity is not None or compare is None:
        return fit
    with engines.lease(fit.voice.engine, cancel) as engine:
        return replace(fit, fidelity=measured(engine, fit.voice, reference, compare, cancel, slot))
