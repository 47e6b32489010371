"""Errors of engines in processes of their own, each with its cause and the next step."""

from __future__ import annotations

from clonyvoice.core.errors import EngineUnavailable, Unavailable


class EngineCrashed(Unavailable):
    """The process of an engine ended while it worked."""

    code = "engine_crashed"

    def __init__(self, engine: str, how: str) -> None:
        super().__init__(
            f"The engine {engine!r} stopped unexpectedly ({how}). It is started again with the next request; the log"
            " has its last lines. Other engines keep working.",
            param="engine",
            retry_after=1,
        )


class EngineDidNotStart(Unavailable):
    """The process of an engine ended, or failed, before it was ready."""

    code = "engine_did_not_start"

    def __init__(self, engine: str, how: str) -> None:
        super().__init__(
            f"The engine {engine!r} could not be started ({how}). `clonyvoice engines verify {engine}` tells what is"
            f" wrong, `clonyvoice engines install {engine}` rebuilds it. Other engines keep working.",
            param="engine",
        )


class EngineSilent(Unavailable):
    """The process of an engine sent no message, not even a heartbeat, or exceeded its time limit."""

    code = "engine_silent"

    def __init__(self, engine: str, seconds: float) -> None:
        super().__init__(
            f"The engine {engine!r} did not answer for {seconds:.0f} seconds and was stopped. It is started again"
            " with the next request. A shorter text may be quick enough for it.",
            param="engine",
            retry_after=1,
        )


class EngineTookTooMuchMemory(Unavailable):
    """The process of an engine exceeded its memory limit."""

    code = "engine_out_of_memory"

    def __init__(self, engine: str, limit_mb: int) -> None:
        super().__init__(
            f"The engine {engine!r} took more than {limit_mb} MB of memory and was stopped. It is started again with"
            " the next request. Use a shorter text, or raise the limit with CLONYVOICE_ENGINE_MEMORY_MB.",
            param="engine",
        )


class EngineFaulty(Unavailable):
    """The process of an engine broke the engine contract."""

    code = "engine_faulty"

    def __init__(self, engine: str, what: str) -> None:
        super().__init__(
            f"The engine {engine!r} does not keep the engine contract: {what}. It was stopped. Report it to the"
            f" engine's makers; `clonyvoice engines try {engine}` checks it in full.",
            param="engine",
        )


class EngineIncompatible(Unavailable):
    """The process of an engine uses another version of the messages."""

    code = "engine_incompatible"

    def __init__(self, engine: str, theirs: int, ours: int) -> None:
        todo = (
            f"`clonyvoice engines install {engine}` brings the version that fits"
            if theirs < ours
            else "update ClonyVoice"
        )
        super().__init__(
            f"The engine {engine!r} has version {theirs} of the engine contract, this ClonyVoice has {ours}: {todo}.",
            param="engine",
        )


class EngineRestarting(Unavailable):
    """The process of an engine ended several times in a row; the next start has to wait."""

    code = "engine_restarting"

    def __init__(self, engine: str, seconds: float, how: str) -> None:
        super().__init__(
            f"The engine {engine!r} has stopped several times in a row ({how}); it is started again in"
            f" {max(1, round(seconds))} seconds. Until then use another engine. `clonyvoice engines verify {engine}`"
            " checks its files.",
            param="engine",
            retry_after=seconds,
        )


def out_of_memory(error: BaseException) -> bool:
    """Whether a library says that memory does not suffice; the weights are then not at fault."""
    return isinstance(error, MemoryError) or "out of memory" in str(error).lower()


def weights_missing(engine: str, title: str, files: str, error: BaseException) -> EngineUnavailable:
    """The error for weights that are not in the engine's folder, and that could not be downloaded.

    `files` completes "Copy …"; it names what the engine reads.
    """
    return EngineUnavailable(
        f"The weights of {title} are not on this machine, and the Hugging Face Hub cannot be reached"
        f" ({type(error).__name__}). Copy {files} to the folder {_folder(engine)}."
    )


def weights_unusable(engine: str, title: str, files: str, error: BaseException) -> EngineUnavailable:
    """The error for weights that were copied into the engine's folder, and that its package cannot load."""
    return EngineUnavailable(
        f"The copied weights of {title} cannot be used ({type(error).__name__}): they are cut short, damaged or of"
        f" another model. Copy {files} again to the folder {_folder(engine)}."
    )


def _folder(engine: str) -> str:
    return f"'engines/{engine}/weights' of the data directory"
