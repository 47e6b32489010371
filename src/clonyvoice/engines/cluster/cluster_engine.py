"""An engine on the machines of a cluster, behind the same contract as one in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, TypeVar

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.cluster.actor_pool import ActorPool
from clonyvoice.engines.cluster.actor_starter import ActorLost, Bounds, Starter
from clonyvoice.engines.contract import (
    EngineInfo,
    Preset,
    Progress,
    Spoken,
    SynthesisRequest,
    Turn,
)
from clonyvoice.engines.workers import contract_messages, messages
from clonyvoice.engines.workers.answers_in_turns import in_turns
from clonyvoice.engines.workers.errors import EngineCrashed, EngineFaulty
from clonyvoice.engines.workers.message_encoding import BadMessage
from clonyvoice.engines.workers.remote_abilities import KNOWN, Asked, RemoteEngine, with_abilities
from clonyvoice.engines.workers.resumed_speech import after, with_seed
from clonyvoice.engines.workers.worker_process import Received

T = TypeVar("T")
_TRIES: Final = 4
"""Times that a chunk is begun before it is blamed for the loss of the actors that said it. Chosen by hand."""


class ClusterEngine:
    """An engine on a cluster: each chunk runs on a free actor, and again on another one when the first is lost.

    What has been passed on of it already is left out the second time. That needs the same sound again: an engine that
    takes a seed is given one. One that streams and takes none fails with EngineCrashed once it has sounded.
    """

    def __init__(
        self, info: EngineInfo, presets: Sequence[Preset], pool: ActorPool, starter: Starter
    ) -> None:
        self._info, self._presets, self._pool, self._starter = info, tuple(presets), pool, starter

    @property
    def info(self) -> EngineInfo:
        """The declaration that the first actor gave."""
        return self._info

    @property
    def actors(self) -> int:
        """The number of actors with the model loaded."""
        return self._pool.actors

    def memory(self) -> int:
        """Bytes that the actors hold, on all machines."""
        return self._pool.memory()

    def restart_in(self) -> float:
        """Seconds until an actor may be started again: 0, lost ones are replaced at once."""
        return 0.0

    def load(self, device: str = "cpu") -> None:
        """Have actors load the model, unless they have. Raises the errors of starting an actor."""
        self._pool.open(device)

    def unload(self) -> None:
        """End the actors."""
        self._pool.close()

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        """The sound of one chunk in pieces, each once and in order. Raises Cancelled, EngineCrashed and its like."""
        seeded = "seed" in self._info.abilities
        request = with_seed(request, self._info)
        given = 0
        for _ in range(_TRIES):
            actor, at = self._pool.take(cancel), 0
            answers = self._starter.ask(
                actor,
                lambda number: contract_messages.speak(number, request),
                cancel,
                partial(self._pool.give_back, actor),
            )
            try:
                for received in answers:
                    spoken = self._heard(received)
                    rest = after(spoken, given - at)
                    at += len(spoken.audio.samples)
                    if rest is not None:
                        given = at
                        yield rest
                return
            except ActorLost:
                if given and not seeded:
                    break
            except BadMessage as problem:
                self._starter.end(actor)
                raise EngineFaulty(self._info.id, f"it sent {problem}") from None
            finally:
                answers.close()
        raise EngineCrashed(self._info.id, "the actor that said it was lost")

    def _heard(self, received: Received) -> Spoken:
        message, payload = received
        if not isinstance(message, messages.Piece):
            raise BadMessage("another message than a piece")
        spoken = contract_messages.spoken_of(message, payload)
        if spoken.audio.sample_rate != self._info.sample_rate:
            raise BadMessage(
                f"sound at {spoken.audio.sample_rate} Hz, though it declares {self._info.sample_rate}"
            )
        return spoken


class _VoicesByActors(ClusterEngine, RemoteEngine):
    """A cluster engine that makes voices by messages to its actors."""

    def read_answers(
        self,
        asked: Asked,
        read: Callable[[Received], T],
        cancel: CancelToken,
        *,
        progress: Progress,
        turn: Turn | None,
        text: str = "",  # noqa: ARG002 - actors log none
    ) -> Iterator[T]:
        """The results of `read` for the answers; begun anew by another actor when one is lost before the first.

        Raises as `synthesise` does.
        """
        for _ in range(_TRIES):
            actor, begun = self._pool.take(cancel), False
            answers = self._starter.ask(actor, asked, cancel, partial(self._pool.give_back, actor))
            try:
                for received in in_turns(answers, partial(self._starter.signal, actor), progress, turn):
                    made = read(received)
                    begun = True
                    yield made
                return
            except ActorLost:
                if begun:
                    break
            except BadMessage as problem:
                self._starter.end(actor)
                raise EngineFaulty(self._info.id, f"it sent {problem}") from None
            finally:
                answers.close()
        raise EngineCrashed(self._info.id, "the actor that made the voice was lost")


def cluster_engine(starter: Starter, bounds: Bounds) -> ClusterEngine:
    """The engine of the actors that `starter` starts, with the abilities that it declares as far as they can cross.

    Raises what the start of an actor raises.
    """
    first = starter.start()
    try:
        info, presets = (
            contract_messages.info_of(first.ready.info),
            contract_messages.presets_of(first.ready.presets),
        )
    except BadMessage as problem:
        raise EngineFaulty(starter.engine, f"it sent {problem}") from None
    pool = ActorPool(starter, bounds, first, info.at_once)
    info = replace(info, abilities=info.abilities & KNOWN, at_once=max(1, bounds.most) * max(1, info.at_once))
    return with_abilities(_VoicesByActors, info.abilities)(info, presets, pool, starter)
