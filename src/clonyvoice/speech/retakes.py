"""Retakes: a chunk made once more, with changes that are checked before its job is.

A retake never overwrites: the new take is heard from then on, and earlier ones can be made active again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clonyvoice.core.job_state import UNFINISHED
from clonyvoice.engines.contract import FittedVoice
from clonyvoice.engines.registry import EngineLacks
from clonyvoice.speech.errors import ChunkNotFound, ChunkTextTooLong, StillRunning
from clonyvoice.speech.generation_run import Engines
from clonyvoice.speech.model import Generation
from clonyvoice.speech.records.generation_rows import manner_settings
from clonyvoice.speech.request import random_seed
from clonyvoice.speech.request_planning import only
from clonyvoice.speech.style_instructions import followed
from clonyvoice.text.languages import AUTO, NothingToSay
from clonyvoice.text.phonemes import can_be_said
from clonyvoice.voices.library import Voices

MAX_CHUNK_TEXT = 5000
"""Characters of one chunk made again: some five minutes, all of which are in memory while it is made.
Chosen by hand."""


def retake_payload(
    generation: Generation,
    index: int,
    changes: Mapping[str, Any],
    asker: str,
    voices: Voices,
    engines: Engines,
) -> dict[str, Any]:
    """The payload of the job of a retake: the changes given, a seed, and the voice's fit where it changes.

    Raises ChunkNotFound, StillRunning, NothingToSay, ChunkTextTooLong, EngineNotFound, VoiceNotFitted,
    InstructionsNotFollowed.
    """
    if generation.status in UNFINISHED:
        raise StillRunning
    chunk = next((chunk for chunk in generation.chunks if chunk.index == index), None)
    if chunk is None:
        raise ChunkNotFound(index)
    given = {name: value for name, value in changes.items() if value is not None}
    if "text" in given and len(given["text"]) > MAX_CHUNK_TEXT:
        raise ChunkTextTooLong(len(given["text"]), MAX_CHUNK_TEXT)
    if "text" in given and not can_be_said(given["text"]):
        raise NothingToSay
    engine = given.pop("engine", None)
    if engine is not None:
        engines.info(engine)
    follows = False
    name = given.get("voice_id") or (None if "design" in chunk.settings else chunk.voice_id)
    if name is not None:  # refused now, not by the job
        language = given.get("language") or chunk.language
        speaking = voices.speaking(
            name, asker=asker, engines=only(engine), languages=() if language == AUTO else (language,)
        )
        able = "instruct" in engines.info(speaking.engine).abilities
        follows = able and not isinstance(speaking.source, FittedVoice)
        if given.keys() & {"voice_id", "language"} or engine is not None:
            given |= {"voice_id": speaking.voice.id, "version": speaking.revision}
    elif engine not in (None, generation.engine):
        raise EngineLacks(engine, "design", [generation.engine])
    if "instructions" in given:
        given |= manner_settings(followed(given["instructions"], by_engine=follows))
    if "seed" not in given:
        given["seed"] = random_seed()  # a retake is asked for to get another one
    return {"generation_id": generation.id, "chunk_index": index, "changes": given}
