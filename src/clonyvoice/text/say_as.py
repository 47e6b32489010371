"""SSML's say-as: text rewritten to be read in the requested way."""

from __future__ import annotations

import re

from clonyvoice.text.normalise import english_numbers, words_for


def say_as(text: str, kind: str, form: str, language: str) -> str | None:
    """`text` as the words or figures to be read for `kind`; None for an unknown kind.

    `form` is the order of a date's parts (mdy, dmy, ymd, md, dm, y …).
    """
    plain = " ".join(text.split())
    if kind in ("characters", "spell-out", "verbatim"):
        return _spelled(plain, language)
    if kind in ("digits", "telephone"):
        return ", ".join(_digits(group, language) for group in re.findall(r"\d+", plain)) or plain
    if kind in ("cardinal", "number"):
        return _integer(plain, language, ordinal=False)
    if kind == "ordinal":
        return _integer(plain, language, ordinal=True)
    if kind == "date":
        return _date(plain, form)
    if kind == "expletive":
        return ""
    if kind in ("time", "currency", "unit", "fraction", "address", "name", "net"):
        return plain
    return None


def _spelled(text: str, language: str) -> str:
    """Letters and digits one by one, with the case left out."""
    pieces: list[str] = []
    letters = False
    for char in text:
        if char.isdigit() and char.isascii():
            pieces.append(" " + _digits(char, language))
            letters = False
        elif char.isalnum():
            dotted = language == "en" and char.isascii()
            pieces.append(("" if letters and dotted else " ") + char.upper() + ("." if dotted else ""))
            letters = dotted
    return "".join(pieces).strip()


def _digits(text: str, language: str) -> str:
    if language == "en":
        return english_numbers.digits(text)
    words = words_for(language)
    return words.digits(text) if words is not None else " ".join(text)


def _integer(text: str, language: str, ordinal: bool) -> str:
    digits = re.sub(r"[\s,.'’](?=\d{3}(?:\D|$))", "", text)
    match = re.fullmatch(r"\D*(-?\d{1,18})\D*", digits)
    if match is None:
        return text
    value = int(match[1])
    if language == "en":
        return english_numbers.ordinal(value) if ordinal else english_numbers.cardinal(value)
    words = words_for(language)
    if words is not None:
        return words.rank(value) if ordinal else words.cardinal(value)
    marks = {"ja": f"第{value}", "zh": f"第{value}", "ko": f"제{value}", "hi": f"{value}वां"}
    return marks.get(language, str(value)) if ordinal else str(value)


def _date(text: str, form: str) -> str:
    """A date in any order of its parts as year-month-day, which every language reads."""
    numbers = re.findall(r"\d+", text)
    order = [part for part in form.lower() if part in "ymd"]
    if not order and len(numbers) == 3:
        order = list("ymd") if len(numbers[0]) == 4 else list("mdy")
    if len(order) != len(numbers) or set(order) != set("ymd"):
        return text
    parts = dict(zip(order, numbers, strict=True))
    year = int(parts["y"]) + (
        2000 if len(parts["y"]) == 2 and int(parts["y"]) < 50 else 1900 if len(parts["y"]) == 2 else 0
    )
    return f"{year:04d}-{int(parts['m']):02d}-{int(parts['d']):02d}"
