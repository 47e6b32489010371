"""Numbers in Korean words: Sino-Korean, and native ones for counting."""

from __future__ import annotations

DIGITS = "영일이삼사오육칠팔구"


_SCALES = ("", "만", "억", "조", "경")


_NATIVE_ONES = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")


_NATIVE_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")


NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


def cardinal(number: int) -> str:
    """`number` in Sino-Korean: 1234 → 천이백삼십사."""
    if number < 0:
        return "마이너스 " + cardinal(-number)
    if number == 0:
        return "영"
    if number >= 10**20:
        return spelled(str(number))
    groups: list[str] = []
    scale = 0
    while number:
        number, group = divmod(number, 10_000)
        if group:
            said = _group(group)
            # 만, not 일만; but 일억.
            groups.append(("" if said == "일" and scale == 1 and number == 0 else said) + _SCALES[scale])
        scale += 1
    return " ".join(reversed(groups))


def _group(number: int) -> str:
    said = ""
    for power, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            said += ("" if digit == 1 and name else DIGITS[digit]) + name
    return said


def native(number: int) -> str:
    """A number 1 to 99 in native words before a counter: 21 → 스물한, 20 → 스무."""
    tens, ones = divmod(number, 10)
    if tens == 2 and not ones:
        return "스무"
    return _NATIVE_TENS[tens] + _NATIVE_ONES[ones]


def spelled(text: str) -> str:
    """The digits in `text` one by one, as in a telephone number (0 is 공)."""
    return "".join("공" if char == "0" else DIGITS[int(char)] for char in text if char in "0123456789")


def number(text: str) -> str:
    """A written number in Sino-Korean: "3.14" → 삼 점 일사."""
    whole, _, fraction = text.replace(",", "").partition(".")
    said = spelled(whole) if len(whole) > 1 and whole.startswith("0") else cardinal(int(whole or 0))
    if fraction:
        said += " 점 " + "".join(DIGITS[int(char)] for char in fraction)
    return said
