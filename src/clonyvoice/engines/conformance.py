"""Checks that an engine keeps the engine contract: run by its tests, and by `clonyvoice engines try`."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.capabilities import CAPABILITIES, FitsVoices, presets_of
from clonyvoice.engines.contract import Engine, Reference, Spoken, SynthesisRequest, VoiceSource
from clonyvoice.text.languages import LANGUAGES
from clonyvoice.text.phonemes import phonemise

TEXTS: Final = {
    "en": "The morning train was late again, so we walked along the river.",
    "de": "Der Zug am Morgen kam wieder zu spät, also gingen wir zu Fuß.",
    "fr": "Le train du matin était encore en retard, alors nous avons marché.",
}
_LONG: Final = 3  # Sentences of the longer request, chosen by hand


class ContractBroken(Exception):
    """An engine violates the engine contract."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of one check: a measurement, or a `problem`; neither when the check does not apply."""

    name: str
    seconds: float
    detail: str = ""
    problem: str = ""


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


CheckRun: TypeAlias = Callable[[EngineTrial], str | None]


def declares_what_it_has(trial: EngineTrial) -> str:
    """Every ability that is a method is there, and none that is not declared."""
    info = trial.engine.info
    for ability, protocol in CAPABILITIES.items():
        declared, there = ability in info.abilities, isinstance(trial.engine, protocol)
        if declared != there:
            raise ContractBroken(
                f"declares {ability!r} without it" if declared else f"has {ability!r}, undeclared"
            )
    spoken = {language.split("-")[0] for language in info.languages}
    if not spoken or info.sample_rate < 8000 or info.max_phonemes < 20 or spoken - set(LANGUAGES):
        raise ContractBroken(f"a declaration that cannot be: {info}")
    for preset in presets_of(trial.engine):
        if preset.language.split("-")[0] not in spoken:
            raise ContractBroken(
                f"the preset {preset.id!r} speaks {preset.language!r}, which is not declared"
            )
    return ", ".join(sorted(info.abilities))


def loads_once(trial: EngineTrial) -> str:
    """Check that loading twice has no effect."""
    began = time.monotonic()
    trial.engine.load()
    return f"{time.monotonic() - began:.3f} s the second time"


def speaks(trial: EngineTrial) -> str:
    """A sentence is sound at the declared rate, neither silent nor beyond all bounds."""
    began = time.monotonic()
    first = 0.0
    pieces = []
    for spoken in trial.engine.synthesise(trial.request(), CancelToken()):
        first = first or time.monotonic() - began
        pieces.append(spoken)
    seconds = time.monotonic() - began
    if not pieces:
        raise ContractBroken("no sound for a plain sentence")
    if any(piece.audio.sample_rate != trial.engine.info.sample_rate for piece in pieces):
        raise ContractBroken("sound at another rate than it declares")
    sound = np.concatenate([piece.audio.samples for piece in pieces])
    length = len(sound) / trial.engine.info.sample_rate
    if not np.isfinite(sound).all() or not 1e-4 < float(np.abs(sound).max()) < 4.0:
        raise ContractBroken("sound that is silent, or no numbers, or far too loud")
    if not 0.5 < length < 60.0:
        raise ContractBroken(f"a sentence lasts {length:.1f} s")
    return f"{length:.2f} s of sound in {seconds:.2f} s, the first after {1000 * first:.0f} ms, {len(pieces)} pieces"


def streams_if_declared(trial: EngineTrial) -> str | None:
    """An engine that streams gives sound before all of it is made."""
    info = trial.engine.info
    if "stream" not in info.abilities:
        return None
    if "spans" in info.abilities:
        return "by spans"
    count = len(trial.say(trial.request(_LONG)))
    if count < 2:
        raise ContractBroken("declares 'stream', but gives a long text in one piece")
    return f"{count} pieces"


def stops_at_a_cancel(trial: EngineTrial) -> str:
    """A cancel ends a running request soon, and one that is cancelled already at once."""
    done = CancelToken()
    done.cancel()
    try:
        list(trial.engine.synthesise(trial.request(), done))
    except Cancelled:
        pass
    else:
        raise ContractBroken("speaks though it was cancelled before it began")
    cancel, at = CancelToken(), list[float]()

    def stop() -> None:
        at.append(time.monotonic())
        cancel.cancel()

    timer = threading.Timer(0.05, stop)
    timer.start()
    try:
        list(trial.engine.synthesise(trial.request(_LONG), cancel))
    except Cancelled:
        took = time.monotonic() - at[0]
        return f"stopped {1000 * took:.0f} ms after the cancel"
    finally:
        timer.cancel()
    return "the text was said before the cancel came"


def goes_on_after_a_cancel(trial: EngineTrial) -> str | None:
    """Check that the request after a cancelled one is complete, and with a seed the same as before."""
    first = _joined(trial.say(trial.request()))
    cancel = CancelToken()
    pieces = trial.engine.synthesise(trial.request(_LONG), cancel)
    next(pieces)
    cancel.cancel()
    with suppress(Cancelled):
        list(pieces)
    again = _joined(trial.say(trial.request()))
    if "seed" in trial.engine.info.abilities and not np.array_equal(first, again):
        raise ContractBroken("declares 'seed', but the same request gives another sound")
    return f"{len(again) / max(1, len(first)):.2f} of the length"


def keeps_requests_apart(trial: EngineTrial) -> str:
    """Requests at once each get their own sound."""
    wanted = len(_joined(trial.say(trial.request())))
    lengths: list[int] = []

    def ask() -> None:
        lengths.append(len(_joined(trial.say(trial.request()))))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(lengths) != 3 or not all(0.4 * wanted < length < 2.5 * wanted for length in lengths):
        raise ContractBroken(f"three requests at once give {lengths} samples, one alone {wanted}")
    return "3 at once"


def times_words_if_declared(trial: EngineTrial) -> str | None:
    """Words come in order, within the sound."""
    if "word_times" not in trial.engine.info.abilities:
        return None
    at, before, count = 0.0, 0.0, 0
    for spoken in trial.say(trial.request()):
        for word in spoken.words:
            if not before - 1e-3 <= at + word.start <= at + word.end <= at + spoken.audio.duration + 1e-3:
                raise ContractBroken(f"the word {count} is out of order, or out of its sound")
            before, count = at + word.start, count + 1
        at += spoken.audio.duration
    if count == 0:
        raise ContractBroken("declares 'word_times', but tells no words")
    return f"{count} words"


def obeys_speed_if_declared(trial: EngineTrial) -> str | None:
    """A greater speed makes the sound shorter."""
    if "speed" not in trial.engine.info.abilities:
        return None
    usual = len(_joined(trial.say(trial.request())))
    fast = len(_joined(trial.say(replace(trial.request(), speed=1.5))))
    if not 0.5 * usual < fast < 0.9 * usual:
        raise ContractBroken(f"at a speed of 1.5 the sound is {fast / usual:.2f} times as long")
    return f"{fast / usual:.2f} of the length at 1.5"


def refuses_unknown_voices(trial: EngineTrial) -> str:
    """A preset that is none is an error of the client's."""
    try:
        trial.say(replace(trial.request(), voice="no_such_voice"))
    except ClonyError as error:
        if error.status >= 500:
            raise ContractBroken(f"an unknown voice gives {error.code} ({error.status})") from None
        return error.code
    raise ContractBroken("speaks with a voice that is none")


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
    said = _joined(trial.say(replace(trial.request(), voice=fits[0].voice)))
    cancel = CancelToken()
    cancel.cancel()
    try:
        list(trial.engine.fit(trial.reference, "instant", lambda _at, _stage: None, cancel))
    except Cancelled:
        seconds = len(said) / trial.engine.info.sample_rate
        return f"{len(fits[0].voice.data)} bytes, fidelity {fits[0].fidelity}, {seconds:.2f} s said"
    raise ContractBroken("fits a voice though it was cancelled")


def gives_its_memory_back(trial: EngineTrial) -> str:
    """It can be unloaded and loaded again."""
    trial.engine.unload()
    trial.engine.load()
    return speaks(trial)


CHECKS: Final[tuple[CheckRun, ...]] = (
    declares_what_it_has,
    loads_once,
    speaks,
    streams_if_declared,
    times_words_if_declared,
    obeys_speed_if_declared,
    stops_at_a_cancel,
    goes_on_after_a_cancel,
    keeps_requests_apart,
    refuses_unknown_voices,
    fits_if_declared,
    gives_its_memory_back,
)


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


def results(trial: EngineTrial) -> Iterator[CheckResult]:
    """The result of each check, in order; one that fails does not keep the others from being made."""
    for check in CHECKS:
        name = check.__name__.replace("_", " ")
        began = time.monotonic()
        try:
            detail, problem = check(trial) or "", ""
        except ContractBroken as broken:
            detail, problem = "", str(broken)
        except Exception as error:
            detail, problem = "", f"{type(error).__name__}: {str(error)[:300]}"
        yield CheckResult(name, time.monotonic() - began, detail, problem)


def _joined(pieces: list[Spoken]) -> np.ndarray:
    return np.concatenate([np.zeros(0, np.float32), *(piece.audio.samples for piece in pieces)])
