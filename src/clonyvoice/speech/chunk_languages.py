"""The language of a text and of each sentence; of languages that look alike, one that the engine speaks."""

from __future__ import annotations

from collections.abc import Collection

from clonyvoice.text.language_detection import Guess, detect, guess, script_of
from clonyvoice.text.language_words import HINTS
from clonyvoice.text.languages import resolve

_TELLING_LETTERS = 12
"""Letters from which a chunk's own language is looked for. Chosen by hand."""


def primary(language: str) -> str:
    """The first part of a tag: `en` of `en-GB`."""
    return language.split("-")[0].lower()


def language_tag(language: str) -> str:
    """The tag (`en-GB` keeps its accent) of a language that is known to be spoken. Raises UnknownLanguage."""
    code = resolve(language)
    return language if primary(language) == code else code


def language_of_text(
    text: str, home: str, among: Collection[str] | None = None, likely: Collection[str] = ()
) -> Guess:
    """The main language of a text, and the confidence; `home` is the voice's, for texts that could be either.

    `among` are the languages of the engine that speaks, None: all. See `language_of_sentence` for what they decide.
    `likely` are those of earlier requests, expected as the voice's own is.
    """
    expected = (primary(home), *likely)
    found = guess(text, default=language_tag(home), likely=expected)
    kept = _kept_to(among, found.code, text, primary(home))
    return found if kept == found.code else Guess(kept, min(found.confidence, 0.5))


def language_of_sentence(text: str, overall: str, among: Collection[str] | None = None) -> str:
    """The language of one sentence of a text that is mostly in `overall`.

    A few Latin letters say little about their language: then it is that of the whole. From `_TELLING_LETTERS` on, of
    the Latin-script phrases of `tests/text/phrases` 1 of 255 is taken for another language than that of the text around
    it, and 235 of 255 are found in a text of another language.

    Of `among`, the likeliest of the same script is taken; a text in a script that none of them is written in keeps its
    language, so that it is refused rather than read as another.
    """
    letters = sum(char.isalpha() for char in text)
    latin = sum(char.isalpha() and ord(char) < 0x250 for char in text)
    if latin == letters and letters < (
        8 if primary(overall) in ("ja", "zh", "ko", "ru", "hi") else _TELLING_LETTERS
    ):
        return overall
    found = detect(text, default=primary(overall), usual=primary(overall))
    found = _kept_to(among, found, text, primary(overall))
    return overall if found == primary(overall) else found


def _kept_to(among: Collection[str] | None, found: str, text: str, usual: str) -> str:
    if among is None or found in (codes := {primary(code) for code in among}):
        return found
    alike = codes & _written_like(found, text)
    return guess(text, alike, usual=usual, likely=(usual,)).code if alike else found


def _written_like(code: str, text: str) -> set[str]:
    """The languages that a text which looks like `code` may be in by its script."""
    if code in HINTS:
        return set(HINTS)
    if code in ("ja", "zh") and not any(script_of(char) == "kana" for char in text):
        return {"ja", "zh"}
    return {code}
