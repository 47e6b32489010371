"""The English pronouncing dictionary, in Kokoro's symbols, with endings, letter names and stress.

The entries are the data files of the package `misaki` (Apache-2.0), which Kokoro was trained on; only they are used.
"""

from __future__ import annotations

import importlib.resources
import json
import threading
from typing import TypeAlias

Entry: TypeAlias = "str | dict[str, str | None]"

VOWELS = frozenset("AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ")
_FLAPPING = frozenset("AIOWYiuæɑəɛɪɹʊʌ")
PRIMARY, SECONDARY = "ˈ", "ˌ"
_BETWEEN = ',\n  "'
_SLICE = 100_000
"""Characters of the dictionary that are parsed at a time: some 5 ms. Chosen by hand."""


class Lexicon:
    """Words of American or British English and their pronunciations."""

    def __init__(self, british: bool) -> None:
        folder = importlib.resources.files("misaki.data")
        accent = "gb" if british else "us"
        self.british = british
        self._gold = dictionary_entries((folder / f"{accent}_gold.json").read_text("utf-8"))
        self._silver = dictionary_entries((folder / f"{accent}_silver.json").read_text("utf-8"))

    def plain(self, word: str) -> Entry | None:
        """The entry for this spelling, or for it with the other case of the first letter; None if there is none."""
        for table in (self._gold, self._silver):
            entry = table.get(word)
            if entry is None and len(word) > 1:
                if word.islower():
                    entry = table.get(word.capitalize())
                elif word[0].isupper() and word[1:].islower():
                    entry = table.get(word.lower())
            if entry is not None:
                return entry
        return None

    def known(self, word: str) -> bool:
        """Whether the checked part of the dictionary contains exactly this spelling."""
        return word in self._gold

    def find(self, word: str, tag: str) -> str | None:
        """The pronunciation of `word` as a `tag` (NOUN, VERB, ADJ, VBD, DT, None = before a pause, or anything else).

        Endings (-s, -ed, -ing, 's) are taken off where the word itself has no entry; None when nothing fits.
        """
        said = _chosen(self.plain(word), tag)
        if said is not None:
            return said
        if len(word) > 2 and word.isupper() and (said := _chosen(self.plain(word.lower()), tag)) is not None:
            return said
        return self._inflected(word.lower() if word.isupper() else word, tag)

    def spell(self, letters: str) -> str:
        """The names of the letters, the last one stressed: "USA" → jˌuˌɛsˈA."""
        names = [_chosen(self._gold.get(char.upper()), "") or "" for char in letters]
        said = [name.replace(PRIMARY, SECONDARY) for name in names if name]
        if said:
            said[-1] = said[-1].replace(SECONDARY, PRIMARY)
        return "".join(said)

    def final(self, word: str) -> bool:
        """Whether `word` is pronounced differently right before a pause ("I can")."""
        entry = self.plain(word)
        return isinstance(entry, dict) and "None" in entry

    def _inflected(self, word: str, tag: str) -> str | None:
        if word.endswith("s'") and not word.endswith("ss'"):
            return self.find(word[:-1], tag)
        for ending, join in (
            ("'s", self._s),
            ("s'", self._s),
            ("s", self._s),
            ("ed", self._d),
            ("d", self._d),
            ("ing", self._ing),
        ):
            if len(word) > len(ending) + 1 and word.endswith(ending):
                for stem in _stems(word, ending):
                    said = _chosen(self.plain(stem), tag)
                    if said is not None:
                        return join(said)
        if word.endswith("'") and len(word) > 2:
            return self.find(word[:-1], tag)
        return None

    def _s(self, stem: str) -> str:
        if stem[-1] in "ptkfθ":
            return stem + "s"
        if stem[-1] in "szʃʒʧʤ":
            return stem + ("ɪz" if self.british else "ᵻz")
        return stem + "z"

    def _d(self, stem: str) -> str:
        if stem[-1] in "pkfθʃsʧ":
            return stem + "t"
        vowel = "ɪ" if self.british else "ᵻ"
        if stem[-1] == "d":
            return f"{stem}{vowel}d"
        if stem[-1] != "t":
            return stem + "d"
        if not self.british and len(stem) > 1 and stem[-2] in _FLAPPING:
            return f"{stem[:-1]}ɾ{vowel}d"
        return f"{stem}{vowel}d"

    def _ing(self, stem: str) -> str:
        if not self.british and len(stem) > 1 and stem[-1] == "t" and stem[-2] in _FLAPPING:
            return stem[:-1] + "ɾɪŋ"
        return stem + "ɪŋ"


def dictionary_entries(text: str) -> dict[str, Entry]:
    """The entries of a JSON object, parsed in slices: one call of `json.loads` would block the interpreter for 0.1 s.

    The files are indented by two spaces, so that a comma, a new line and two spaces stand between entries only.
    """
    entries: dict[str, Entry] = {}
    start, stop = text.index("{") + 1, text.rindex("}")
    while start < stop:
        end = text.find(_BETWEEN, start + _SLICE, stop)
        end = stop if end < 0 else end
        entries.update(json.loads("{" + text[start:end] + "}"))
        start = end + 1
    return entries


def _stems(word: str, ending: str) -> list[str]:
    """The words that `word` may be a form of, likeliest first."""
    bare = word[: -len(ending)]
    if ending == "s":
        if word.endswith("ss"):
            return []
        stems = [bare]
        if word.endswith("ies"):
            stems.append(word[:-3] + "y")
        if word.endswith("es"):
            stems.append(word[:-2])
        return stems
    if ending == "ed":
        stems = [bare + "e", bare]
        if word.endswith("ied"):
            stems.insert(0, word[:-3] + "y")
        return stems + _undoubled(bare)
    if ending == "ing":
        return [bare, bare + "e", *_undoubled(bare)] if len(word) > 4 else []
    if ending == "d":
        return [bare] if word.endswith("ed") and len(word) > 4 else []
    if ending == "s'":
        return [bare + "s", bare]
    return [bare]


def _undoubled(bare: str) -> list[str]:
    return [bare[:-1]] if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] in "bdgklmnprtvz" else []


def _chosen(entry: Entry | None, tag: str) -> str | None:
    if entry is None or isinstance(entry, str):
        return entry
    for key in (tag, "VERB" if tag in ("VBD", "VBN", "VBP") else tag):
        said = entry.get(key)
        if said is not None:
            return said
    return entry.get("DEFAULT")


def stressed(phonemes: str, mark: str = PRIMARY) -> str:
    """`phonemes` with `mark` before their first vowel if they contain no stress."""
    if PRIMARY in phonemes or SECONDARY in phonemes:
        return phonemes
    for position, char in enumerate(phonemes):
        if char in VOWELS:
            return phonemes[:position] + mark + phonemes[position:]
    return phonemes


def weakened(phonemes: str) -> str:
    """`phonemes` with primary stress made secondary."""
    return phonemes.replace(SECONDARY, "").replace(PRIMARY, SECONDARY)


_lock = threading.Lock()
_lexicons: dict[bool, Lexicon] = {}


def lexicon(british: bool) -> Lexicon:
    """The lexicon of an accent, read once (about 0.2 s and 50 MB)."""
    with _lock:
        if british not in _lexicons:
            _lexicons[british] = Lexicon(british)
        return _lexicons[british]
