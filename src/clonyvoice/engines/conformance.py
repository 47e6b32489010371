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
from clonyvoice.engines.capabilities import CAPABILITIES, presets_of
from clonyvoice.engines.engine_trial import ContractBroken, EngineTrial, joined
from clonyvoice.engines.made_voice_checks import (
    blends_and_nudges_if_declared,
    designs_if_declared,
    fits_if_declared,
    follows_instructions_if_declared,
)
from clonyvoice.text.languages import LANGUAGES

_LONG: Final = 3  # Sentences of the longer request, chosen by hand


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of one check: a measurement, or a `problem`; neither when the check does not apply."""

    name: str
    seconds: float
    detail: str = ""
    problem: str = ""


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
    first = joined(trial.say(trial.request()))
    cancel = CancelToken()
    pieces = trial.engine.synthesise(trial.request(_LONG), cancel)
    next(pieces)
    cancel.cancel()
    with suppress(Cancelled):
        list(pieces)
    again = joined(trial.say(trial.request()))
    if "seed" in trial.engine.info.abilities and not np.array_equal(first, again):
        raise ContractBroken("declares 'seed', but the same request gives another sound")
    return f"{len(again) / max(1, len(first)):.2f} of the length"


def keeps_requests_apart(trial: EngineTrial) -> str:
    """Requests at once each get their own sound."""
    wanted = len(joined(trial.say(trial.request())))
    lengths: list[int] = []

    def ask() -> None:
        lengths.append(len(joined(trial.say(trial.request()))))

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
    usual = len(joined(trial.say(trial.request())))
    fast = len(joined(trial.say(replace(trial.request(), speed=1.5))))
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
    designs_if_declared,
    blends_and_nudges_if_declared,
    follows_instructions_if_declared,
    gives_its_memory_back,
)


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
