"""Abilities of engines outside this process, whatever carries the messages: presets, fits, designs, blends, nudges,
recognition.

A computation shares the machine with other work: its turns are taken here, where the queue is.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import Any, Final, TypeAlias, TypeVar, get_args

import numpy as np

from clonyvoice.core.audio import Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.engines.capabilities import DesignedVoice, NudgedVoice
from clonyvoice.engines.contract import (
    Ability,
    EngineInfo,
    Fit,
    FittedVoice,
    Preset,
    Progress,
    Reference,
    RefineLevel,
    SlotLease,
    Turn,
    VoiceSource,
)
from clonyvoice.engines.workers import contract_messages, messages, voice_messages
from clonyvoice.engines.workers.errors import EngineFaulty
from clonyvoice.engines.workers.message_encoding import BadMessage
from clonyvoice.engines.workers.messages import Message
from clonyvoice.engines.workers.worker_process import Received

T = TypeVar("T")
Asked: TypeAlias = Callable[[int], tuple[Message, bytes]]
"""Makes a message, and its payload, from its number."""


class RemoteEngine(ABC):
    """An engine that makes voices, or recognises speech, elsewhere, in answer to messages."""

    _presets: tuple[Preset, ...]

    @property
    @abstractmethod
    def info(self) -> EngineInfo:
        """The declaration."""

    @abstractmethod
    def read_answers(
        self,
        asked: Asked,
        read: Callable[[Received], T],
        cancel: CancelToken,
        *,
        progress: Progress,
        turn: Turn | None,
        text: str = "",
    ) -> Iterator[T]:
        """The results of `read` for the answers to a request; `text` is kept out of the log.

        Raises Cancelled, BadMessage's error EngineFaulty, EngineCrashed and its like.
        """


class _Presets(RemoteEngine):
    def presets(self) -> Sequence[Preset]:
        """The voices that come with it; needs no process."""
        return self._presets


class _Fits(RemoteEngine):
    def fit(
        self,
        reference: Reference,
        level: RefineLevel,
        progress: Progress,
        cancel: CancelToken,
        turn: Turn | None = None,
    ) -> Iterator[Fit]:
        """Voices of increasing quality for `reference`, instant first, up to `level`. Raises as `synthesise` does."""

        def read(received: Received) -> Fit:
            message, payload = received
            if not isinstance(message, messages.Fitted):
                raise BadMessage(f"{message.kind!r} in answer to a request for voices")
            return contract_messages.fit_of(message, payload, self.info.id)

        yield from self.read_answers(
            lambda number: contract_messages.fit_voice(number, reference, level),
            read,
            cancel,
            progress=progress,
            turn=turn,
        )


class _Designs(RemoteEngine):
    def check_description(
        self, description: str, gender: str | None = None, age: str | int | None = None
    ) -> None:
        """Raise InvalidRequest for an empty description; what the engine understands is known when it designs."""
        if not any((description.strip(), gender, age)):
            raise InvalidRequest("Describe the voice in words.", param="description")

    def design(
        self,
        description: str,
        cancel: CancelToken,
        *,
        language: str = "en",
        gender: str | None = None,
        age: str | int | None = None,
        seed: int = 0,
        count: int = 1,
        turn: SlotLease = nullcontext,
    ) -> Iterator[DesignedVoice]:
        """`count` different voices for the description, each when it is done. Raises as `synthesise` does."""

        def read(received: Received) -> DesignedVoice:
            message, payload = received
            if not isinstance(message, messages.DesignMade):
                raise BadMessage(f"{message.kind!r} in answer to a request for voices")
            return voice_messages.designed_of(message, payload, self.info.id)

        yield from self.read_answers(
            lambda number: voice_messages.design(
                number, description, language=language, gender=gender, age=age, seed=seed, count=count
            ),
            read,
            cancel,
            progress=_unheard,
            turn=_InSlot(turn),
            text=description,
        )


class _Blends(RemoteEngine):
    def blend(self, parts: Sequence[tuple[float, VoiceSource]]) -> FittedVoice:
        """The mixture of voices by weight. Raises the engine's errors, EngineCrashed and its like."""

        def read(received: Received) -> FittedVoice:
            message, payload = received
            if not isinstance(message, messages.Blended):
                raise BadMessage(f"{message.kind!r} in answer to a request for voices")
            return voice_messages.blended_of(message, payload, self.info.id)

        made = self.read_answers(
            lambda number: voice_messages.blend(number, parts),
            read,
            CancelToken(),
            progress=_unheard,
            turn=None,
        )
        return _only(made, self.info.id)


class _Nudges(RemoteEngine):
    def nudge(
        self,
        voice: VoiceSource,
        moves: Mapping[str, float],
        cancel: CancelToken,
        *,
        language: str = "en",
        turn: SlotLease = nullcontext,
    ) -> NudgedVoice:
        """A copy of the voice, changed until it measures as requested. Raises as `synthesise` does."""

        def read(received: Received) -> NudgedVoice:
            message, payload = received
            if not isinstance(message, messages.Nudged):
                raise BadMessage(f"{message.kind!r} in answer to a request for voices")
            return voice_messages.nudged_of(message, payload, self.info.id)

        made = self.read_answers(
            lambda number: voice_messages.nudge(number, voice, moves, language),
            read,
            cancel,
            progress=_unheard,
            turn=_InSlot(turn),
        )
        return _only(made, self.info.id)


class _Recognises(RemoteEngine):
    def recognise(self, asked: Mapping[str, Any], samples: Samples, cancel: CancelToken) -> dict[str, Any]:
        """The answer to one question about sound at 16 kHz. Raises the recogniser's errors, EngineCrashed and its
        like, Cancelled.
        """

        def read(received: Received) -> dict[str, Any]:
            message, _ = received
            if not isinstance(message, messages.SpeechRecognised):
                raise BadMessage(f"{message.kind!r} in answer to speech")
            return message.found

        sound = np.ascontiguousarray(samples, np.float32).tobytes()
        made = self.read_answers(
            lambda number: (messages.RecogniseSpeech(number, dict(asked)), sound),
            read,
            cancel,
            progress=_unheard,
            turn=None,
        )
        return _only(made, self.info.id)


_MIXINS: Final[dict[Ability, type[RemoteEngine]]] = {
    "preset": _Presets,
    "clone": _Fits,
    "design": _Designs,
    "blend": _Blends,
    "nudge": _Nudges,
    "transcribe": _Recognises,
}
"""The methods of the abilities that are methods (`capabilities.CAPABILITIES`)."""
KNOWN: Final = frozenset(get_args(Ability))
"""All abilities; others that an engine declares mean nothing here."""
E = TypeVar("E", bound=RemoteEngine)


def with_abilities(base: type[E], abilities: frozenset[Ability]) -> type[E]:
    """The class of engines by messages with the methods of these abilities, and no others."""
    mixins = [mixin for ability, mixin in _MIXINS.items() if ability in abilities]
    made: Any = type(base.__name__, (*mixins, base), {"__doc__": base.__doc__})
    return made  # type: ignore[no-any-return]  # `type` tells nothing about what it makes


class _InSlot:
    """A `Turn` that is not interrupted: each piece runs while a slot is held."""

    def __init__(self, slot: SlotLease) -> None:
        self._slot = slot

    def __call__(self, piece: Callable[[CancelToken], T], /) -> T:
        """The result of `piece`. Raises Cancelled."""
        with self._slot():
            return piece(CancelToken())


def _unheard(_fraction: float, _stage: str) -> None:
    """Progress that nobody waits for."""


def _only(made: Iterator[T], engine: str) -> T:
    """The one result of a request. Raises EngineFaulty when there is none."""
    results = list(made)
    if not results:
        raise EngineFaulty(engine, "it ended a request without a result")
    return results[-1]
