"""Numbers in Chinese words."""

from __future__ import annotations

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d++)?|\d++(?:\.\d++)?"
_DIGITS = "零一二三四五六七八九"
_SCALES = ("", "万", "亿", "兆")

VULGAR = {
    "½": "二分之一", "⅓": "三分之一", "⅔": "三分之二", "¼": "四分之一", "¾": "四分之三",
    "⅛": "八分之一", "⅕": "五分之一",
}  # fmt: skip
"""Fractions that are one character (Unicode, Number Forms)."""


def spelled(text: str) -> str:
    """The digits in `text` one by one."""
    return "".join(_DIGITS[int(char)] for char in text if char in "0123456789")


def cardinal(number: int) -> str:
    """`number` in words: 1024 → 一千零二十四."""
    if number < 0:
        return "负" + cardinal(-number)
    if number >= 10**16:
        return spelled(str(number))
    if number == 0:
        return "零"
    groups: list[int] = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    said = ""
    gap = False
    for scale in range(len(groups) - 1, -1, -1):
        group = groups[scale]
        if group == 0:
            gap = bool(said)
            continue
        if said and (gap or group < 1000):
            said += "零"
        gap = False
        words = _group(group, leading=not said)
        said += ("两" if words == "二" and scale else words) + _SCALES[scale]
    return "两" + said[1:] if said.startswith("二千") else said


def _group(number: int, leading: bool) -> str:
    said = ""
    gap = False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            if gap and said:
                said += "零"
            gap = False
            said += ("" if power == 10 and digit == 1 and leading and not said else _DIGITS[digit]) + name
        elif said:
            gap = True
    return said


def number(text: str) -> str:
    """A written number in words: "1,234.5" → 一千二百三十四点五."""
    whole, _, fraction = text.replace(",", "").partition(".")
    said = spelled(whole) if len(whole) > 1 and whole.startswith("0") else cardinal(int(whole or 0))
    return said + ("点" + spelled(fraction) if fraction else "")
