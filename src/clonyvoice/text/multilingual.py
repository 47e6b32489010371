"""Texts in several languages: which sentence is in which."""

from __future__ import annotations

from collections.abc import Collection

from clonyvoice.text.languages import AUTO, detect
from clonyvoice.text.split import Sentence, sentences


def sentences_by_language(
    text: str, among: Collection[str] | None = None, max_chars: int | None = None
) -> tuple[tuple[Sentence, str], ...]:
    """The sentences of `text`, each with the code of its language, out of `among` (all by default).

    A sentence without clear signs is taken to be in the language of the one before, or of the whole text.
    """
    usual = detect(text, among)
    found: list[tuple[Sentence, str]] = []
    for sentence in sentences(text, AUTO, max_chars):
        code = detect(sentence.text, among, default=usual, usual=usual)
        found.append((sentence, code))
        usual = code
    return tuple(found)
