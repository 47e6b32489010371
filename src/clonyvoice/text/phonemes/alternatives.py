"""Ways in which one written word may be said: as it is read now, as the dictionary has it, by letters, by rule."""

from __future__ import annotations

from clonyvoice.text import languages
from clonyvoice.text.phonemes import espeak
from clonyvoice.text.phonemes.english import from_espeak
from clonyvoice.text.phonemes.lexicon import PRIMARY, SECONDARY, lexicon
from clonyvoice.text.phonemes.phonemise import phonemise

_MOST_LETTERS = 8
"""A longer word is not spelled by its letters."""


def alternatives(word: str, language: str) -> tuple[str, ...]:
    """The ways in which `word` may be said, in Kokoro's symbols, the present one first; each but once.

    `language` is any tag that `languages.resolve` knows. Of English words every entry of the dictionary, the names of
    the letters and eSpeak's reading are among them; of those with two syllables the other stress. Empty where nothing
    in it can be said. Raises UnknownLanguage.
    """
    found = [_joined(word, language)]
    if languages.resolve(language) == "en" and word.isascii():
        british = languages.british(language)
        words = lexicon(british)
        entries = words.plain(word)
        if isinstance(entries, dict):
            found += [said for said in entries.values() if said]
        if word.isalpha() and 1 < len(word) <= _MOST_LETTERS:
            found.append(words.spell(word))
        if word.isalpha():
            found.append(from_espeak(espeak.word_ipa(word, "en" if british else "en-us"), british))
        found += [moved for moved in map(_other_stress, found[:1]) if moved]
    elif word.isalpha() and 1 < len(word) <= _MOST_LETTERS:
        found.append(_joined(" ".join(word), language))
    return tuple(dict.fromkeys(said for said in found if said))


def _joined(text: str, language: str) -> str:
    return " ".join(word.phonemes for word in phonemise(text, language) if word.phonemes)


def _other_stress(said: str) -> str:
    """A pronunciation with its two stresses exchanged; empty where it has not one of each."""
    if said.count(PRIMARY) != 1 or said.count(SECONDARY) != 1:
        return ""
    return said.replace(PRIMARY, "\0").replace(SECONDARY, PRIMARY).replace("\0", SECONDARY)
