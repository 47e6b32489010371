"""What a Kokoro voice is made of: style rows, pitch, rate and spectral shaping, and its bytes."""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.engines.contract import FittedVoice
from clonyvoice.engines.kokoro.fit.bands import BANDS, CLASSES, FEATURES

Array: TypeAlias = NDArray[np.float32]

ENGINE = "kokoro"
FORMAT = 1
STYLE_ROWS = 510
STYLE_SIZE = 256
TIMBRE = slice(0, 128)
PROSODY = slice(128, 256)
_MAGIC = b"CVK1"
_MAX_BYTES = 16_000_000
_SCALARS = ("f0_scale", "f0_range", "f0_pivot", "rate")
_ARRAYS = ("style", "eq_db", "class_db", "warp_db")
_LIMITS = {"f0_scale": (0.25, 4.0), "f0_range": (0.0, 4.0), "f0_pivot": (0.0, 1000.0), "rate": (0.25, 4.0)}


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


@dataclass(frozen=True, slots=True)
class KokoroVoice:
    """A voice that Kokoro can speak in.

    `style` float32 `[510, 256]` (row = number of tokens - 1) or `[1, 256]` (one row for every length);
    columns 0-127 feed the decoder (timbre), 128-255 the predictor (prosody).
    `f0_scale` multiplies the level of F0, `f0_range` the spread of log F0 around the voice's own level
    `f0_pivot` (in Hz, 0 means the mean of the chunk). `rate` multiplies the speed. `eq_db` `[BANDS]` is the
    gain of the long-term spectrum, `class_db` `[CLASSES, BANDS]` one more for each class of sounds, `warp_db`
    `[BANDS, FEATURES]` a linear map from a frame's own envelope to a further gain. The last two have no rows
    when unused.
    """

    style: Array
    f0_scale: float = 1.0
    f0_range: float = 1.0
    f0_pivot: float = 0.0
    rate: float = 1.0
    eq_db: Array = field(default_factory=_no_eq)
    class_db: Array = field(default_factory=_no_classes)
    warp_db: Array = field(default_factory=_no_warp)

    def __post_init__(self) -> None:
        shapes: dict[str, set[tuple[int, ...]]] = {
            "style": {(STYLE_ROWS, STYLE_SIZE), (1, STYLE_SIZE)},
            "eq_db": {(BANDS,)},
            "class_db": {(0, BANDS), (CLASSES, BANDS)},
            "warp_db": {(0, FEATURES), (BANDS, FEATURES)},
        }
        for name, allowed in shapes.items():
            array: Array = getattr(self, name)
            if array.dtype != np.float32 or array.shape not in allowed:
                raise VoiceDataInvalid(f"{name} is {array.dtype} {array.shape}")
            if not np.isfinite(array).all():
                raise VoiceDataInvalid(f"{name} holds values that are no numbers")
        for name, (low, high) in _LIMITS.items():
            value: float = getattr(self, name)
            if not low <= value <= high:
                raise VoiceDataInvalid(f"{name} is {value}, outside {low} to {high}")

    @classmethod
    def preset(cls, rows: Array) -> KokoroVoice:
        """A voice that is just the style `rows`, float32 `[510, 256]` or anything that reshapes to it."""
        return cls(np.ascontiguousarray(rows, np.float32).reshape(-1, STYLE_SIZE))

    @property
    def shaped(self) -> bool:
        """Whether the sound must pass `fit.shaping.shape` after the decoder."""
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

    def to_bytes(self) -> bytes:
        """The voice as bytes: a mark, then a zip of plain arrays; the same voice gives the same bytes."""
        arrays = {name: getattr(self, name) for name in _ARRAYS}
        arrays["scalars"] = np.array([getattr(self, name) for name in _SCALARS], np.float64)
        buffer = io.BytesIO()
        np.savez_compressed(buffer, allow_pickle=False, **arrays)
        return _MAGIC + buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> KokoroVoice:
        """The voice that `to_bytes` wrote. Never unpickles, never over 16 MB. Raises VoiceDataInvalid."""
        if not data.startswith(_MAGIC):
            raise VoiceDataInvalid("it is no Kokoro voice of a format that this version knows")
        try:
            with zipfile.ZipFile(io.BytesIO(data[len(_MAGIC) :])) as archive:
                if sum(member.file_size for member in archive.infolist()) > _MAX_BYTES:
                    raise VoiceDataInvalid("it is far too large")
            with np.load(io.BytesIO(data[len(_MAGIC) :]), allow_pickle=False) as stored:
                if set(stored.files) != {*_ARRAYS, "scalars"}:
                    raise VoiceDataInvalid("parts are missing or unknown")
                scalars = [float(value) for value in stored["scalars"]]
                arrays = {name: np.ascontiguousarray(stored[name]) for name in _ARRAYS}
        except (
            zipfile.BadZipFile,
            ValueError,
            KeyError,
            EOFError,
            OSError,
            NotImplementedError,
            zlib.error,
        ) as error:
            raise VoiceDataInvalid("it is damaged") from error
        if len(scalars) != len(_SCALARS) or not all(math.isfinite(value) for value in scalars):
            raise VoiceDataInvalid("it is damaged")
        style, eq_db, class_db, warp_db = (arrays[name] for name in _ARRAYS)
        f0_scale, f0_range, f0_pivot, rate = scalars
        return cls(style, f0_scale, f0_range, f0_pivot, rate, eq_db, class_db, warp_db)

    def fitted(self) -> FittedVoice:
        """The voice as the engine contract's opaque bytes."""
        return FittedVoice(ENGINE, FORMAT, self.to_bytes())

    @classmethod
    def of(cls, voice: FittedVoice) -> KokoroVoice:
        """The voice in `voice`. Raises VoiceDataInvalid when it is another engine's or a newer format."""
        if voice.engine != ENGINE or voice.format != FORMAT:
            raise VoiceDataInvalid(f"it was made for {voice.engine} in format {voice.format}")
        return cls.from_bytes(voice.data)

    def nudged(self, **changes: float) -> KokoroVoice:
        """The voice with some of `f0_scale`, `f0_range`, `rate` multiplied by the given factors."""
        return replace(self, **{name: getattr(self, name) * factor for name, factor in changes.items()})


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
    )
