"""A user's own pronunciations, found as whole words in any case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from clonyvoice.text.cleaning import clean
from clonyvoice.text.normalise.readings import Reading


def given_words(text: str, pronunciations: Mapping[str, str], taken: Iterable[Reading]) -> list[Reading]:
    """Readings of the words of a clean `text` that `pronunciations` names; those inside `taken` ones are left alone.

    A longer entry wins over a shorter one. Values between slashes are phonemes, others are read as if written so.
    """
    pattern, entries = _compiled(tuple(pronunciations.items()))
    if pattern is None:
        return []
    used = bytearray(len(text))
    for reading in taken:
        used[reading.start : reading.end] = b"\x01" * (reading.end - reading.start)
    found: list[Reading] = []
    for match in pattern.finditer(text):
        start, end = match.span()
        if 1 in used[start:end]:
            continue
        said = entries[_key(match.group())]
        if len(said) > 2 and said[0] == said[-1] == "/":
            found.append(Reading(start, end, spoken="", phonemes=said[1:-1]))
        else:
            found.append(Reading(start, end, said))
    return found


@lru_cache(maxsize=64)
def _compiled(items: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    cleaned = ((_key(clean(word).text), said.strip()) for word, said in items)
    entries = {word: said for word, said in cleaned if word and said}
    if not entries:
        return None, {}
    choices = "|".join(_bounded(word) for word in sorted(entries, key=len, reverse=True))
    return re.compile(choices, re.IGNORECASE), entries


def _bounded(word: str) -> str:
    pattern = r"\s+".join(re.escape(part) for part in word.split())
    # Scripts written without spaces (kana, Han) have no word boundary to ask for; Hangul takes particles behind it.
    start = r"(?<![^\W_])" if word[0].isalnum() and not _unspaced(word[0]) else ""
    open_end = _unspaced(word[-1]) or "\uac00" <= word[-1] <= "\ud7a3" or not word[-1].isalnum()
    return start + pattern + ("" if open_end else r"(?![^\W_])")


def _unspaced(char: str) -> bool:
    return "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def _key(word: str) -> str:
    return " ".join(word.lower().split())
