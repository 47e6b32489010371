"""Messages of a worker process made from the values of the engine contract, and read back into them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, astuple, fields
from typing import Any, Final, TypeAlias, cast, get_args

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.errors import ClonyError, Unavailable
from clonyvoice.engines.contract import (
    EngineInfo,
    Fit,
    FittedVoice,
    Preset,
    Reference,
    ReferenceClip,
    RefineLevel,
    Spoken,
    SpokenWord,
    SynthesisRequest,
)
from clonyvoice.engines.workers.message_encoding import BadMessage
from clonyvoice.engines.workers.message_value_checks import (
    check_declaration,
    check_preset,
    check_word,
    is_number,
)
from clonyvoice.engines.workers.messages import (
    VERSION,
    Failed,
    Fitted,
    FitVoice,
    Piece,
    Ready,
    Speak,
)
from clonyvoice.text.phoneme_words import PhonemeWord

Payload: TypeAlias = bytearray | memoryview
_MADE: Final[dict[str, Callable[[Any], Any]]] = {
    "languages": tuple, "weights": tuple, "abilities": frozenset, "devices": tuple
}  # fmt: skip


def ready(info: EngineInfo, presets: list[Preset]) -> Ready:
    """The greeting of an engine's process."""
    declared = asdict(info) | {"abilities": sorted(info.abilities)}
    return Ready(VERSION, declared, [asdict(preset) for preset in presets])


def info_of(declared: dict[str, Any]) -> EngineInfo:
    """The declaration in a greeting. Raises BadMessage."""
    known = {part.name for part in fields(EngineInfo)}
    try:
        given = {
            name: _MADE[name](value) if name in _MADE else value
            for name, value in declared.items()
            if name in known
        }
        info = EngineInfo(**given)
    except (TypeError, ValueError):
        raise BadMessage("a declaration that lacks fields") from None
    check_declaration(info)
    return info


def presets_of(shown: list[dict[str, Any]]) -> tuple[Preset, ...]:
    """The presets in a greeting. Raises BadMessage."""
    try:
        presets = tuple(Preset(**one) for one in shown)
    except TypeError:
        raise BadMessage("a preset that lacks fields") from None
    for preset in presets:
        check_preset(preset)
    return presets


def speak(number: int, request: SynthesisRequest) -> tuple[Speak, bytes]:
    """The message for a request, and its payload."""
    fitted = request.voice if isinstance(request.voice, FittedVoice) else None
    message = Speak(
        id=number,
        text=request.text,
        language=request.language,
        preset=request.voice if isinstance(request.voice, str) else None,
        voice_format=0 if fitted is None else fitted.format,
        words=[list(astuple(word)) for word in request.words],
        speed=request.speed,
        pitch=request.pitch,
        pitch_range=request.pitch_range,
        seed=request.seed,
        span=None if request.span is None else list(request.span),
        instructions=request.instructions,
    )
    return message, b"" if fitted is None else fitted.data


def request_of(message: Speak, payload: Payload, engine_id: str) -> SynthesisRequest:
    """The request of a message. Raises BadMessage."""
    voice = message.preset
    try:
        return SynthesisRequest(
            text=message.text,
            language=message.language,
            voice=FittedVoice(engine_id, message.voice_format, bytes(payload)) if voice is None else voice,
            words=tuple(PhonemeWord(*word) for word in message.words),
            speed=message.speed,
            pitch=message.pitch,
            pitch_range=message.pitch_range,
            seed=message.seed,
            span=None if message.span is None else (message.span[0], message.span[1]),
            instructions=message.instructions,
        )
    except (TypeError, IndexError):
        raise BadMessage("words that lack fields") from None


def piece(number: int, spoken: Spoken) -> Piece:
    """The message for sound, whose samples are its payload."""
    words = [[word.text, word.start, word.end, word.start_char, word.end_char] for word in spoken.words]
    return Piece(number, spoken.audio.sample_rate, words)


def spoken_of(message: Piece, payload: Payload) -> Spoken:
    """The sound of a message, without a copy. Raises BadMessage if its samples are not finite float32 numbers."""
    if len(payload) % 4 or message.sample_rate <= 0:
        raise BadMessage("samples that are no float32")
    samples = np.frombuffer(payload, np.float32)
    if len(samples) and not (
        np.isfinite(samples.min()) and np.isfinite(samples.max())
    ):  # no temporary array of this length
        raise BadMessage("samples that are no numbers")
    try:
        words = tuple(SpokenWord(*word) for word in message.words)
    except TypeError:
        raise BadMessage("words that lack fields") from None
    for word in words:
        check_word(word)
    return Spoken(Audio(samples, message.sample_rate), words)


def fit_voice(number: int, reference: Reference, level: str) -> tuple[FitVoice, bytes]:
    """The message for a fit, and its payload."""
    clips = [
        [len(clip.audio.samples), clip.audio.sample_rate, clip.transcript, clip.weight]
        for clip in reference.clips
    ]
    sound = b"".join(clip.audio.samples.tobytes() for clip in reference.clips)
    return FitVoice(number, level, reference.language, reference.seed, clips), sound


def reference_of(message: FitVoice, payload: Payload) -> Reference:
    """The reference of a message. Raises BadMessage."""
    try:
        samples, at, clips = np.frombuffer(payload, np.float32), 0, []
        for count, rate, transcript, weight in message.clips:
            clips.append(ReferenceClip(Audio(samples[at : at + count].copy(), rate), transcript, weight))
            at += count
        return Reference(tuple(clips), message.language, message.seed)
    except (TypeError, ValueError):
        raise BadMessage("clips that lack fields") from None


def fitted(number: int, fit: Fit) -> tuple[Fitted, bytes]:
    """The message for a fit, and its payload."""
    report = {name: float(value) for name, value in fit.report.items()}
    fidelity = None if fit.fidelity is None else float(fit.fidelity)
    return Fitted(number, fit.voice.format, fit.level, fidelity, report), fit.voice.data


def fit_of(message: Fitted, payload: Payload, engine_id: str) -> Fit:
    """The fit of a message. Raises BadMessage."""
    if message.level not in get_args(RefineLevel):
        raise BadMessage("a fit of an unknown level")
    voice = FittedVoice(engine_id, message.voice_format, bytes(payload))
    report = message.report
    if not all(is_number(value) for value in (*report.values(), message.fidelity or 0.0)):
        raise BadMessage("a fit whose measurements are no numbers")
    return Fit(voice, cast("RefineLevel", message.level), message.fidelity, report)


def failed(number: int, error: ClonyError) -> Failed:
    """The message for an error."""
    shown = {"code": error.code, "status": error.status, "type": error.type, "message": error.message}
    more = {"param": error.param, "retry_after": error.retry_after, "details": error.details}
    return Failed(number, shown | more)


class EngineError(Unavailable):
    """An error that an engine raised in its own process, with its code, status and details."""

    code = "engine_error"

    def __init__(self, shown: dict[str, Any]) -> None:
        super().__init__(
            str(shown.get("message", ""))[:1000],
            param=shown.get("param"),
            retry_after=shown.get("retry_after"),
            details=shown.get("details") if isinstance(shown.get("details"), dict) else None,
        )
        self.__dict__["code"] = str(shown.get("code", "engine_error"))[:80]
        status = shown.get("status", 500)
        self.__dict__["status"] = status if isinstance(status, int) and 400 <= status < 600 else 500
        self.__dict__["type"] = str(shown.get("type", "api_error"))[:80]
