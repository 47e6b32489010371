"""Messages about voices that an engine makes (designs, blends, nudges), from the values of the contract and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from clonyvoice.engines.capabilities import DesignedVoice, NudgedVoice
from clonyvoice.engines.contract import FittedVoice, VoiceSource
from clonyvoice.engines.workers.contract_messages import Payload
from clonyvoice.engines.workers.message_encoding import BadMessage
from clonyvoice.engines.workers.messages import (
    Blended,
    BlendVoices,
    DesignMade,
    MakeDesigns,
    Nudged,
    NudgeVoice,
)


def design(
    number: int,
    description: str,
    *,
    language: str,
    gender: str | None,
    age: str | int | None,
    seed: int,
    count: int,
) -> tuple[MakeDesigns, bytes]:
    """The message for a design, which has no payload."""
    return MakeDesigns(number, description, language, gender, age, seed, count), b""


def designed(number: int, made: DesignedVoice) -> tuple[DesignMade, bytes]:
    """The message for a designed voice, and its payload."""
    message = DesignMade(number, made.voice.format, made.language, made.seed, made.gender, made.details)
    return message, made.voice.data


def designed_of(message: DesignMade, payload: Payload, engine_id: str) -> DesignedVoice:
    """The designed voice of a message. Raises BadMessage."""
    if message.gender not in ("female", "male", None):
        raise BadMessage("a designed voice of an unknown gender")
    voice = FittedVoice(engine_id, message.voice_format, bytes(payload))
    return DesignedVoice(voice, message.language, message.seed, cast("Any", message.gender), message.details)


def blend(number: int, parts: Sequence[tuple[float, VoiceSource]]) -> tuple[BlendVoices, bytes]:
    """The message for a mixture, and its payload."""
    shown: list[list[Any]] = []
    data = b""
    for weight, voice in parts:
        if isinstance(voice, FittedVoice):
            shown.append([weight, None, voice.format, len(voice.data)])
            data += voice.data
        else:
            shown.append([weight, voice, 0, 0])
    return BlendVoices(number, shown), data


def parts_of(message: BlendVoices, payload: Payload, engine_id: str) -> list[tuple[float, VoiceSource]]:
    """The weights and voices of a message. Raises BadMessage."""
    found: list[tuple[float, VoiceSource]] = []
    at = 0
    try:
        for weight, preset, shape, count in message.parts:
            data = bytes(payload[at : at + count])
            found.append(
                (float(weight), FittedVoice(engine_id, shape, data) if preset is None else str(preset))
            )
            at += count
    except (TypeError, ValueError):
        raise BadMessage("parts that lack fields") from None
    return found


def blended(number: int, voice: FittedVoice) -> tuple[Blended, bytes]:
    """The message for a mixture that was made, and its payload."""
    return Blended(number, voice.format), voice.data


def blended_of(message: Blended, payload: Payload, engine_id: str) -> FittedVoice:
    """The mixture of a message."""
    return FittedVoice(engine_id, message.voice_format, bytes(payload))


def nudge(
    number: int, voice: VoiceSource, moves: Mapping[str, float], language: str
) -> tuple[NudgeVoice, bytes]:
    """The message for a change of a voice, and its payload."""
    fitted = voice if isinstance(voice, FittedVoice) else None
    preset = voice if isinstance(voice, str) else None
    message = NudgeVoice(number, preset, 0 if fitted is None else fitted.format, dict(moves), language)
    return message, b"" if fitted is None else fitted.data


def nudge_of(message: NudgeVoice, payload: Payload, engine_id: str) -> tuple[VoiceSource, dict[str, float]]:
    """The voice and the moves of a message. Raises BadMessage."""
    try:
        moves = {name: float(amount) for name, amount in message.moves.items()}
    except (TypeError, ValueError):
        raise BadMessage("moves that are no numbers") from None
    if message.preset is not None:
        return message.preset, moves
    return FittedVoice(engine_id, message.voice_format, bytes(payload)), moves


def nudged(number: int, made: NudgedVoice) -> tuple[Nudged, bytes]:
    """The message for a changed voice, and its payload."""
    return Nudged(number, made.voice.format, made.before, made.targets, made.measured), made.voice.data


def nudged_of(message: Nudged, payload: Payload, engine_id: str) -> NudgedVoice:
    """The changed voice of a message."""
    voice = FittedVoice(engine_id, message.voice_format, bytes(payload))
    return NudgedVoice(voice, message.before, message.targets, message.measured)
