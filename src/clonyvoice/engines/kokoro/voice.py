"""A Kokoro voice: style rows, pitch, rate, spectral shaping and offsets, and its bytes.

A voice without offsets is written in format 1, which every version reads; one with offsets in format 2, which stores
them on a scale of 127 steps either way for each of 64 stretches of the row, and the style as half floats.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.engines.contract import FittedVoice
from clonyvoice.engines.kokoro.frequency_bands import BANDS, CLASSES, FEATURES
from clonyvoice.engines.kokoro.plain_arrays import ArraysTooLarge, read_arrays

Array: TypeAlias = NDArray[np.float32]

ENGINE = "kokoro"
PLAIN, ADAPTED = 1, 2
"""Numbers of the two formats, without and with offsets, as stored in a voice's bytes."""
FORMATS = (PLAIN, ADAPTED)
STYLE_ROWS = 510
"""Styles of a preset, one for each length in phoneme symbols (Kokoro's voice files)."""
STYLE_SIZE = 256
"""Numbers of a style: 128 for the decoder and 128 for the prosody."""
TIMBRE = slice(0, 128)
PROSODY = slice(128, 256)
OFFSETS = 37_396
"""Numbers of the decoder's norms (`adaptive_norms.NormWeights.size`)."""
_MODEL = b"kokoro-82m-v1.0"
"""The model that the offsets belong to: others have as many norms."""
_FARTHEST = 100.0
"""No offset is larger. Chosen by hand."""
_MOST = 1000.0
"""No number of a style, and no gain, is larger: styles of presets stay below 4, gains that are used below 100 dB.
What lies far above becomes sound that is no number. Chosen by hand."""
_STRETCHES, _STEPS = 64, 127
"""Parts of an adaptation with a scale each, and steps of a signed byte on either side of 0. The 64 are
chosen by hand."""
_MAGIC = {PLAIN: b"CVK1", ADAPTED: b"CVK2"}
_MAX_BYTES = 16_000_000
"""Unpacked bytes of a fitted voice: many times what one has. Chosen by hand."""
_SCALARS = ("f0_scale", "f0_range", "f0_pivot", "rate")
_ARRAYS = ("style", "eq_db", "class_db", "warp_db")
_OFFSET_ARRAYS = ("offset_steps", "offset_scales", "model")
_LIMITS = {"f0_scale": (0.25, 4.0), "f0_range": (0.0, 4.0), "f0_pivot": (0.0, 1000.0), "rate": (0.25, 4.0)}
"""Ranges of the numbers of a voice: factors, and Hz. Chosen by hand."""


class VoiceDataInvalid(InvalidRequest):
    """The bytes of a fitted voice are damaged, too new, or no voice at all."""

    code = "voice_data_invalid"

    def __init__(self, why: str) -> None:
        super().__init__(f"The voice's data cannot be used: {why}. Fit the voice again from its samples.")


def _no_eq() -> Array:
    return np.zeros(BANDS, np.float32)


def _no_classes() -> Array:
    return np.zeros((0, BANDS), np.float32)


def _no_warp() -> Array:
    return np.zeros((0, FEATURES), np.float32)


def _no_offsets() -> Array:
    return np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True)
class KokoroVoice:
    """A voice that Kokoro can speak in.

    `style` float32 `[510, 256]` (row = number of tokens - 1) or `[1, 256]` (one row for every length);
    columns 0-127 feed the decoder (timbre), 128-255 the predictor (prosody).
    `f0_scale` multiplies the level of F0, `f0_range` the spread of log F0 around the voice's own level
    `f0_pivot` (in Hz, 0 means the mean of the chunk). `rate` multiplies the speed. `eq_db` `[BANDS]` is the
    gain of the long-term spectrum, `class_db` `[CLASSES, BANDS]` one more for each class of sounds, `warp_db`
    `[BANDS, FEATURES]` a linear map from a frame's own envelope to a further gain. The last two have no rows
    when unused. `offsets` `[OFFSETS]` are added to the scales and shifts of the decoder's norms; an adapted voice has
    them, others have none.
    """

    style: Array
    f0_scale: float = 1.0
    f0_range: float = 1.0
    f0_pivot: float = 0.0
    rate: float = 1.0
    eq_db: Array = field(default_factory=_no_eq)
    class_db: Array = field(default_factory=_no_classes)
    warp_db: Array = field(default_factory=_no_warp)
    offsets: Array = field(default_factory=_no_offsets)

    def __post_init__(self) -> None:
        shapes: dict[str, set[tuple[int, ...]]] = {
            "style": {(STYLE_ROWS, STYLE_SIZE), (1, STYLE_SIZE)},
            "eq_db": {(BANDS,)},
            "class_db": {(0, BANDS), (CLASSES, BANDS)},
            "warp_db": {(0, FEATURES), (BANDS, FEATURES)},
            "offsets": {(0,), (OFFSETS,)},
        }
        for name, allowed in shapes.items():
            array: Array = getattr(self, name)
            if array.dtype != np.float32 or array.shape not in allowed:
                raise VoiceDataInvalid(f"{name} is {array.dtype} {array.shape}")
            if not np.isfinite(array).all():
                raise VoiceDataInvalid(f"{name} holds values that are no numbers")
        if len(self.offsets) and float(np.abs(self.offsets).max()) > _FARTHEST:
            raise VoiceDataInvalid("its offsets are far too large")
        if max(float(np.abs(getattr(self, name)).max(initial=0.0)) for name in _ARRAYS) > _MOST:
            raise VoiceDataInvalid("it holds numbers that are far too large")
        for name, (low, high) in _LIMITS.items():
            value: float = getattr(self, name)
            if not low <= value <= high:
                raise VoiceDataInvalid(f"{name} is {value}, outside {low} to {high}")

    @classmethod
    def preset(cls, rows: Array) -> KokoroVoice:
        """A voice that is just the style `rows`, float32 `[510, 256]` or anything that reshapes to it."""
        return cls(np.ascontiguousarray(rows, np.float32).reshape(-1, STYLE_SIZE))

    @property
    def adapted(self) -> bool:
        """Whether the decoder's norms are moved for this voice."""
        return bool(len(self.offsets))

    @property
    def shaped(self) -> bool:
        """Whether the sound must pass `fit.spectral_shaping.shape` after the decoder."""
        return bool(self.eq_db.any() or len(self.class_db) or len(self.warp_db))

    def row(self, tokens: int) -> Array:
        """The style `[1, 256]` for a chunk of `tokens` tokens, padding not counted."""
        at = min(max(tokens - 1, 0), len(self.style) - 1)
        return self.style[at : at + 1]

    def pitched(self, f0: Array, semitones: float = 0.0) -> Array:
        """The F0 contour `f0` (Hz, any shape) at this voice's level and range, moved by `semitones`.

        Only voiced values (above 10 Hz, where Kokoro's source switches) change; the others stay as they are.
        """
        factor = self.f0_scale * 2.0 ** (semitones / 12.0)
        if factor == 1.0 and self.f0_range == 1.0:
            return f0
        voiced = f0 > 10.0
        if not voiced.any():
            return f0
        logs = np.log(np.maximum(f0, 10.0))
        pivot = math.log(self.f0_pivot) if self.f0_pivot > 0 else float(logs[voiced].mean())
        moved = np.exp(pivot + math.log(factor) + self.f0_range * (logs - pivot))
        return np.where(voiced, np.clip(moved, 30.0, 900.0), f0).astype(np.float32)

    @property
    def format(self) -> int:
        """The format in which it is written: the oldest that can hold it."""
        return ADAPTED if self.adapted else PLAIN

    def to_bytes(self) -> bytes:
        """The voice as bytes: a mark, then a zip of plain arrays; the same voice gives the same bytes."""
        arrays: dict[str, NDArray[Any]] = {name: getattr(self, name) for name in _ARRAYS}
        arrays["scalars"] = np.array([getattr(self, name) for name in _SCALARS], np.float64)
        if self.adapted:
            arrays["style"] = self.style.astype(np.float16)
            arrays |= _packed(self.offsets)
        buffer = io.BytesIO()
        np.savez_compressed(buffer, allow_pickle=False, **arrays)
        return _MAGIC[self.format] + buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> KokoroVoice:
        """The voice that `to_bytes` wrote. Never unpickles, never over 16 MB. Raises VoiceDataInvalid."""
        known = next((number for number, mark in _MAGIC.items() if data.startswith(mark)), None)
        if known is None:
            raise VoiceDataInvalid("it is no Kokoro voice of a format that this version knows")
        body = data[len(_MAGIC[known]) :]
        wanted = {*_ARRAYS, "scalars", *(_OFFSET_ARRAYS if known == ADAPTED else ())}
        try:
            arrays = read_arrays(body, _MAX_BYTES)
        except ArraysTooLarge as error:
            raise VoiceDataInvalid("it is far too large") from error
        except ValueError as error:
            raise VoiceDataInvalid("it is damaged") from error
        if set(arrays) != wanted:
            raise VoiceDataInvalid("parts are missing or unknown")
        scalars = arrays["scalars"].astype(np.float64).ravel().tolist()
        if len(scalars) != len(_SCALARS) or not all(math.isfinite(value) for value in scalars):
            raise VoiceDataInvalid("it is damaged")
        offsets = _no_offsets()
        if known == ADAPTED:
            if arrays["style"].dtype != np.float16:
                raise VoiceDataInvalid("it is damaged")
            arrays["style"] = arrays["style"].astype(np.float32)
            offsets = _unpacked(arrays)
        style, eq_db, class_db, warp_db = (arrays[name] for name in _ARRAYS)
        f0_scale, f0_range, f0_pivot, rate = scalars
        return cls(style, f0_scale, f0_range, f0_pivot, rate, eq_db, class_db, warp_db, offsets)

    def fitted(self) -> FittedVoice:
        """The voice as the engine contract's opaque bytes."""
        return FittedVoice(ENGINE, self.format, self.to_bytes())

    @classmethod
    def of(cls, voice: FittedVoice) -> KokoroVoice:
        """The Kokoro voice stored in `voice`. Raises VoiceDataInvalid for another engine's or a newer format."""
        if voice.engine != ENGINE or voice.format not in FORMATS:
            raise VoiceDataInvalid(f"it was made for {voice.engine} in format {voice.format}")
        return cls.from_bytes(voice.data)

    def with_offsets(self, share: float) -> KokoroVoice:
        """The voice with its offsets multiplied by `share`; without any for 0."""
        if share == 0.0:
            return replace(self, offsets=_no_offsets())
        return replace(self, offsets=np.asarray(np.float32(share) * self.offsets, np.float32))

    def nudged(self, **changes: float) -> KokoroVoice:
        """The voice with some of `f0_scale`, `f0_range`, `rate` multiplied by the given factors."""
        return replace(self, **{name: getattr(self, name) * factor for name, factor in changes.items()})


def _packed(offsets: Array) -> dict[str, NDArray[Any]]:
    """`offsets` as whole steps, with the size of a step in each stretch of the row."""
    steps, scales = [], []
    for stretch in np.array_split(offsets, _STRETCHES):
        scales.append(max(float(np.abs(stretch).max()), 1e-9) / _STEPS)
        steps.append(np.round(stretch / np.float32(scales[-1])).astype(np.int8))
    return {
        "offset_steps": np.concatenate(steps),
        "offset_scales": np.array(scales, np.float32),
        "model": np.frombuffer(_MODEL, np.uint8),
    }


def _unpacked(arrays: Mapping[str, NDArray[Any]]) -> Array:
    """The offsets that `_packed` wrote. Raises VoiceDataInvalid."""
    steps, scales, model = (arrays[name] for name in _OFFSET_ARRAYS)
    if model.dtype != np.uint8 or model.tobytes() != _MODEL:
        raise VoiceDataInvalid("its offsets belong to another model")
    if steps.dtype != np.int8 or steps.shape != (OFFSETS,):
        raise VoiceDataInvalid(f"its offsets are {steps.dtype} {steps.shape}")
    if scales.dtype != np.float32 or scales.shape != (_STRETCHES,) or not np.isfinite(scales).all():
        raise VoiceDataInvalid("its offsets hold values that are no numbers")
    pieces = zip(np.array_split(steps, _STRETCHES), scales, strict=True)
    with np.errstate(over="ignore"):
        return np.concatenate([piece.astype(np.float32) * scale for piece, scale in pieces])


def blend(parts: Sequence[tuple[float, KokoroVoice]]) -> KokoroVoice:
    """The voices mixed by weight (`0.6*a + 0.4*b`): weights are scaled to sum to one.

    Styles and gains mix linearly, levels and rates geometrically; without a kind of gain a voice is flat.
    """
    total = sum(weight for weight, _ in parts)
    if total <= 0 or any(weight < 0 for weight, _ in parts):
        raise ValueError(
            "a blend needs at least one voice, and weights that are not negative and not all zero"
        )
    shares = [(weight / total, voice) for weight, voice in parts]
    rows = max(len(voice.style) for _, voice in parts)

    def mixed(name: str, shape: tuple[int, ...]) -> Array:
        out = np.zeros(shape, np.float32)
        for share, voice in shares:
            array = getattr(voice, name)
            if len(array):
                out += np.float32(share) * array
        return out

    def geometric(name: str) -> float:
        return math.exp(sum(share * math.log(getattr(voice, name)) for share, voice in shares))

    pivots = [voice.f0_pivot for _, voice in shares]
    return KokoroVoice(
        style=mixed("style", (rows, STYLE_SIZE)),
        f0_scale=geometric("f0_scale"),
        f0_range=sum(share * voice.f0_range for share, voice in shares),
        f0_pivot=geometric("f0_pivot") if all(pivot > 0 for pivot in pivots) else 0.0,
        rate=geometric("rate"),
        eq_db=mixed("eq_db", (BANDS,)),
        class_db=mixed("class_db", (CLASSES, BANDS))
        if any(len(v.class_db) for _, v in parts)
        else _no_classes(),
        warp_db=mixed("warp_db", (BANDS, FEATURES)) if any(len(v.warp_db) for _, v in parts) else _no_warp(),
        offsets=mixed("offsets", (OFFSETS,)) if any(v.adapted for _, v in parts) else _no_offsets(),
    )
