"""A language that the model was not trained on, in the spelling that a preset's own language was trained in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from clonyvoice.engines.contract import VoiceSource
from clonyvoice.text.words import PhonemeWord

_Rules: TypeAlias = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> _Rules:
    return tuple((re.compile(pattern), said) for pattern, said in pairs)


# By language, and the first letter of the preset's id. Understood better than the plain spelling in these voices,
# and was worse or not tried in others (benchmarks/word_errors.py).
_ACCENTS: Mapping[tuple[str, str], _Rules] = {}


def accented(words: Sequence[PhonemeWord], language: str, voice: VoiceSource) -> tuple[PhonemeWord, ...]:
    """`words` as the preset `voice` says them best; as they are for other voices and languages."""
    rules = _ACCENTS.get((language, voice[:1])) if isinstance(voice, str) else None
    if rules is None:
        return tuple(words)
    return tuple(replace(word, phonemes=_spelled(word.phonemes, rules)) for word in words)


def _spelled(phonemes: str, rules: _Rules) -> str:
    for pattern, said in rules:
        phonemes = pattern.sub(said, phonemes)
    return phonemes
