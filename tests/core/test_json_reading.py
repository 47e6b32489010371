"""Documents read member by member: the same as all at once, and what is refused is refused early."""

from __future__ import annotations

import io
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.json_reading import (
    MOST_VALUES,
    LoneSurrogate,
    check_count,
    may_hold_halves,
    members,
    value_of,
)

_TEXT = st.text(max_size=20)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | _TEXT
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=30,
)  # fmt: skip


class InPieces(io.BytesIO):
    """A file that gives a few bytes at a time, whatever it is asked for."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(7, size) if size is not None and size >= 0 else size)


def whole(source: io.BytesIO, most: int = 10**7) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, place, value in members(source, most):
        if place is None:
            found[name] = value
        else:
            assert place == len(found[name])
            found[name].append(value)
    return found


@given(st.dictionaries(_TEXT, _VALUES, max_size=5), st.booleans(), st.sampled_from((None, 1)))
def test_the_members_are_those_of_the_document(document: Any, ascii_only: bool, indent: int | None) -> None:
    data = json.dumps(document, ensure_ascii=ascii_only, indent=indent).encode()
    assert whole(InPieces(data)) == document
    assert whole(io.BytesIO(data)) == document


@pytest.mark.parametrize("length", [4090, 4096, 65_530, 65_536, 70_000, 999_000])
def test_values_of_any_length_are_read_whole(length: int) -> None:
    document = {
        "a": "x" * length,
        "b": [1] * (length // 3),
        "c": [["é" * (length // 4)], 12345678],
        "d": 10**4,
    }
    assert whole(io.BytesIO(json.dumps(document, ensure_ascii=False).encode())) == document


@pytest.mark.parametrize(
    "data",
    [
        b"", b"1", b"[]", b"{", b'{"a"', b'{"a":', b'{"a":1', b'{"a":[1', b'{"a":[1,', b'{"a":[1,]}', b'{"a":1,}',
        b'{"a":1}x', b'{"a":1,"a":2}', b'{1:2}',
        b'{"a":"\xff"}', b'{"a":"\xc3', b'{"a":"' + b"x" * 2_000_000 + b'"}',
    ],
)  # fmt: skip
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        whole(io.BytesIO(data))


def test_a_document_that_is_too_large_is_refused_when_that_much_is_read() -> None:
    with pytest.raises(ValueError, match="too large"):
        whole(io.BytesIO(b'{"a":[' + b"1, " * 400_000 + b"1]}"), most=1_000_000)


def test_what_is_refused_at_its_first_element_takes_little_memory() -> None:
    data = b'{"a":[' + b'{"b":0},' * 2_000_000 + b"0]}"
    tracemalloc.start()
    for _, place, _ in members(io.BytesIO(data), 10**8):
        if place == 0:
            break
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"])
def test_halves_of_surrogate_pairs_are_refused_in_every_encoding_that_json_has(encoding: str) -> None:
    assert value_of('{"a": "\\ud83d\\ude00"}'.encode(encoding)) == {"a": "\U0001f600"}
    for text in ('{"a": "\\ud83d"}', '{"a": "\\uDC00"}', '{"a": "\ud83d"}'):
        content = text.encode(encoding, "surrogatepass")
        assert may_hold_halves(content)
        with pytest.raises(LoneSurrogate):
            value_of(content)


def test_other_texts_hold_none() -> None:
    assert not any(may_hold_halves(text.encode()) for text in ("{}", '"날씨 \\u00e9 😀"'))
    with pytest.raises(ValueError):
        value_of(b'"\xff"')


@pytest.mark.parametrize("value", ["[]", "{}", "0", '""', '{"a":0}'])
def test_json_of_very_many_values_is_refused_before_it_is_made(value: str) -> None:
    within = f"[{','.join([value] * (MOST_VALUES // 4))}]".encode()
    check_count(within)
    beyond = f"[{','.join([value] * (MOST_VALUES + 2))}]".encode()
    with pytest.raises(InvalidRequest, match="300,000"):
        check_count(beyond)
    with pytest.raises(ValueError, match="too many"):
        value_of(beyond)


@pytest.mark.parametrize("text", ["a, b ", '[{,"', "\\\\,", ',\\"'])
def test_marks_in_texts_are_no_values(text: str) -> None:
    long = json.dumps({"text": text * MOST_VALUES}).encode()
    check_count(long)
    assert value_of(long) == {"text": text * MOST_VALUES}
