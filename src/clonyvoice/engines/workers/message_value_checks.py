"""Checks of values that an engine's process sends: types and bounds, before anything here relies on them."""

from __future__ import annotations

import math
from typing import Any, Final

from clonyvoice.engines.contract import EngineInfo, Preset, SpokenWord
from clonyvoice.engines.workers.message_encoding import BadMessage

_RATES: Final = (8_000, 192_000)
"""Sample rates that sound is made at. Chosen by hand."""
_MOST_AT_ONCE: Final = 256
"""Greatest number of requests at once. Chosen by hand: far more than any GPU takes."""


def check_declaration(info: EngineInfo) -> None:
    """Return when all values of a declaration are of their types and within bounds. Raises BadMessage."""
    texts = (
        info.id,
        info.title,
        info.licence,
        *info.languages,
        *info.weights,
        *info.abilities,
        *info.devices,
    )
    if not all(_is_text(value) for value in texts) or not info.id or not info.languages:
        raise BadMessage("a declaration whose names are no texts")
    numbers = (
        (info.sample_rate, *_RATES),
        (info.memory_mb, 0, 10_000_000),
        (info.max_phonemes, 1, 100_000),
        (info.at_once, 1, _MOST_AT_ONCE),
    )
    for value, low, high in numbers:
        if not _is_whole(value) or not low <= value <= high:
            raise BadMessage("a declaration whose numbers are out of bounds")


def check_preset(preset: Preset) -> None:
    """Return when all values of a preset are of their types. Raises BadMessage."""
    texts = (preset.id, preset.name, preset.language, preset.description)
    if not all(_is_text(value) for value in texts) or preset.gender not in ("female", "male"):
        raise BadMessage("a preset whose values are of other types")


def check_word(word: SpokenWord) -> None:
    """Return when a word is text with times and places that are numbers. Raises BadMessage."""
    places = _is_whole(word.start_char) and _is_whole(word.end_char)
    if not (places and _is_text(word.text) and is_number(word.start) and is_number(word.end)):
        raise BadMessage("words whose values are of other types")


def is_number(value: Any) -> bool:
    """Whether a value is a finite number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: Any) -> bool:
    """Whether a value is text that can be written as UTF-8."""
    try:
        return isinstance(value, str) and bool(value.encode() or True)
    except UnicodeEncodeError:
        return False
