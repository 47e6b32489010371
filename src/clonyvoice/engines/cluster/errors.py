"""Errors of engines on a Ray cluster, each with its cause and the next step."""

from __future__ import annotations

from clonyvoice.core.errors import Unavailable

_OTHERS = "Other engines keep working."


class RayNotInstalled(Unavailable):
    """A cluster is asked for, and Ray is not installed."""

    code = "ray_not_installed"

    def __init__(self) -> None:
        super().__init__(
            "Engines on other machines need Ray: pip install 'clonyvoice[ray]', or start without --ray.",
            param="ray",
        )


class RayUnreachable(Unavailable):
    """The cluster does not answer."""

    code = "ray_unreachable"

    def __init__(self, how: str) -> None:
        super().__init__(
            f"The Ray cluster cannot be reached ({how}). Start it with `ray start --head`, have this machine join with"
            f" `ray start --address HOST:6379 --num-cpus 0`, and check --ray. {_OTHERS}",
            param="ray",
            retry_after=5,
        )


class RayHasNoRoom(Unavailable):
    """The cluster has no machine on which an actor could start."""

    code = "ray_has_no_room"

    def __init__(self, engine: str, seconds: float) -> None:
        super().__init__(
            f"No machine of the Ray cluster had room for the engine {engine!r} within {seconds:.0f} seconds. `ray"
            " status` shows what is free; lower CLONYVOICE_RAY_ACTOR_CPUS or CLONYVOICE_RAY_ACTOR_GPUS, or add a"
            f" machine. {_OTHERS}",
            param="engine",
            retry_after=10,
        )


class EngineMissesThere(Unavailable):
    """A machine of the cluster lacks the engine."""

    code = "engine_not_installed_there"

    def __init__(self, engine: str) -> None:
        super().__init__(
            f"A machine of the Ray cluster lacks the engine {engine!r}. Install it on each of them: `clonyvoice engines"
            f" install {engine}`. {_OTHERS}",
            param="engine",
        )
