"""Errors of engines whose weights are missing or cannot be used: which files to copy, and to which folder."""

from __future__ import annotations

from clonyvoice.core.errors import EngineUnavailable


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
