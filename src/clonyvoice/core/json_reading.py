"""JSON of unknown origin: values whose texts can all be stored and sent, and large documents element by element.

`json.loads` makes all of a document before anything of it is looked at: 60 MB of it may become 500 MB of values. Here
who reads checks each element as it comes, and what is refused took no more memory than one element.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from typing import IO, Any, Final

from clonyvoice.core.errors import InvalidRequest

_LOOKED_AT: Final = (4096, 65_536, 1_000_000)
"""Characters in which the end of a value is looked for, one after another; a longer one is refused. Of the archives
that are read, the longest element is a take with the times of some 8,000 words."""
_HALVES: Final = re.compile(rb"\\u[dD]|\xed[\xa0-\xbf]|\0")
_SPACE: Final = re.compile(r"[ \t\n\r]*")


MOST_VALUES: Final = 300_000
"""Values of a body or message: some times what the longest that a route takes has (5,000 segments with settings and
pronunciations). Each takes some 60 bytes and a microsecond, in the event loop. Chosen by hand."""
_STRING: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
"""A string of JSON, or one that does not end: each byte is looked at once."""


class LoneSurrogate(InvalidRequest):
    """A text with half of a surrogate pair."""

    code = "invalid_characters"

    def __init__(self, param: str = "body") -> None:
        super().__init__(
            "A text contains half of a surrogate pair (such as \\ud83d alone), which is no character. Send the"
            " character itself in UTF-8.",
            param=param,
        )


class RepeatedField(InvalidRequest):
    """An object of JSON has a field twice."""

    code = "field_repeated"

    def __init__(self, name: str, param: str = "body") -> None:
        super().__init__(
            f"An object has the field {name[:80]!r} twice, so that one of the values would be lost. Send it once.",
            param=name[:80] if param == "body" else param,
        )


def fields_once(param: str = "body") -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    """For `object_pairs_hook=`: makes the object of JSON's pairs. Raises RepeatedField, where `json` drops all but the
    last.
    """

    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) != len(pairs):
            seen: set[str] = set()
            for name, _ in pairs:
                if name in seen:
                    raise RepeatedField(name, param)
                seen.add(name)
        return value

    return made


def check_count(content: bytes) -> None:
    """Refuse a body of more than `MOST_VALUES` values before any of them is made. Raises InvalidRequest."""
    if _too_many(content):
        raise InvalidRequest(
            f"The body has more than {MOST_VALUES:,} values. Send it in parts.", param="body"
        )


def _too_many(content: bytes) -> bool:
    return _marks(content) > MOST_VALUES and _marks(_STRING.sub(b"", content)) > MOST_VALUES


def _marks(content: bytes) -> int:
    """The number of values of JSON without strings, or one less; more if there are strings."""
    return sum(content.count(mark) for mark in (b",", b"[", b"{"))


def value_of(content: str | bytes, param: str = "body") -> Any:
    """The value of a JSON text, `param` of a request. Raises LoneSurrogate, RepeatedField, and ValueError for what is
    no JSON, too deep, or has more than `MOST_VALUES` values.
    """
    if len(content) > MOST_VALUES and _too_many(
        content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    ):
        raise ValueError("too many values")
    text = content if isinstance(content, str) else _characters(content, param)
    try:
        value = json.loads(text, object_pairs_hook=fields_once(param))
    except RecursionError:
        raise ValueError("too deep") from None
    if "\\ud" in text or "\\uD" in text:
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise LoneSurrogate(param) from None
    return value


def may_hold_halves(content: bytes) -> bool:
    """Whether halves of surrogate pairs may be in a JSON text: escaped, as they are, or in an encoding of two or four
    bytes.
    """
    return _HALVES.search(content) is not None


def _characters(content: bytes, param: str) -> str:
    """The text of a JSON text, which `json.loads` would take with halves in it. Raises LoneSurrogate, ValueError."""
    encoding = json.detect_encoding(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        content.decode(encoding, "surrogatepass")
        raise LoneSurrogate(param) from None


def members(source: IO[bytes], most: int) -> Iterator[tuple[str, int | None, Any]]:
    """The members of a document that is an object: name, None, value; of an array, name, None, [] and then each
    element with its place.

    Values of more than a million characters and names that come twice are refused, as is a document of more than `most`
    bytes. Else values are what `json.loads` gives. Raises ValueError, RecursionError, RepeatedField.
    """
    text = _Text(source, most)
    text.take("{")
    seen: set[str] = set()
    while text.next() != "}":
        if seen:
            text.take(",")
        name = text.value()
        if not isinstance(name, str) or name in seen:
            raise ValueError("a name that is none, or comes twice")
        seen.add(name)
        text.take(":")
        if text.next() != "[":
            yield name, None, text.value()
            continue
        yield name, None, []
        text.take("[")
        place = 0
        while text.next() != "]":
            if place:
                text.take(",")
            yield name, place, text.value()
            place += 1
        text.take("]")
    text.take("}")
    if text.next():
        raise ValueError("something behind its end")


class _Text:
    """The text of which a part is in memory."""

    def __init__(self, source: IO[bytes], most: int) -> None:
        self._source, self._left = source, most
        self._text, self._at, self._cut = "", 0, b""

    def next(self) -> str:
        """The next character that is no space; nothing at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            assert found is not None
            self._at = found.end()
            if self._at < len(self._text) or not self._more(1):
                return self._text[self._at : self._at + 1]

    def take(self, mark: str) -> None:
        """Go on behind a mark. Raises ValueError when another comes."""
        if self.next() != mark:
            raise ValueError(f"no {mark!r} where one belongs")
        self._at += 1

    def value(self) -> Any:
        """The next value. Raises ValueError."""
        self.next()
        for length in _LOOKED_AT:
            whole = not self._more(length)
            part = self._text[self._at : self._at + length]
            try:
                value, end = _DECODER.raw_decode(part)
            except json.JSONDecodeError:
                if whole and self._at + length >= len(self._text):
                    raise
                continue
            # A number that reaches to the end may go on behind it.
            if end < len(part) or self._at + length >= len(self._text):
                self._at += end
                return value
        raise ValueError("a value that is too long")

    def _more(self, length: int) -> bool:
        """Whether there is more than what is in memory now, at least `length` characters of it where there are."""
        while len(self._text) - self._at < length:
            data = self._source.read(max(_LOOKED_AT[1], length))
            self._left -= len(data)
            if self._left < 0:
                raise ValueError("too large")
            if not data:
                if self._cut:
                    raise ValueError("a character that is cut")
                return False
            whole = self._cut + data
            text, used = codecs.utf_8_decode(whole, "strict", False)
            self._cut = whole[used:]
            self._text, self._at = self._text[self._at :] + text, 0
        return True


_DECODER: Final = json.JSONDecoder(object_pairs_hook=fields_once("file"))
