"""Words of takes with their times, as they are stored and come in files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class TakeWord(BaseModel):
    """A word of a take: its time in seconds, and its place in the take's text."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    word: str = Field(max_length=500)
    start: float = Field(ge=0, le=1e6)
    end: float = Field(ge=0, le=1e6)
    start_char: int = Field(ge=0, le=1_000_000)
    end_char: int = Field(ge=0, le=1_000_000)


def readable_words(stored: Iterable[Any]) -> list[TakeWord]:
    """The words of a stored take without those that are damaged, so that one of them spoils no mix and no subtitles."""
    found: list[TakeWord] = []
    for word in stored:
        try:
            found.append(TakeWord.model_validate(word))
        except ValidationError:
            continue
    return found
