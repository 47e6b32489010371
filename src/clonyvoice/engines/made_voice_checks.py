"""Checks of the voices that an engine makes (fits, designs, blends, nudges), and of instructions."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.capabilities import BlendsVoices, DesignsVoices, FitsVoices, NudgesVoices
from clonyvoice.engines.contract import FittedVoice
from clonyvoice.engines.engine_trial import ContractBroken, EngineTrial, joined

_DESCRIPTION: Final = "a calm young woman with a warm voice"


def fits_if_declared(trial: EngineTrial) -> str | None:
    """A voice is fitted to speech, and then speaks; a cancelled fit ends."""
    if not isinstance(trial.engine, FitsVoices) or trial.reference is None:
        return None
    told: list[float] = []
    fits = list(trial.engine.fit(trial.reference, "instant", lambda at, _: told.append(at), CancelToken()))
    if [fit.level for fit in fits] != ["instant"] or fits[0].voice.engine != trial.engine.info.id:
        raise ContractBroken("the instant fit is not one voice of this engine")
    if not 0.0 <= (fits[0].fidelity or 0.0) <= 1.0:
        raise ContractBroken(f"a fidelity of {fits[0].fidelity}")
    said = joined(trial.say(replace(trial.request(), voice=fits[0].voice)))
    cancel = CancelToken()
    cancel.cancel()
    try:
        list(trial.engine.fit(trial.reference, "instant", lambda _at, _stage: None, cancel))
    except Cancelled:
        seconds = len(said) / trial.engine.info.sample_rate
        return f"{len(fits[0].voice.data)} bytes, fidelity {fits[0].fidelity}, {seconds:.2f} s said"
    raise ContractBroken("fits a voice though it was cancelled")


def designs_if_declared(trial: EngineTrial) -> str | None:
    """Voices are made from a description, the same for the same seed, and then speak; a cancelled design ends."""
    engine = trial.engine
    if not isinstance(engine, DesignsVoices):
        return None
    try:
        engine.check_description("  ")
    except ClonyError:
        pass
    else:
        raise ContractBroken("takes an empty description")
    engine.check_description(_DESCRIPTION)

    def made(seed: int) -> list[FittedVoice]:
        found = engine.design(_DESCRIPTION, CancelToken(), language=trial.language, seed=seed, count=2)
        return [one.voice for one in found]

    voices = made(5)
    if len(voices) != 2 or voices[0].data == voices[1].data or voices[0].engine != engine.info.id:
        raise ContractBroken("two designs are not two voices of this engine")
    if made(5) != voices:
        raise ContractBroken("the same seed gives other designs")
    said = joined(trial.say(replace(trial.request(), voice=voices[0])))
    cancel = CancelToken()
    cancel.cancel()
    try:
        list(engine.design(_DESCRIPTION, cancel, language=trial.language))
    except Cancelled:
        return f"{len(voices[0].data)} bytes, {len(said) / engine.info.sample_rate:.2f} s said"
    raise ContractBroken("designs a voice though it was cancelled")


def blends_and_nudges_if_declared(trial: EngineTrial) -> str | None:
    """Mixed and changed voices are of this engine, and speak; of a voice that is none they are the client's error."""
    engine, made = trial.engine, dict[str, FittedVoice]()
    if isinstance(engine, BlendsVoices):
        made["blend"] = engine.blend([(0.7, trial.voice), (0.3, trial.voice)])
        try:
            engine.blend([(1.0, "no_such_voice")])
        except ClonyError as error:
            if error.status >= 500:
                raise ContractBroken(f"a blend of an unknown voice gives {error.code}") from None
        else:
            raise ContractBroken("blends a voice that is none")
    if isinstance(engine, NudgesVoices):
        moved = engine.nudge(trial.voice, {"higher": 1.0}, CancelToken(), language=trial.language)
        made["nudge"] = moved.voice
    for how, voice in made.items():
        if voice.engine != engine.info.id or not len(
            joined(trial.say(replace(trial.request(), voice=voice)))
        ):
            raise ContractBroken(f"a {how} is no voice of this engine that speaks")
    return ", ".join(f"{how} {len(voice.data)} bytes" for how, voice in made.items()) or None


def follows_instructions_if_declared(trial: EngineTrial) -> str | None:
    """Instructions change the sound of the same text with the same seed."""
    if "instruct" not in trial.engine.info.abilities:
        return None
    usual = joined(trial.say(trial.request()))
    other = joined(trial.say(replace(trial.request(), instructions="Very low and slow, whispering.")))
    if "seed" in trial.engine.info.abilities and np.array_equal(usual, other):
        raise ContractBroken("declares 'instruct', but instructions change nothing")
    return f"{len(other) / max(1, len(usual)):.2f} of the length"
