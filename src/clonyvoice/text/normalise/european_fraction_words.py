"""Fractions and mixed numbers in words, for each European language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from clonyvoice.text.language_words import listed

if TYPE_CHECKING:
    from clonyvoice.text.normalise.european_number_words import Words


def romance_fraction(
    half: tuple[str, str], named: Mapping[int, tuple[str, str]], one: str
) -> Callable[[Words, int, int, str], str]:
    """Fractions in Spanish or Portuguese, from `half` of either gender, `named` denominators and the word for one."""

    def said(words: Words, top: int, bottom: int, gender: str) -> str:
        if bottom == 2 and top == 1:
            return half[gender == "f"]
        single, several = named.get(bottom) or (words.rank(bottom), words.rank(bottom) + "s")
        return f"{one} {single}" if top == 1 else f"{words.cardinal(top)} {several}"

    return said


def french_fraction(words: Words, top: int, bottom: int, _gender: str) -> str:
    """The fraction as in "un demi", "deux tiers"."""
    if (top, bottom) == (1, 2):
        return "un demi"
    name = {2: "demi", 3: "tiers", 4: "quart"}.get(bottom) or words.rank(bottom)
    several = name if name.endswith("s") else name + "s"
    return f"un {name}" if top == 1 else f"{words.cardinal(top)} {several}"


def french_mixed(words: Words, whole: int, top: int, bottom: int, _gender: str) -> str:
    """The fraction as in "deux et demi"."""
    part = "demi" if (top, bottom) == (1, 2) else french_fraction(words, top, bottom, "m")
    return f"{words.cardinal(whole)} et {part}"


def italian_fraction(words: Words, top: int, bottom: int, gender: str) -> str:
    """The fraction as in "mezzo", "due terzi"."""
    if (top, bottom) == (1, 2):
        return "mezza" if gender == "f" else "mezzo"
    name = "mezzo" if bottom == 2 else words.rank(bottom)
    return f"un {name}" if top == 1 else f"{words.cardinal(top)} {name[:-1]}i"


def german_fraction(words: Words, top: int, bottom: int, _gender: str) -> str:
    """The fraction as in "einhalb", "zwei Drittel"."""
    if bottom == 2:
        return "einhalb" if top == 1 else f"{words.cardinal(top)} halbe"
    stem = {3: "Drittel", 7: "Siebtel", 8: "Achtel"}.get(bottom)
    if stem is None:
        name = words.cardinal(bottom).removeprefix("ein") if bottom >= 100 else words.cardinal(bottom)
        stem = name.capitalize() + ("tel" if bottom < 20 else "stel")
    return f"{'ein' if top == 1 else words.cardinal(top)} {stem}"


_NEUTER = frozenset(listed("kilogramm gramm pfund kilo glas stück jahr brot ei dutzend bund blatt"))
_DATIVE = frozenset(listed("in mit nach vor seit von zu aus bei"))
"""Prepositions that a half behind them follows: in einer halben Stunde."""


def german_half(gender: str, noun: str, before: str) -> str:
    """A half before `noun` (of `gender`, f or other) and behind `before`: "ein halber", "eine halbe", "ein halbes"."""
    if not noun:
        return "einhalb"
    if before in _DATIVE:
        return "einer halben" if gender == "f" else "einem halben"
    if gender == "f":
        return "eine halbe"
    neuter = noun.lower() in _NEUTER or noun.endswith("chen")
    return "ein halbes" if neuter else "ein halber"


def german_mixed(words: Words, whole: int, top: int, bottom: int, gender: str) -> str:
    """The fraction as in "zweieinhalb", "zwei und ein Drittel"."""
    count = "ein" if whole == 1 else words.cardinal(whole)
    if (top, bottom) == (1, 2):
        return f"{count}einhalb"
    return f"{words.cardinal(whole)} {german_fraction(words, top, bottom, gender)}"


def russian_fraction(words: Words, top: int, bottom: int, _gender: str) -> str:
    """The fraction as in "одна вторая", "две третьих"."""
    count = words.gendered(words.cardinal(top).split(), "f") or words.cardinal(top)
    rank = words.rank(bottom)
    if top % 10 == 1 and top % 100 != 11:
        return f"{count} {rank[:-2]}{'ья' if rank.endswith('третий') else 'ая'}"
    if (top, bottom) in ((2, 3), (3, 4)):
        return f"{count} {'трети' if bottom == 3 else 'четверти'}"
    return f"{count} {rank[:-2]}{'ьих' if rank.endswith('третий') else 'ых'}"


def russian_mixed(words: Words, whole: int, top: int, bottom: int, gender: str) -> str:
    """The fraction as in "полтора", "два и одна третья"."""
    if (top, bottom) == (1, 2):
        count = words.gendered(words.cardinal(whole).split(), gender) or words.cardinal(whole)
        return "полтора" if whole == 1 else f"{count} с половиной"
    count = words.gendered(words.cardinal(whole).split(), "f") or words.cardinal(whole)
    units = "целая" if whole % 10 == 1 and whole % 100 != 11 else "целых"
    return f"{count} {units} {russian_fraction(words, top, bottom, 'f')}"
