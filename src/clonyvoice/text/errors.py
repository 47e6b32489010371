"""Errors of a text or of the language that is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from clonyvoice.core.errors import InvalidRequest


class NothingToSay(InvalidRequest):
    """The text holds nothing that can be spoken: no letter, digit or readable sign."""

    code = "nothing_to_say"

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to say in this text: it holds no letter, digit or sign that could be read. Give at"
            " least one word in a script of the languages that are spoken here.",
            param="text",
        )


class UnknownLanguage(InvalidRequest):
    """A language code that no front end reads."""

    code = "unknown_language"

    def __init__(self, language: str, known: Iterable[str]) -> None:
        allowed = ", ".join(known)
        shown = language[:20]
        super().__init__(
            f"The language {shown!r} is not one that can be spoken. Use auto or one of: {allowed}.",
            param="language",
        )


class MarkupInvalid(InvalidRequest):
    """Markup in the text that is broken or not allowed."""

    code = "markup_invalid"

    def __init__(self, reason: str) -> None:
        super().__init__(f"The markup in the text cannot be read: {reason}", param="text")
