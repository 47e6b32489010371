"""Requests to design voices, and the candidates made for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from clonyvoice.text.languages import AUTO, resolve
from clonyvoice.voices.voice_changes import clean_name

_NAME = 60
"""Characters of a description that become a name. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class DesignRequest:
    """A request to design voices from a description.

    `gender` and `age` win over the description; `candidates` is the number of different voices.
    """

    description: str
    name: str = ""
    language: str | None = None
    """The language that it will mostly speak; None is English."""
    gender: str | None = None
    age: str | int | None = None
    seed: int | None = None
    """The same seed gives the same voices; None draws one."""
    candidates: int = 1
    save: bool = True
    """False makes voices that are deleted after a day unless changed or renamed."""
    seconds: float | None = None
    """Seconds after which no further candidate is begun; the first one is always made."""
    engine: str | None = None
    """The engine that designs; None: the first one that can."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A voice just designed."""

    voice_id: str
    seed: int
    details: dict[str, Any]
    """JSON values of the engine, such as the words that it understood and its measurements."""


def any_seed(seed: int | None) -> int:
    """The seed, or one of chance."""
    return seed if seed is not None else int(np.random.default_rng().integers(1, 2**31 - 1))


def spoken_language(language: str | None) -> str:
    """The code of the language; English for `auto` and nothing. Raises UnknownLanguage."""
    return "en" if not language or language == AUTO else resolve(language)


def short_name(description: str) -> str:
    """The beginning of a description, as a voice's name."""
    words = " ".join(description.split())
    return clean_name(words if len(words) <= _NAME else words[: _NAME - 3].rsplit(" ", 1)[0] + "…")
