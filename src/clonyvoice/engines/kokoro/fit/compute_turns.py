"""Kokoro and the speaker encoders as a fit uses them: each call waits for a turn on the compute slot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import Turn
from clonyvoice.engines.kokoro.fit.calibration_sentences import Array, FitModel, Speaker
from clonyvoice.engines.kokoro.fit.reference_measurements import Encoders
from clonyvoice.engines.kokoro.phoneme_tokens import TokenTable
from clonyvoice.engines.kokoro.prosody_model import Prosody
from clonyvoice.engines.kokoro.voice import KokoroVoice
from clonyvoice.engines.speaker.speaker_encoders import SpeakerEncoder, Vector

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Model:
    """Each prediction and each decoding is a piece; the cancel token is the turn's."""

    model: FitModel
    turn: Turn

    def predict(
        self,
        tokens: Sequence[int],
        style: Array,
        speed: float = 1.0,
        cancel: CancelToken | None = None,  # noqa: ARG002 - the signature is given
    ) -> Prosody:
        return self.turn(lambda token: self.model.predict(tokens, style, speed, token))

    def decode(
        self,
        prosody: Prosody,
        style: Array,
        cancel: CancelToken | None = None,  # noqa: ARG002 - the signature is given
        offsets: Array | None = None,
    ) -> Array:
        return self.turn(lambda token: self.model.decode(prosody, style, token, offsets))


@dataclass(frozen=True, slots=True)
class _Encoder:
    encoder: SpeakerEncoder
    turn: Turn

    def embed(self, audio: Audio, cancel: CancelToken | None = None) -> Vector:  # noqa: ARG002 - the signature is given
        return self.turn(lambda token: self.encoder.embed(audio, token))


class SpeakerInTurns:
    """A `speaker` whose model computes only while it holds a compute slot."""

    def __init__(self, speaker: Speaker, turn: Turn) -> None:
        self._speaker = speaker
        self.model: FitModel = _Model(speaker.model, turn)

    @property
    def table(self) -> TokenTable:
        """Kokoro's symbols."""
        return self._speaker.table

    def preset_voice(self, voice: str) -> KokoroVoice:
        """A preset as a voice."""
        return self._speaker.preset_voice(voice)


def in_turns(encoders: Encoders, turn: Turn) -> Encoders:
    """`encoders`, which listen in turns."""
    return Encoders(_Encoder(encoders.a, turn), _Encoder(encoders.c, turn))


class AtOnce:
    """A turn without waiting, for fits that run alone."""

    def __init__(self, cancel: CancelToken) -> None:
        self._cancel = cancel

    def __call__(self, piece: Callable[[CancelToken], T], /) -> T:
        """The result of `piece`, computed at once."""
        return piece(self._cancel)
