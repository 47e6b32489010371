"""English number words: cardinals, ordinals, years, decimals, digits one by one."""

from __future__ import annotations

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
"""A number in figures."""
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ("", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion", "sextillion")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_LONGEST = 24
"""Digits that have a name here; longer numbers are read digit by digit."""


def cardinal(number: int) -> str:
    """`number` in words: 1234 → "one thousand two hundred thirty four"."""
    if number < 0:
        return "minus " + cardinal(-number)
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f" {_ONES[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_ONES[hundreds]} hundred" + (f" {cardinal(rest)}" if rest else "")
    groups: list[str] = []
    scale = 0
    while number and scale < len(_SCALES):
        number, group = divmod(number, 1000)
        if group:
            groups.append(f"{cardinal(group)} {_SCALES[scale]}".strip())
        scale += 1
    return " ".join(reversed(groups))


def ordinal(number: int) -> str:
    """`number` as a rank: 21 → "twenty first"."""
    words = cardinal(number).split()
    last = words[-1]
    if last in _ORDINALS:
        words[-1] = _ORDINALS[last]
    elif last.endswith("y"):
        words[-1] = last[:-1] + "ieth"
    else:
        words[-1] = last + "th"
    return " ".join(words)


def year(number: int) -> str:
    """A year in words: 1999 → "nineteen ninety nine", 2005 → "two thousand five", 1905 → "nineteen oh five"."""
    century, rest = divmod(number, 100)
    if number < 1000 or 2000 <= number < 2010 or (number % 1000 == 0):
        return cardinal(number)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    if rest < 10:
        return f"{cardinal(century)} oh {_ONES[rest]}"
    return f"{cardinal(century)} {cardinal(rest)}"


def digits(text: str, zero: str = "zero") -> str:
    """The digits in `text` one by one; anything else is left out."""
    return " ".join(zero if char == "0" else _ONES[int(char)] for char in text if char in "0123456789")


def number(text: str) -> str:
    """A written number in words: "1,234.5" → "one thousand two hundred thirty four point five"."""
    sign = "minus " if text.startswith("-") else ""
    plain = text.lstrip("+-").replace(",", "").replace("_", "")
    whole, _, fraction = plain.partition(".")
    if len(whole) > _LONGEST:
        return sign + digits(whole)
    words = cardinal(int(whole)) if whole else "zero"
    if len(whole) > 1 and whole.startswith("0"):
        words = digits(whole)
    if fraction:
        words += " point " + digits(fraction)
    return sign + words


def indian(text: str) -> str:
    """A number grouped in lakhs and crores in words: "12,50,000" → "twelve lakh fifty thousand"."""
    whole, _, fraction = text.replace(",", "").partition(".")
    rest = int(whole)
    said: list[str] = []
    for size, name in ((10**7, "crore"), (10**5, "lakh")):
        count, rest = divmod(rest, size)
        if count:
            said.append(f"{cardinal(count)} {name}")
    if rest or not said:
        said.append(cardinal(rest))
    return " ".join(said) + (f" point {digits(fraction)}" if int(fraction or 0) else "")
