"""Field types that several bodies share: times in UTC, names, languages, engines, pronunciations."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Final, TypeAlias

from pydantic import (
    AfterValidator,
    GetCoreSchemaHandler,
    GetPydanticSchema,
    PlainSerializer,
    StringConstraints,
)
from pydantic_core import CoreSchema, core_schema

from clonyvoice.core.job_state import JobState
from clonyvoice.speech.request import LONGEST_INSTRUCTIONS


def iso(at: datetime) -> str:
    """`2026-01-02T03:04:05.678Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


UtcTime = Annotated[datetime, PlainSerializer(iso, return_type=str)]
"""A field of a response model: written as ISO 8601 in UTC with milliseconds."""


def _one_of_the_states(_source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
    words = core_schema.literal_schema([str(state) for state in JobState])
    return core_schema.no_info_after_validator_function(JobState, words)


StateField: TypeAlias = Annotated[str, GetPydanticSchema(_one_of_the_states)]
"""A `JobState`: of a job, or of what it makes. Typed as a text, because FastAPI describes every enumeration apart."""
Name: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""A voice's id or name."""
Language: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
"""A language tag, or `auto`."""
LANGUAGE_HELP: Final = "`auto` finds it for each sentence; else a code such as `en`, `ko`, `en-GB`."
EngineId: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
"""The id of an installed engine."""
ENGINE_HELP: Final = (
    "The engine that speaks: one that is installed here (`/api/system/info`), and that the voice has a fit for or came"
    " with. Left out: for each voice the best that is ready for the language."
)

Instructions: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=LONGEST_INSTRUCTIONS)
]
"""The manner of speaking in words."""
INSTRUCTIONS_HELP: Final = (
    "How it is said, in words: `slowly, in a low voice`. Engines that have the ability `instruct` follow them with"
    " their presets as they are written; with other voices they are followed as far as they speak of pace, pitch,"
    " liveliness and level, and refused when that is nothing. Not with `ssml`."
)


def _word(word: str) -> str:
    from clonyvoice.text.phonemes.user_dictionary import (
        checked_word,  # loads the front ends: not at the start
    )

    return checked_word(word)


def _saying(said: str) -> str:
    from clonyvoice.text.phonemes.user_dictionary import checked_saying

    return checked_saying(said)


def _each_once(words: dict[str, str]) -> dict[str, str]:
    if words:
        from clonyvoice.text.phonemes.user_dictionary import check_each_once

        check_each_once(words)
    return words


Pronunciations: TypeAlias = Annotated[
    dict[
        Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_word)],
        Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_saying)],
    ],
    AfterValidator(_each_once),
]
"""Words and how each is said: IPA between slashes, or a spelling by sound."""
