"""The actors of one engine: started, leased, asked, lost, and ended between two bounds."""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.engines.cluster.engine_actor import EngineActor
from clonyvoice.engines.cluster.errors import RayHasNoRoom, RayNotInstalled, RayUnreachable
from clonyvoice.engines.workers import messages
from clonyvoice.engines.workers.contract_messages import EngineError
from clonyvoice.engines.workers.errors import EngineIncompatible
from clonyvoice.engines.workers.message_encoding import decode, json_of
from clonyvoice.engines.workers.messages import Message
from clonyvoice.engines.workers.worker_process import Received

log = logging.getLogger(__name__)
_LOOK: Final = 0.05
"""Seconds between two looks at a cancel token, and at who waits. Chosen by hand."""
_START: Final = 120.0
"""Seconds that Ray may take to start an actor with its model. Chosen by hand."""
_GRACE, _STOP = 0.08, 5.0
"""Seconds that a cancelled request waits for the actor to say that it has stopped, and until it is ended.
Chosen by hand."""
_AT_ONCE: Final = 16
"""Threads of an actor for requests; how many it gets at a time its engine says. Chosen by hand."""


def connect(address: str) -> Any:
    """The module `ray`, connected: to the cluster at HOST:PORT, to the one that this machine is in (`auto`), or to a
    new one on this machine alone (`local`). Raises RayNotInstalled, RayUnreachable.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
    except ImportError:
        raise RayNotInstalled from None
    if ray.is_initialized():
        return ray
    more: dict[str, Any] = {}
    if address == "local":
        here = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
        more = {"_node_ip_address": "127.0.0.1", "include_dashboard": False}
        more["runtime_env"] = {"env_vars": {"PYTHONPATH": here}}
    elif address != "auto":
        check_address(address)
    try:
        ray.init(address=address, log_to_driver=False, logging_level="ERROR", namespace="clonyvoice", **more)
    except Exception as error:  # Ray raises plain ones, too, as for a node that took too long to start
        raise RayUnreachable(str(error).split(".")[0][:200]) from None
    return ray


def check_address(address: str) -> None:
    """Return when a connection to HOST:PORT opens. Raises RayUnreachable."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise RayUnreachable("the address is not HOST:PORT, auto or local; ray:// is not supported")
    try:
        socket.create_connection((host, int(port)), 3.0).close()
    except OSError:
        raise RayUnreachable("nothing listens at the address") from None


class ActorLost(Exception):
    """The actor or its machine has ended."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Fewest and most actors of an engine, and seconds after which an idle one is ended."""

    least: int = 1
    most: int = 4
    idle: float = 60.0


@dataclass(eq=False, slots=True)
class Actor:
    """One actor as seen by this process: its handle, its declaration, and its leases."""

    handle: Any
    ready: messages.Ready
    busy: int = 0
    since: float = field(default_factory=time.monotonic)
    """Monotonic time of the last lease's end."""
    lost: bool = False
    memory: int = 0


class Starter(Protocol):
    """Starts actors of one engine, and talks with them; safe from any thread."""

    engine: str

    def start(self) -> Actor:
        """A new actor, its model not yet loaded. Raises the reason why it cannot start."""
        ...

    def end(self, actor: Actor) -> None:
        """End an actor at once."""
        ...

    def signal(self, actor: Actor, message: Message) -> None:
        """Send a message that needs no answer."""
        ...

    def measure(self, actor: Actor) -> None:
        """Note the memory of an actor. Raises ActorLost."""
        ...

    def ask(
        self,
        actor: Actor,
        make: Callable[[int], tuple[Message, bytes]],
        cancel: CancelToken,
        over: Callable[[], None] = ...,
    ) -> Generator[Received, None, None]:
        """The answers to a request, without the last; `over` is called when it computes no more.

        Raises ActorLost, Cancelled, and the error with which the request failed. Leaving the iterator early cancels it.
        """
        ...


class ActorStarter:
    """The `Starter` of a Ray cluster."""

    def __init__(
        self, ray: Any, engine: str, factory: str, arguments: Sequence[str], *, cpus: float, gpus: float
    ) -> None:
        self.engine = engine
        self._ray, self._arguments = ray, (factory, list(arguments))
        self._numbers = itertools.count(1)
        self._class = ray.remote(
            num_cpus=cpus,
            num_gpus=gpus,
            max_restarts=0,
            concurrency_groups={"requests": _AT_ONCE, "signals": 4},
        )(EngineActor)

    def start(self) -> Actor:
        """A new actor, its model not yet loaded. Raises RayHasNoRoom, EngineIncompatible, and its errors."""
        handle = self._class.remote(*self._arguments)
        try:
            message = decode(self._ray.get(handle.greet.remote(), timeout=_START))
        except self._ray.exceptions.GetTimeoutError:
            self._ray.kill(handle)
            raise RayHasNoRoom(self.engine, _START) from None
        except self._ray.exceptions.RayError as error:
            raise RayUnreachable(f"an actor did not start: {type(error).__name__}") from None
        if isinstance(message, messages.Ready) and message.version == messages.VERSION:
            return Actor(handle, message)
        self._ray.kill(handle)
        if isinstance(message, messages.Ready):
            raise EngineIncompatible(self.engine, message.version, messages.VERSION)
        raise EngineError(message.error if isinstance(message, messages.Failed) else {})

    def end(self, actor: Actor) -> None:
        """End an actor at once."""
        actor.lost = True
        with contextlib.suppress(Exception):
            self._ray.kill(actor.handle)

    def signal(self, actor: Actor, message: Message) -> None:
        """Send a message that needs no answer."""
        actor.handle.signal.options(concurrency_group="signals").remote(json_of(message))

    def measure(self, actor: Actor) -> None:
        """Note the memory of an actor. Raises ActorLost."""
        call = actor.handle.memory.options(concurrency_group="signals").remote()
        try:
            actor.memory = int(self._ray.get(call, timeout=2.0))
        except self._ray.exceptions.GetTimeoutError:
            return
        except self._ray.exceptions.RayError:
            raise ActorLost from None

    def ask(
        self,
        actor: Actor,
        make: Callable[[int], tuple[Message, bytes]],
        cancel: CancelToken,
        over: Callable[[], None] = lambda: None,
    ) -> Generator[Received, None, None]:
        """The answers to a request, without the last; `over` is called when it computes no more.

        Raises ActorLost, Cancelled, and the error with which the request failed. Leaving the iterator early cancels it.
        """
        number = next(self._numbers)
        message, payload = make(number)
        method = actor.handle.answer.options(num_returns="streaming", concurrency_group="requests")
        answers = method.remote(json_of(message), payload)
        finished = False
        try:
            with cancel.stopping(lambda: self.signal(actor, messages.Cancel(number))):
                while True:
                    cancel.raise_if_cancelled()
                    received = self._next(answers, _LOOK)
                    if received is None:
                        continue
                    if isinstance(received[0], messages.Done | messages.Failed):
                        finished = True
                        _raise(received[0])
                        return
                    yield received
        except ActorLost:
            finished = actor.lost = True
            raise
        finally:
            if finished or self._stopped(actor, number, answers, _GRACE):
                over()
            else:
                threading.Thread(
                    target=self._end_late, args=(actor, number, answers, over), daemon=True
                ).start()

    def _next(self, answers: Any, seconds: float) -> Received | None:
        """The next answer, or None when there is none within `seconds`. Raises ActorLost."""
        try:
            ready, _ = self._ray.wait([answers], timeout=seconds)
            if not ready:
                return None
            told, payload = self._ray.get(next(answers))
        except (self._ray.exceptions.RayError, StopIteration):
            raise ActorLost from None
        return decode(told), memoryview(payload) if len(payload) else bytearray()

    def _stopped(self, actor: Actor, number: int, answers: Any, seconds: float) -> bool:
        """Cancel a request of the actor; returns whether the actor confirms it within `seconds`."""
        self.signal(actor, messages.Cancel(number))
        until = time.monotonic() + seconds
        with contextlib.suppress(ActorLost):
            while (left := until - time.monotonic()) > 0:
                received = self._next(answers, left)
                if received is not None and isinstance(received[0], messages.Done | messages.Failed):
                    return True
            return False
        actor.lost = True
        return True

    def _end_late(self, actor: Actor, number: int, answers: Any, over: Callable[[], None]) -> None:
        """End an actor that has not stopped a cancelled request in time."""
        if not self._stopped(actor, number, answers, _STOP):
            log.warning("engine %s: an actor did not stop and is ended", self.engine)
            self.end(actor)
        over()


def _raise(end: messages.Done | messages.Failed) -> None:
    if isinstance(end, messages.Failed):
        if end.error.get("code") == messages.CANCELLED:
            raise Cancelled
        raise EngineError(end.error)
