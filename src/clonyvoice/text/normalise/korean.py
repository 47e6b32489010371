"""Text normalisation for Korean: figures and signs as words, Sino-Korean and native numbers with their counters."""

from __future__ import annotations

import re

from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise.korean_numbers import (
    CALLED,
    CURRENCIES,
    NATIVE_COUNTERS,
    NUMBER,
    NUMBERED,
    UNITS,
    amount,
    cardinal,
    native,
    number,
    speed_told,
    spelled,
)
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said, rule
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import Figures, roman_value
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import rules as figure_rules
from clonyvoice.text.normalise.web_addresses import URL_PATTERN, Spelling, say_address

_SIGNS = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True))
_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_SPELLING = Spelling(
    dot="점", slash="슬래시", at="골뱅이", dash="대시", underscore="언더바", colon="콜론", hash_="샵",
    question="물음표",
    equals="는",
    ampersand="앤드", percent="퍼센트", plus="플러스", tilde="물결", digits=spelled,
)  # fmt: skip


@rule(URL_PATTERN, re.IGNORECASE | re.ASCII)
def _address(match: re.Match[str]) -> Said:
    return say_address(match.group(), _SPELLING)


_MONTHS = {6: "유", 10: "시"}


def _month(value: int) -> str:
    return _MONTHS.get(value, cardinal(value)) + "월"


@rule(r"(?<![\d-])(?P<y>\d{4})[-/.]\s?(?P<m>\d{1,2})[-/.]\s?(?P<d>\d{1,2})(?!\d)")
def _date(match: re.Match[str]) -> Said:
    month, day = int(match["m"]), int(match["d"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{cardinal(int(match['y']))}년 {_month(month)} {cardinal(day)}일"


@rule(r"(?<!\d)(?P<m>0?[1-9]|1[0-2])월")
def _month_name(match: re.Match[str]) -> Said:
    return _month(int(match["m"]))


@rule(r"(?<![\d:])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?!\d)")
def _time(match: re.Match[str]) -> Said:
    hour, minute = int(match["h"]), int(match["m"])
    said = (native(hour) if 1 <= hour <= 12 else cardinal(hour)) + " 시"
    if minute:
        said += f" {cardinal(minute)} 분"
    return said + (f" {cardinal(int(match['s']))} 초" if match["s"] else "")


@rule(r"(?<![\d-])(?P<y>1[5-9]\d\d)-(?P<z>1[5-9]\d\d|20\d\d)(?![\d-])")
def _years(match: re.Match[str]) -> Said:
    """A person's years, 이순신(1545-1598), distinguished from a telephone number by the words before them."""
    first, last = int(match["y"]), int(match["z"])
    if not first < last < first + 150 or CALLED.search(
        match.string, max(0, match.start() - 16), match.start()
    ):
        return None
    return f"{cardinal(first)}에서 {cardinal(last)}"


@rule(r"(?<![\d-])(?:\+82[- ]?|0)\d{1,2}[-. )]\s?\d{3,4}[-. ]\d{4}(?![\d-])|(?<![\d-])1[5-9]\d\d-\d{4}(?!\d)")
def _phone(match: re.Match[str]) -> Said:
    return " ".join(spelled(group) for group in re.findall(r"\d+", match.group()))


@rule(
    rf"(?P<minus>(?<![0-9A-Za-z)])-)?(?P<sign>{_SIGNS})\s?-?(?P<n>{NUMBER})\s?(?P<big>[만억조천백]{{1,4}})?"
    r"(?:\s?(?:달러|유로|파운드|엔|원))?"
)
def _money(match: re.Match[str]) -> Said:
    minus = "마이너스 " if match["minus"] or "-" in match.group()[: match.start("n") - match.start()] else ""
    return minus + amount(match["n"], match["sign"], match["big"] or "")


@rule(rf"(?P<n>{NUMBER})(?P<big>[만억조천백]{{0,4}})\s?(?P<sign>[$€£¥₩])")
def _money_after(match: re.Match[str]) -> Said:
    return amount(match["n"], match["sign"], match["big"])


@rule(rf"(?<![0-9A-Za-z.])(?P<n>{NUMBER})(?P<letter>[kKM])(?![A-Za-z0-9/])")
def _magnitude(match: re.Match[str]) -> Said:
    """Magnitudes: 팔로워 10k."""
    whole, _, fraction = match["n"].replace(",", "").partition(".")
    size = 6 if match["letter"] == "M" else 3
    return cardinal(int(whole + (fraction + "0" * size)[:size]))


@rule(rf"(?P<n>{NUMBER})\s?(?P<unit>{_UNIT})/(?P<per>s|h|min|{_UNIT})(?![A-Za-z²³])")
def _rate(match: re.Match[str]) -> Said:
    per = {"s": "초당", "h": "시간당", "min": "분당"}.get(match["per"]) or f"{UNITS[match['per']]}당"
    said = f"{number(match['n'])} {UNITS[match['unit']]}"
    return said if speed_told(match) else f"{per} {said}"


@rule(rf"(?<![0-9A-Za-z.])(?P<n>{NUMBER})\"(?![0-9A-Za-z])")
def _inches(match: re.Match[str]) -> Said:
    before = match.string[max(0, match.start() - 160) : match.start()]
    return None if before.count('"') % 2 else f"{number(match['n'])} 인치"


@rule(r"(?<![\d/])(?P<whole>\d{1,4})\s(?P<a>\d{1,3})/(?P<b>\d{1,3})(?![\d/])")
def _mixed(match: re.Match[str]) -> Said:
    whole = cardinal(int(match["whole"]))
    return f"{whole}{'과' if _closed(whole) else '와'} {cardinal(int(match['b']))}분의 {cardinal(int(match['a']))}"


@rule(r"(?P<laugh>[ㅋㅎ])(?P=laugh){1,60}")
def _laughter(match: re.Match[str]) -> Said:
    return ("크" if match["laugh"] == "ㅋ" else "흐") * min(len(match.group()), 5)


def _closed(word: str) -> bool:
    """Whether a word ends in a consonant."""
    return "가" <= word[-1:] <= "힣" and (ord(word[-1]) - 0xAC00) % 28 != 0


def _versus(first: int, second: int) -> str:
    return f"{cardinal(first)} 대 {cardinal(second)}"


def _equation(said: str) -> str:
    """The words of an equation with their particles: 오 빼기 삼 = 이 → 오 빼기 삼은 이."""
    for sign, behind in (("=", ""), (">", "보다 크다"), ("<", "보다 작다")):
        left, found, right = said.partition(f" {sign} ")
        if found:
            said = f"{left}{'은' if _closed(left) else '는'} {right}{behind}"
    return said


def _spelled_letters(text: str) -> str:
    return "".join(_LETTERS.get(char, char) for char in text.upper())


FIGURES = figure_rules(
    Figures(
        number=number, minus="빼기", plus="더하기", times="곱하기", divided="나누기", equals="=", less="<",
        greater=">",
        power="의 거듭제곱", dot="점", slash="슬래시", backslash="백슬래시", underscore="언더바",
        colon="콜론", ratio=_versus,
        scale=_versus, share=None, over=lambda first, second: f"{cardinal(first)}에 {cardinal(second)}",
        half_and_half=_versus, below="마이너스",
        above="플러스", variable=_spelled_letters, ascii_words=True, finish=_equation, letters=_spelled_letters,
    )
)  # fmt: skip


@rule(
    r"(?<=[가-힣])(?:[~∼～〜](?=[가-힣\d])|\s[~∼～〜]\s(?=[가-힣\d]))|(?<=\d[시일월년])[~∼～〜]\s(?=[가-힣\d])|(?<=\d:\d\d)\s?[-~∼～〜–]\s?(?=\d{1,2}:)|(?<=\d[시분월일년원명살세층장회])\s?[-–]\s?(?=\d)"
)
def _from(_match: re.Match[str]) -> Said:
    """Ranges of times and weekdays: 9시~오후 6시, 월~금."""
    return "에서"


_VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8), "⅕": (1, 5),
}  # fmt: skip
"""Numerators and denominators of the characters of fractions (Unicode, Number Forms)."""


@rule(rf"(?:(?P<whole>\d{{1,4}})\s?)?(?P<part>[{''.join(_VULGAR)}])")
def _vulgar(match: re.Match[str]) -> Said:
    top, bottom = _VULGAR[match["part"]]
    said = f"{cardinal(bottom)}분의 {cardinal(top)}"
    if not match["whole"]:
        return said
    whole = cardinal(int(match["whole"]))
    return f"{whole}{'과' if _closed(whole) else '와'} {said}"


@rule(
    r"(?<![\d.])(?P<month>\d{1,2})(?:[·ㆍ]|\.(?=\d{1,2}\s?(?:전쟁|사변|운동|혁명|항쟁|절|선언|사태|민주|광복|테러|정변|총선|대선)))"
    r"(?P<day>\d{1,2})(?!\d)"
)
def _named_day(match: re.Match[str]) -> Said:
    """6·25 전쟁: the figures of the day one by one."""
    return spelled(match["month"]) + spelled(match["day"])


@rule(r"(?<![A-Za-z])(?P<roman>[IVX]{1,5})(?=\s?세(?:기|$|[가-힣\s.,]))")
def _roman(match: re.Match[str]) -> Said:
    value = roman_value(match["roman"])
    return None if value is None else cardinal(value)


@rule(rf"(?P<a>{NUMBER})\s?(?P<ua>{_UNIT})?\s?[~∼～〜–-]\s?(?=(?:{NUMBER}))")
def _range(match: re.Match[str]) -> Said:
    unit = " " + UNITS[match["ua"]] if match["ua"] else ""
    following = re.match(rf"(?P<n>\d+)\s?(?P<counter>{NATIVE_COUNTERS})", match.string[match.end() :])
    count = int(match["a"]) if match["a"].isdigit() else 0
    if following and 20 <= count <= 99:
        return f"{native(count)} {following['counter']}에서"  # 스무 명에서 서른 명
    said = native(count) if following and 1 <= count <= 99 else number(match["a"])
    return f"{said}{unit}에서"


@rule(rf"(?P<sign>(?<![0-9A-Za-z)])-)?(?P<n>{NUMBER})\s?(?P<unit>{_UNIT})(?![A-Za-z²])")
def _unit(match: re.Match[str]) -> Said:
    minus = ("영하 " if match["unit"].startswith("°") else "마이너스 ") if match["sign"] else ""
    scale = "화씨 " if match["unit"] == "°F" else ""
    return f"{scale}{minus}{number(match['n'])} {UNITS[match['unit']]}"


@rule(r"(?<![\d/])(?P<a>\d{1,3})/(?P<b>\d{1,3})(?![\d/])")
def _fraction(match: re.Match[str]) -> Said:
    return f"{cardinal(int(match['b']))}분의 {cardinal(int(match['a']))}"


@rule(rf"(?<![\d.,])(?P<n>[1-9]\d?)(?P<gap>\s?)(?P<counter>{NATIVE_COUNTERS})")
def _native_count(match: re.Match[str]) -> Said:
    count = int(match["n"])
    if match["counter"].startswith("번째") and count == 1:
        said = "첫"
    elif (
        (
            match["counter"] == "장"
            and match["gap"] == ""
            and re.match(r"[은을이에]?\s*$", match.string[match.end() :]) is None
            and re.search(r"제$", match.string[: match.start()])
        )
        or (match["counter"] == "시" and count > 12)
        or (match["counter"] == "번" and NUMBERED.search(match.string[: match.start()]))
    ):
        said = cardinal(count)
    else:
        said = native(count)
    return [Reading(match.start("n"), match.end("n"), said)]


@rule(rf"(?P<sign>(?<![0-9A-Za-z)])-)?(?P<n>{NUMBER})")
def _number(match: re.Match[str]) -> Said:
    text = match["n"]
    said = spelled(text) if len(text) > 16 else number(text)
    return ("마이너스 " if match["sign"] else "") + said


_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        listed(
            "에이 비 씨 디 이 에프 지 에이치 아이 제이 케이 엘 엠 엔 오 피 큐 아르 에스 티 유 브이 "
            "더블유 엑스 와이 제트"
        ),
        strict=True,
    )
)


@rule(r"(?<![A-Za-z])[A-Z]{1,5}(?![A-Za-z])")
def _letters(match: re.Match[str]) -> Said:
    """Latin short forms, read letter by letter."""
    text = match.group()
    if len(text) > 3 and re.search("[AEIOU]", text[1:-1]) and text not in ("HTTP", "HTML"):
        return None
    return "".join(_LETTERS[char] for char in text)


_SYMBOLS = {"&": "앤드", "@": "골뱅이", "+": "플러스", "=": "는", "×": "곱하기", "÷": "나누기", "±": "플러스마이너스",
    "%": "퍼센트", "℃": "도", "#": "샵",
            "→": "에서", "≈": "약", ">": "보다 큰", "<": "보다 작은", "$": "달러", "€": "유로", "£": "파운드",
            "₩": "원",
            "№": "번호"}  # fmt: skip


@rule(r"[&@+=×÷±%℃→≈$€£₩№]|(?<=\s)[<>](?=\s)|#(?=\w)")
def _symbol(match: re.Match[str]) -> Said:
    return _SYMBOLS[match.group()]


RULES: tuple[Rule, ...] = (
    *FIGURES[:2], *FIGURES[8:], _address, _laughter, _vulgar, _roman, _named_day,
    _date, _month_name, *FIGURES[4:5], _time, _years, _phone, *FIGURES[2:4],
    *FIGURES[5:6], _money,
    _money_after, _inches, _rate, _magnitude, FIGURES[6], _mixed, _range, _from, _unit, _fraction,
    _native_count, _number, _letters, _symbol,
)  # fmt: skip
