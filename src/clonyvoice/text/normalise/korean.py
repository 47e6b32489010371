"""Text normalisation for Korean: figures and signs as words, Sino-Korean and native numbers with their counters."""

from __future__ import annotations

import re

from clonyvoice.text.normalise.addresses import URL_PATTERN, Spelling, say_address
from clonyvoice.text.normalise.figures import Figures
from clonyvoice.text.normalise.figures import rules as figure_rules
from clonyvoice.text.normalise.korean_numbers import NUMBER, cardinal, native, number, spelled
from clonyvoice.text.normalise.readings import Reading, Rule, Said, rule
from clonyvoice.text.word_lists import listed

# Counters that take native numbers (up to 99); the rest take Sino-Korean ones.
_NATIVE_COUNTERS = (
    "시간|시(?!속|기|대|장|민|청|작|도|리즈)|개(?!월|국|년|소)|명|사람|분(?=께|이서|들| 계|모두)|살|마리|권|잔|병|"
    "그루|송이|켤레|벌|(?<![1-9]0)대(?!로|신|학|비|표)|채|척|자루|장(?!소|면|기|애)|번째|"
    "번(?!호|지|\\s?(?:출구|문제|채널|트랙|버스|선수|타자|국도|홈))|가지|군데|곳|달(?!러|걀|라)|배(?!터|송|달|경)|판|"
    "통(?!화|계)|그릇|숟가락|갑|쌍|줄|알|조각|포기|다발|봉지|상자|접시|모금|방울|해(?=\\s|$)|끼|바퀴|걸음|마디|세트"
)
_CURRENCIES = {
    "$": "달러",
    "US$": "달러",
    "€": "유로",
    "£": "파운드",
    "¥": "엔",
    "₩": "원",
    "USD": "달러",
    "KRW": "원",
    "EUR": "유로",
    "JPY": "엔",
    "₽": "루블",
    "₹": "루피",
    "元": "위안",
}
_SIGNS = "|".join(re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True))
_UNITS = {
    "km/h": "킬로미터", "km": "킬로미터", "cm": "센티미터", "mm": "밀리미터", "m": "미터", "kg": "킬로그램",
    "mg": "밀리그램",
    "g": "그램", "t": "톤",
    "ml": "밀리리터", "mL": "밀리리터", "L": "리터", "l": "리터", "GB": "기가바이트", "MB": "메가바이트",
    "TB": "테라바이트",
    "KB": "킬로바이트",
    "GHz": "기가헤르츠", "MHz": "메가헤르츠", "kHz": "킬로헤르츠", "Hz": "헤르츠", "kW": "킬로와트", "W": "와트",
    "V": "볼트",
    "°C": "도", "°F": "도", "°": "도",
    "%": "퍼센트", "%p": "퍼센트포인트", "m²": "제곱미터", "km²": "제곱킬로미터", "m2": "제곱미터",
    "m³": "세제곱미터", "m3": "세제곱미터",
    "km2": "제곱킬로미터", "cm²": "제곱센티미터", "dL": "데시리터",
    "dl": "데시리터", "cc": "시시", "µg": "마이크로그램", "nm": "나노미터", "Mb": "메가비트",
    "Gb": "기가비트", "kWh": "킬로와트시",
    "mmHg": "밀리미터 에이치지", "cal": "칼로리", "hPa": "헥토파스칼", "kPa": "킬로파스칼",
    "PB": "페타바이트", "mV": "밀리볼트",
    "mA": "밀리암페어",
    "kcal": "킬로칼로리",
    "dB": "데시벨",
    "mAh": "밀리암페어시", "Mbps": "메가비피에스",
    "Gbps": "기가비피에스", "fps": "에프피에스", "ha": "헥타르", "px": "픽셀", "ms": "밀리초",
}  # fmt: skip
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))


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


@rule(r"(?<![\d-])(?:\+82[- ]?|0)\d{1,2}[-. )]\s?\d{3,4}[-. ]\d{4}(?![\d-])|(?<![\d-])1[5-9]\d\d-\d{4}(?!\d)")
def _phone(match: re.Match[str]) -> Said:
    return " ".join(spelled(group) for group in re.findall(r"\d+", match.group()))


@rule(
    rf"(?P<minus>(?<![0-9A-Za-z)])-)?(?P<sign>{_SIGNS})\s?-?(?P<n>{NUMBER})\s?(?P<big>[만억조천백]{{1,4}})?"
    r"(?:\s?(?:달러|유로|파운드|엔|원))?"
)
def _money(match: re.Match[str]) -> Said:
    minus = "마이너스 " if match["minus"] or "-" in match.group()[: match.start("n") - match.start()] else ""
    return minus + _amount(match["n"], match["sign"], match["big"] or "")


@rule(rf"(?P<n>{NUMBER})(?P<big>[만억조천백]{{0,4}})\s?(?P<sign>[$€£¥₩])")
def _money_after(match: re.Match[str]) -> Said:
    return _amount(match["n"], match["sign"], match["big"])


def _amount(text: str, sign: str, big: str) -> str:
    cents = _cents(text, sign)
    said = number(text.partition(".")[0]) if cents else number(text)
    return f"{said}{big} {_CURRENCIES[sign]}{cents}"


def _cents(text: str, sign: str) -> str:
    cents = text.partition(".")[2]
    return (
        f" {cardinal(int(cents))} 센트"
        if sign in ("$", "US$", "€") and len(cents) == 2 and int(cents)
        else ""
    )


@rule(rf"(?<![0-9A-Za-z.])(?P<n>{NUMBER})(?P<letter>[kKM])(?![A-Za-z0-9/])")
def _magnitude(match: re.Match[str]) -> Said:
    """팔로워 10k."""
    whole, _, fraction = match["n"].replace(",", "").partition(".")
    size = 6 if match["letter"] == "M" else 3
    return cardinal(int(whole + (fraction + "0" * size)[:size]))


@rule(rf"(?P<n>{NUMBER})\s?(?P<unit>{_UNIT})/(?P<per>s|h|min|{_UNIT})(?![A-Za-z²³])")
def _rate(match: re.Match[str]) -> Said:
    per = {"s": "초당", "h": "시간당", "min": "분당"}.get(match["per"]) or f"{_UNITS[match['per']]}당"
    return f"{per} {number(match['n'])} {_UNITS[match['unit']]}"


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
        half_and_half=_versus, below="마이너스", ascii_words=True, finish=_equation, letters=_spelled_letters,
    )
)  # fmt: skip


@rule(rf"(?P<a>{NUMBER})\s?(?P<ua>{_UNIT})?\s?[~∼～〜–-]\s?(?=(?:{NUMBER}))")
def _range(match: re.Match[str]) -> Said:
    unit = " " + _UNITS[match["ua"]] if match["ua"] else ""
    following = re.match(rf"(?P<n>\d+)\s?(?:{_NATIVE_COUNTERS})", match.string[match.end() :])
    count = int(match["a"]) if match["a"].isdigit() else 0
    said = native(count) if following and 1 <= count <= 99 else number(match["a"])
    return f"{said}{unit}에서"


@rule(rf"(?P<sign>(?<![0-9A-Za-z)])-)?(?P<n>{NUMBER})\s?(?P<unit>{_UNIT})(?![A-Za-z²])")
def _unit(match: re.Match[str]) -> Said:
    minus = ("영하 " if match["unit"].startswith("°") else "마이너스 ") if match["sign"] else ""
    speed = "시속 " if match["unit"] == "km/h" else ""
    return f"{minus}{speed}{number(match['n'])} {_UNITS[match['unit']]}"


@rule(r"(?<![\d/])(?P<a>\d{1,3})/(?P<b>\d{1,3})(?![\d/])")
def _fraction(match: re.Match[str]) -> Said:
    return f"{cardinal(int(match['b']))}분의 {cardinal(int(match['a']))}"


@rule(rf"(?<![\d.,])(?P<n>[1-9]\d?)(?P<gap>\s?)(?P<counter>{_NATIVE_COUNTERS})")
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
        or (
            match["counter"] == "번"
            and re.search(r"(?:버스|출구|문제|채널|번호)\s*$", match.string[: match.start()])
        )
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
    """Latin short forms are read letter by letter, as Koreans do."""
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
    *FIGURES[:2], _address, _laughter, _date, _month_name, *FIGURES[4:5], _time, _phone, *FIGURES[2:4],
    *FIGURES[5:6], _money,
    _money_after, _inches, _rate, _magnitude, FIGURES[6], _mixed, _range, _unit, _fraction,
    _native_count, _number, _letters, _symbol,
)  # fmt: skip
