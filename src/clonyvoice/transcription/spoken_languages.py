"""Languages of speech: the requested one, and those of the parts of a window."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.transcription.speech_windows import Window
from clonyvoice.transcription.voice_activity import RATE
from clonyvoice.transcription.whisper_network_contract import Network

_SURE = 0.97
"""Probability of a window's language from which no others are searched for: windows of two had 0.74 to 0.90."""
_OTHER = 0.7
"""Probability from which a window is in another language than the recording. Chosen by hand."""
_STRONG = 0.8
"""Probability in some slice without which a language is not spoken in a window. Chosen by hand."""
_SLICE, _HOP = 5.0, 2.5
"""Seconds from which a language is detected, and from one slice to the next. Chosen by hand."""
_CHANGE = 2.0
"""The cost of a change of language, as a logarithm of probability. Chosen by hand."""
_SHORTEST = 2.5
"""Seconds of a part below which its detected language is rejected. Chosen by hand."""
_BRIEFEST = 1.2
"""Seconds of an utterance below which its language is not detected: of nine of 1.4 s one was wrong."""
_SURELY = 0.98
"""Probability from which such an utterance is in another language; of 32 of 1.3 to 2.3 s none was wrongly so."""
_FRAME = RATE // 20
_QUIET, _PAUSE = 0.05, 5
"""A pause: more than so many frames of 50 ms, below that share of the loudness of the window. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Languages:
    """Languages for the detection in each window: `likely` is that of the recording; `allowed` are all possible ones.

    With an empty `allowed` all languages are possible.
    """

    likely: str
    allowed: tuple[str, ...] = ()


def languages_in(
    window: Window, sound: Any, network: Network, choice: Languages, cancel: CancelToken
) -> tuple[tuple[Window, str], ...]:
    """The parts of a window, cut where it is quiet, and the language of each. Raises Cancelled."""
    if len(choice.allowed) == 1:
        return ((window, choice.allowed[0]),)
    found = network.languages(sound, cancel)
    whole = among(found, choice.allowed)
    best = max(whole, key=lambda code: whole[code], default=choice.likely)
    if found.get(best, 0.0) >= _SURE:
        return ((window, best),)
    alone = best if whole.get(best, 0.0) > _OTHER else choice.likely

    def heard(start: float, seconds: float = _SLICE) -> dict[str, float]:
        cut = window.samples[round(start * RATE) : round((start + seconds) * RATE)]
        return among(network.languages(network.listen(cut, cancel), cancel), choice.allowed)

    parts = _by_slices(window, alone, heard)
    return _with_utterances(window, parts, heard)


def _by_slices(
    window: Window, alone: str, heard: Callable[[float], dict[str, float]]
) -> list[tuple[float, float, str]]:
    """Begin, end and language of the parts of a window, detected in slices of 5 s."""
    starts = np.arange(0.0, max(0.0, window.seconds - _SLICE) + _HOP, _HOP)
    starts = np.minimum(starts, max(0.0, window.seconds - _SLICE))
    if len(starts) < 3:
        return [(0.0, window.seconds, alone)]
    # Begin, middle and end first: mostly they agree.
    slices = {at: heard(float(starts[at])) for at in (0, len(starts) // 2, len(starts) - 1)}
    if all(one.get(alone, 0.0) >= _OTHER for one in slices.values()):
        return [(0.0, window.seconds, alone)]
    told = [slices[at] if at in slices else heard(float(starts[at])) for at in range(len(starts))]
    spoken = {alone} | {code for one in told for code, chance in one.items() if chance >= _STRONG}
    codes = sorted(spoken, key=lambda code: -sum(one.get(code, 0.0) for one in told))
    if len(codes) == 1:
        return [(0.0, window.seconds, codes[0])]
    chances = np.log([[max(one.get(code, 0.0), 0.01) for code in codes] for one in told])
    return _parts(window, [codes[at] for at in _path(chances)], starts)


def _with_utterances(
    window: Window,
    parts: Sequence[tuple[float, float, str]],
    heard: Callable[[float, float], dict[str, float]],
) -> tuple[tuple[Window, str], ...]:
    """The parts, divided again where an utterance between pauses is surely in another language than those around it."""
    spoken = [code for _, _, code in parts]
    edges = [start for start, _, _ in parts]
    utterances = _utterances(window)
    for at, (start, end) in enumerate(utterances):
        here = bisect_right(edges, (start + end) / 2) - 1
        if len(utterances) == 1 or not _BRIEFEST <= end - start <= _SLICE:
            continue
        told = heard(start, end - start)
        code = max(told, key=lambda each: told[each], default=spoken[here])
        if code == spoken[here] or told[code] < _SURELY or told.get(spoken[here], 0.0) > 1 - _SURELY:
            continue
        low = (utterances[at - 1][1] + start) / 2 if at else 0.0
        high = (end + utterances[at + 1][0]) / 2 if at + 1 < len(utterances) else window.seconds
        edges, spoken = _laid(edges, spoken, max(low, 0.0), high, code, window.seconds)
    bounds = [*edges, window.seconds]
    return tuple(
        (window.part(first, last) if len(edges) > 1 else window, code)
        for first, last, code in zip(bounds[:-1], bounds[1:], spoken, strict=True)
    )


def _laid(
    edges: list[float], spoken: list[str], low: float, high: float, code: str, end: float
) -> tuple[list[float], list[str]]:
    """The edges and languages of parts with `code` from `low` to `high`."""
    behind = spoken[bisect_right(edges, high) - 1]
    kept = [(at, each) for at, each in zip(edges, spoken, strict=True) if at < low or at > high]
    kept.append((low, code))
    if high < end:
        kept.append((high, behind))
    kept.sort()
    joined = [one for number, one in enumerate(kept) if number == 0 or one[1] != kept[number - 1][1]]
    return [at for at, _ in joined], [each for _, each in joined]


def _utterances(window: Window) -> list[tuple[float, float]]:
    """Stretches of sound between pauses of a quarter second or more, seconds."""
    count = len(window.samples) // _FRAME
    if not count:
        return []
    levels = np.sqrt(np.mean(window.samples[: count * _FRAME].reshape(count, _FRAME) ** 2, axis=1))
    loud = np.flatnonzero(levels > _QUIET * float(np.percentile(levels, 95)))
    if not len(loud):
        return []
    gaps = np.flatnonzero(np.diff(loud) > _PAUSE)
    firsts, lasts = loud[np.append(0, gaps + 1)], loud[np.append(gaps, len(loud) - 1)]
    size = _FRAME / RATE
    return [
        (float(first) * size, min(window.seconds, float(last + 1) * size))
        for first, last in zip(firsts, lasts, strict=True)
    ]


def among(found: dict[str, float], allowed: tuple[str, ...]) -> dict[str, float]:
    """The probabilities of the languages in `allowed` (all, if empty) alone, adding up to one."""
    if not allowed:
        return found
    kept = {code: max(found.get(code, 0.0), 1e-4) for code in allowed}
    total = sum(kept.values())
    return {code: chance / total for code, chance in kept.items()}


def _path(chances: NDArray[np.float64]) -> list[int]:
    """The likeliest language of each slice, with a cost for each change."""
    count, width = chances.shape
    came = np.zeros((count, width), np.int64)
    reached = chances[0]
    for row in range(1, count):
        best = int(reached.argmax())
        came[row] = np.where(reached >= reached[best] - _CHANGE, np.arange(width), best)
        reached = np.maximum(reached, reached[best] - _CHANGE) + chances[row]
    out = [int(reached.argmax())]
    for row in range(count - 1, 0, -1):
        out.append(int(came[row, out[-1]]))
    return out[::-1]


def _parts(window: Window, codes: list[str], starts: NDArray[np.float64]) -> list[tuple[float, float, str]]:
    edges, spoken = [0.0], [codes[0]]
    for at in range(1, len(codes)):
        if codes[at] == codes[at - 1]:
            continue
        middle = (float(starts[at - 1]) + float(starts[at]) + _SLICE) / 2
        cut = _quietest(window, middle - _HOP, middle + _HOP)
        if cut - edges[-1] < _SHORTEST:
            spoken[-1] = codes[at]
        else:
            edges.append(cut)
            spoken.append(codes[at])
    if len(edges) > 1 and window.seconds - edges[-1] < _SHORTEST:
        edges.pop()
        spoken.pop()
    edges.append(window.seconds)
    return list(zip(edges[:-1], edges[1:], spoken, strict=True))


def _quietest(window: Window, first: float, last: float) -> float:
    """The middle of the quietest 200 ms from `first` to `last` seconds."""
    size = RATE // 5
    begin = max(0, round(first * RATE))
    stop = max(begin + 1, min(len(window.samples), round(last * RATE)) - size)
    places = range(begin, stop, size // 4)
    levels = [float(np.mean(window.samples[at : at + size] ** 2)) for at in places]
    return (places[int(np.argmin(levels))] + size / 2) / RATE


class UnknownSpeechLanguage(InvalidRequest):
    """A language that the recogniser does not support."""

    code = "unknown_language"

    def __init__(self, language: str) -> None:
        known = ", ".join(sorted(languages()))
        super().__init__(
            f"The recogniser does not support the language '{language[:40]}'. Use `auto` or one of: {known}.",
            param="language",
        )


def known_language(language: str) -> str | None:
    """The recogniser's code for a language given as a code or BCP 47 tag; None for `auto` and nothing.

    Raises UnknownSpeechLanguage.
    """
    tag = language.strip().lower().replace("_", "-")
    if tag in {"", "auto"}:
        return None
    code = tag.split("-", 1)[0]
    if code not in languages():
        from clonyvoice.text.languages import UnknownLanguage, resolve

        try:
            code = resolve(language)
        except UnknownLanguage as error:
            raise UnknownSpeechLanguage(language) from error
    return code


def languages() -> tuple[str, ...]:
    """Codes of the languages of Whisper; loads no model."""
    from faster_whisper.tokenizer import _LANGUAGE_CODES

    return tuple(_LANGUAGE_CODES)
