"""Errors of speech: texts too long, generations, chunks and takes not found or not ready."""

from __future__ import annotations

from clonyvoice.core.errors import Conflict, InvalidRequest, NotFound, TooLarge
from clonyvoice.core.job_state import UNFINISHED


class TextTooLong(TooLarge):
    """More text than is accepted in one request."""

    code = "text_too_long"

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            f"The text has {length:,} characters; {limit:,} is the most in one request. Send it in parts, "
            "or raise `max_text`.",
            param="text",
        )


class ChunkTextTooLong(TooLarge):
    """More text than one chunk may have."""

    code = "text_too_long"

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            f"The chunk's text has {length:,} characters; {limit:,} is the most for one chunk. Shorten it, or make "
            "a new generation, which is cut into sentences.",
            param="text",
        )


class LanguageNotSpoken(InvalidRequest):
    """The voice's engine does not speak the language."""

    code = "language_not_supported"

    def __init__(self, language: str, known: tuple[str, ...], engine: str | None = None) -> None:
        by = f" by the engine {engine!r}" if engine else ""
        other = " Or leave `engine` out." if engine else ""
        super().__init__(
            f"This voice cannot speak '{language[:20]}'{by}. Use auto or one of: {', '.join(known)}.{other}",
            param="language",
        )


class InstructionsNotFollowed(InvalidRequest):
    """Instructions in which nothing can be followed with this voice and engine."""

    code = "instructions_not_followed"

    def __init__(self) -> None:
        super().__init__(
            "Nothing in `instructions` can be followed with this voice: they say nothing about pace, pitch, level or"
            " melody. Say for example 'slowly, in a low voice', or use a preset of an engine that has 'instruct' among"
            " its abilities (/api/system/info).",
            param="instructions",
        )


class GenerationNotFound(NotFound):
    """No generation has this id (or it is another key's)."""

    code = "generation_not_found"

    def __init__(self, generation_id: str) -> None:
        super().__init__(f"No generation has the id {generation_id[:80]}.", param="generation_id")


class ChunkNotFound(NotFound):
    """The generation has no such chunk."""

    code = "chunk_not_found"

    def __init__(self, which: int | str) -> None:
        param = "chunk_index" if isinstance(which, int) else "chunk_ids"
        super().__init__(f"There is no chunk {str(which)[:80]}.", param=param)


class TakeNotFound(NotFound):
    """The chunk has no such take."""

    code = "take_not_found"

    def __init__(self, take_id: str) -> None:
        super().__init__(f"The chunk has no take {take_id[:80]}.", param="take_id")


class NotSpokenYet(Conflict):
    """The sound is not there (yet)."""

    code = "not_ready"

    def __init__(self, status: str) -> None:
        then = (
            "Wait until its status is completed (GET it, or listen on /ws)."
            if status in UNFINISHED
            else "Ask for it again."
        )
        super().__init__(
            f"The generation is {status}, so there is no sound to give. {then}", param="generation_id"
        )


class StillRunning(Conflict):
    """The generation cannot be changed while it is being made."""

    code = "still_running"

    def __init__(self) -> None:
        super().__init__(
            "The generation is still being made. Wait for its end or cancel it first.", param="generation_id"
        )
