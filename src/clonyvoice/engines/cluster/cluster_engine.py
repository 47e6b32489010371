"""An engine on the machines of a cluster, behind the same contract as one in this process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.cluster.actor_pool import ActorPool
from clonyvoice.engines.cluster.actor_starter import Actor, ActorLost, Bounds, Starter
from clonyvoice.engines.contract import (
    EngineInfo,
    Fit,
    Preset,
    Progress,
    Reference,
    RefineLevel,
    Spoken,
    SynthesisRequest,
    Turn,
)
from clonyvoice.engines.workers import contract_messages, messages
from clonyvoice.engines.workers.errors import EngineCrashed, EngineFaulty
from clonyvoice.engines.workers.interrupted_speech import after, with_seed
from clonyvoice.engines.workers.messages import BadMessage
from clonyvoice.engines.workers.worker_abilities import CROSSING, in_turns
from clonyvoice.engines.workers.worker_process import Received

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


class _WithPresets(ClusterEngine):
    """A cluster engine with presets."""

    def presets(self) -> Sequence[Preset]:
        """The voices that come with it."""
        return self._presets


class _WithFits(ClusterEngine):
    """A cluster engine that fits voices."""

    def fit(
        self,
        reference: Reference,
        level: RefineLevel,
        progress: Progress,
        cancel: CancelToken,
        turn: Turn | None = None,
    ) -> Iterator[Fit]:
        """Ever better voices for `reference`, the instant one first, up to `level`; begun anew by another actor when
        one is lost before the first. Raises as `synthesise` does.
        """
        for _ in range(_TRIES):
            actor, begun = self._pool.take(cancel), False
            try:
                for fit in self._fits(actor, reference, level, progress, cancel, turn):
                    begun = True
                    yield fit
                return
            except ActorLost:
                if begun:
                    break
            except BadMessage as problem:
                self._starter.end(actor)
                raise EngineFaulty(self._info.id, f"it sent {problem}") from None
        raise EngineCrashed(self._info.id, "the actor that fitted the voice was lost")

    def _fits(
        self,
        actor: Actor,
        reference: Reference,
        level: RefineLevel,
        progress: Progress,
        cancel: CancelToken,
        turn: Turn | None,
    ) -> Iterator[Fit]:
        asked = self._starter.ask(
            actor,
            lambda number: contract_messages.fit_voice(number, reference, level),
            cancel,
            partial(self._pool.give_back, actor),
        )
        try:
            for message, payload in in_turns(
                asked, lambda told: self._starter.signal(actor, told), progress, turn
            ):
                if isinstance(message, messages.Fitted):
                    yield contract_messages.fit_of(message, payload, self._info.id)
        finally:
            asked.close()


class _WithBoth(_WithPresets, _WithFits):
    """A cluster engine with presets that also fits voices."""


_KINDS: Final[dict[frozenset[str], type[ClusterEngine]]] = {
    frozenset(): ClusterEngine,
    frozenset({"preset"}): _WithPresets,
    frozenset({"clone"}): _WithFits,
    frozenset({"preset", "clone"}): _WithBoth,
}


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
    info = replace(
        info, abilities=info.abilities & CROSSING, at_once=max(1, bounds.most) * max(1, info.at_once)
    )
    return _KINDS[info.abilities & {"preset", "clone"}](info, presets, pool, starter)
