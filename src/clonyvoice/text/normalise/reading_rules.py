"""Readings, spans of a text with their spoken words, and the rules that produce them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Reading:
    """The spoken words, or exact `phonemes` where given, for the text from `start` to `end`.

    `language` is that of Latin words inside a sentence of another. `written` says that `spoken` is just the text
    itself (so that offsets inside it still hold).
    """

    start: int
    end: int
    spoken: str
    phonemes: str | None = None
    written: bool = False
    language: str | None = None


Said: TypeAlias = "str | list[Reading] | None"
"""A rule's result for a match: words for the whole of it, readings of its parts, or None if the rule does not apply."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and the spoken form of its matches."""

    pattern: re.Pattern[str]
    say: Callable[[re.Match[str]], Said]


def rule(pattern: str, flags: int = 0) -> Callable[[Callable[[re.Match[str]], Said]], Rule]:
    """A decorator that makes a function of a match into a Rule."""
    compiled = re.compile(pattern, flags)

    def decorate(say: Callable[[re.Match[str]], Said]) -> Rule:
        return Rule(compiled, say)

    return decorate


def parts(match: re.Match[str], *said: tuple[str | int, str]) -> list[Reading]:
    """A reading for each named group of the match that took part: `(group, words)`."""
    return [
        Reading(match.start(group), match.end(group), words) for group, words in said if match.group(group)
    ]


# A word: letters and digits of any script with their marks, apostrophes and dots inside ("don't", "U.S.A", "x2").
WORD = re.compile(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u05b0-\u05c7\u064b-\u0652]"
    r"|['.](?=[^\W\d_]))*'?"
)


WINDOW = (400, 512)
"""Characters that rules are applied to at a time: at most the second number (a chunk of speech has 320 at most),
cut at a space after the first where there is one. So a rule with a lookahead from every position takes time in
proportion to the length of any text, and holds the interpreter lock only briefly. Chosen by hand."""


def apply(text: str, rules: Iterable[Rule], taken: Iterable[Reading] = ()) -> tuple[Reading, ...]:
    """The readings of `text`: `taken` ones first, then each rule's matches in the rest, then plain words.

    Two readings never overlap; together they hold every letter and digit of the text. Texts longer than a WINDOW are
    read window by window.
    """
    rules = tuple(rules)
    ordered = sorted(taken, key=lambda reading: reading.start)
    if len(text) <= WINDOW[1]:
        return _apply(text, rules, ordered)
    found: list[Reading] = []
    at = 0
    for start, end in _windows(text, ordered):
        own: list[Reading] = []
        while at < len(ordered) and ordered[at].start < end:
            own.append(_moved(ordered[at], -start))
            at += 1
        found += [_moved(reading, start) for reading in _apply(text[start:end], rules, own)]
    return tuple(found)


def _windows(text: str, taken: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Consecutive stretches of at most a WINDOW whose borders are outside `taken` (sorted)."""
    least, most = WINDOW
    start = at = 0
    while start < len(text):
        end = min(start + most, len(text))
        if end < len(text):
            spaces = [place for place in range(start + least, end) if text[place].isspace()]
            end = spaces[-1] + 1 if spaces else end
        while at < len(taken) and taken[at].end <= end:
            at += 1
        if at < len(taken) and taken[at].start < end:
            end = taken[at].start if taken[at].start > start else taken[at].end
        yield start, end
        start = end


def _moved(reading: Reading, by: int) -> Reading:
    return replace(reading, start=reading.start + by, end=reading.end + by) if by else reading


def _apply(text: str, rules: Sequence[Rule], taken: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings of a text that is no longer than a window."""
    found = list(taken)
    free = bytearray(b"\x01" * len(text))
    for reading in found:
        free[reading.start : reading.end] = bytes(reading.end - reading.start)
    for each in rules:
        for match in each.pattern.finditer(text):
            start, end = match.span()
            if start == end or 0 in free[start:end]:
                continue
            said = each.say(match)
            if said is None:
                continue
            made = [Reading(start, end, said)] if isinstance(said, str) else said
            for reading in made:
                if reading.start < reading.end:
                    free[reading.start : reading.end] = bytes(reading.end - reading.start)
                    found.append(reading)
    for match in WORD.finditer(text):
        found.extend(_free_words(text, match.start(), match.end(), free))
    found.sort(key=lambda reading: reading.start)
    return tuple(found)


def _free_words(text: str, start: int, end: int, free: bytearray) -> Iterable[Reading]:
    """The stretches of a word without a reading."""
    position = start
    while position < end:
        if not free[position]:
            position += 1
            continue
        stop = position
        while stop < end and free[stop]:
            stop += 1
        word = text[position:stop].rstrip(".")
        if any(char.isalnum() for char in word):
            yield Reading(position, position + len(word), word, written=True)
        position = stop
