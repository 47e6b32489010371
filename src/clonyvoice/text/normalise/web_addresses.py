"""Web and mail addresses in spoken form: "example.com/docs" → "example dot com slash docs"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_TLD = (
    r"com|org|net|edu|gov|io|ai|dev|app|co|me|tv|info|biz|xyz|online|site|shop|blog|news|tech|cloud|uk|us|de|fr|es|it|pt|br|jp|kr|cn|"
    r"ru|in|eu|ca|au|nz|ch|at|nl|be|mx|ar|int|mil|museum|name|pro|fm|gg|ly|to|sh|so"
)
URL_PATTERN = (
    r"(?<![\w@.])(?:"
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:https?|ftp)://[^\s<>\"“”]*[\w/]"
    r"|www\.[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"“”]*[\w/])?"
    rf"|(?:[a-z0-9][a-z0-9-]*\.)+(?:{_TLD})\b(?![.\w-]*@)(?::\d+)?(?:/(?:[^\s<>\"“”]*[\w/])?)?"
    r")"
)
"""A mail address, a URL, or a bare host name of a known ending (match it ignoring case)."""

_PIECE = re.compile(r"[^\W\d_]+|\d+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words of one language for the signs in addresses, and its way of reading their digits."""

    dot: str
    slash: str
    at: str
    dash: str
    underscore: str
    colon: str
    hash_: str
    question: str
    equals: str
    ampersand: str
    percent: str
    plus: str
    tilde: str
    digits: Callable[[str], str]
    letters: Callable[[str], str] = str
    spelled: frozenset[str] = frozenset()
    """Last parts of addresses that are spelled though they could be words."""


def say_address(text: str, spelling: Spelling) -> str:
    """The words for an address; the "https://" and a last slash are left out, as a person does."""
    plain = re.sub(r"^(?:https?|ftp)://", "", text, flags=re.IGNORECASE).rstrip("/")
    signs = {
        ".": spelling.dot, "/": spelling.slash, "@": spelling.at, "-": spelling.dash, "_": spelling.underscore,
        ":": spelling.colon, "#": spelling.hash_, "?": spelling.question, "=": spelling.equals,
        "&": spelling.ampersand, "%": spelling.percent, "+": spelling.plus, "~": spelling.tilde,
    }  # fmt: skip
    said: list[str] = []
    for piece in _PIECE.findall(plain):
        if piece.isdigit():
            said.append(spelling.digits(piece))
        elif piece.isalpha():
            last = piece.lower() in spelling.spelled and said[-1:] == [spelling.dot]
            said.append(spelling.letters(" ".join(piece.upper())) if last else _letters(piece, spelling))
        elif piece in signs:
            said.append(signs[piece])
    return " ".join(said)


def _letters(piece: str, spelling: Spelling) -> str:
    """A part of an address: "www" and parts that cannot be spoken are spelled out."""
    lower = piece.lower()
    if lower == "www":
        return spelling.letters("W W W")
    if len(piece) <= 5 and not re.search(r"[aeiouyáéíóú]", lower) and piece.isascii():
        return spelling.letters(" ".join(piece.upper()))
    return spelling.letters(piece)
