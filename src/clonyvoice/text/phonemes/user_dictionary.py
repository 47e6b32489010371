"""A user's own pronunciations, found as whole words in any case."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from clonyvoice.text.cleaning import clean
from clonyvoice.text.kokoro_symbols import LETTERS, known
from clonyvoice.text.normalise.reading_rules import Reading

_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word in its search form, and its pronunciation."""

    pattern: re.Pattern[str]
    said: str


@dataclass(frozen=True, slots=True)
class _Entries:
    """Words indexed by their first letters, so that the cost for a text does not depend on the number of words.

    `by_run` holds words by their first run of letters and digits, `by_char` those that may begin or end within one.
    """

    by_run: Mapping[str, tuple[_Entry, ...]]
    by_char: Mapping[str, tuple[_Entry, ...]]

    def at(self, text: str, index: int) -> tuple[_Entry, int] | None:
        """The longest word that begins at `index`, and its end."""
        found = self.by_char.get(text[index].casefold()[:1], ())
        if text[index].isalnum() and not (index and text[index - 1].isalnum()):
            run = _RUN.match(text, index)
            found = (*self.by_run.get(run.group().casefold(), ()), *found) if run else found
        best: tuple[_Entry, int] | None = None
        for entry in found:
            match = entry.pattern.match(text, index)
            if match and (best is None or match.end() > best[1]):
                best = entry, match.end()
        return best


def checked_word(word: str) -> str:
    """A word of a dictionary. Raises ValueError if it is empty after cleaning and so could match no text."""
    if not clean(word).text.strip():
        raise ValueError(
            f"{word!a} is nothing that is read: emoji and invisible characters are left out of texts. Give a word"
            " with letters, digits or signs."
        )
    return word


def checked_saying(said: str) -> str:
    """The pronunciation of a word. Raises ValueError when it would be silent."""
    inner = said.strip()[1:-1]
    if inner and said.strip()[0] == said.strip()[-1] == "/":
        if not any(char in LETTERS for char in known(inner, "a request")):
            raise ValueError(
                "None of these phonemes can be spoken. Write IPA as in `/kˈOkəɹO/`, or without slashes how it is"
                " spelled by sound."
            )
    elif all(unicodedata.category(char)[0] in "CMPZ" for char in clean(said).text):
        raise ValueError(
            f"{said!a} would be silent. Give letters, digits or signs that are read aloud, or IPA between slashes"
            " as in `/kˈOkəɹO/`."
        )
    return said


def check_each_once(pronunciations: Mapping[str, str]) -> None:
    """Raise ValueError if two words that are found in the same places, in any case, are to be said differently."""
    first: dict[str, str] = {}
    for word, said in pronunciations.items():
        other = first.setdefault(_key(clean(word).text), word)
        if pronunciations[other].strip() != said.strip():
            raise ValueError(
                f"{other!a} and {word!a} are the same word, since case does not count, with two pronunciations."
                " Leave one."
            )


def given_words(text: str, pronunciations: Mapping[str, str], taken: Iterable[Reading]) -> list[Reading]:
    """Readings of the words of a clean `text` listed in `pronunciations`, outside the readings `taken`.

    A longer entry takes precedence over a shorter one. Values between slashes are phonemes, others respellings.
    Entries whose values are not strings are ignored.
    """
    entries = _compiled(tuple((word, said) for word, said in pronunciations.items() if isinstance(said, str)))
    if not entries.by_run and not entries.by_char:
        return []
    used = bytearray(len(text))
    for reading in taken:
        used[reading.start : reading.end] = b"\x01" * (reading.end - reading.start)
    found: list[Reading] = []
    start = 0
    while start < len(text):
        match = entries.at(text, start)
        if match is None:
            start += 1
            continue
        entry, end = match
        if 1 not in used[start:end]:
            if len(entry.said) > 2 and entry.said[0] == entry.said[-1] == "/":
                found.append(Reading(start, end, spoken="", phonemes=entry.said[1:-1]))
            else:
                found.append(Reading(start, end, entry.said))
        start = end
    return found


@lru_cache(maxsize=64)
def _compiled(items: tuple[tuple[str, str], ...]) -> _Entries:
    cleaned = ((_key(clean(word).text), said.strip()) for word, said in items)
    by_run: dict[str, list[_Entry]] = defaultdict(list)
    by_char: dict[str, list[_Entry]] = defaultdict(list)
    for word, said in {word: said for word, said in cleaned if word and said}.items():
        entry = _Entry(re.compile(_bounded(word), re.IGNORECASE), said)
        run = _RUN.match(word)
        if run and not _unspaced(word[0]) and (run.end() < len(word) or not _open_end(word)):
            by_run[run.group().casefold()].append(entry)
        else:
            by_char[word[0].casefold()[:1]].append(entry)
    return _Entries(
        {key: tuple(each) for key, each in by_run.items()},
        {key: tuple(each) for key, each in by_char.items()},
    )


def _bounded(word: str) -> str:
    pattern = r"\s+".join(re.escape(part) for part in word.split())
    # Scripts without spaces (kana, Han) have no word boundaries to check; a word in Hangul may have particles after it.
    start = r"(?<![^\W_])" if word[0].isalnum() and not _unspaced(word[0]) else ""
    return start + pattern + ("" if _open_end(word) else r"(?![^\W_])")


def _open_end(word: str) -> bool:
    return _unspaced(word[-1]) or "\uac00" <= word[-1] <= "\ud7a3" or not word[-1].isalnum()


def _unspaced(char: str) -> bool:
    return "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def _key(word: str) -> str:
    return " ".join(word.lower().split())
