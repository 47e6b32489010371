"""Numbers in Korean words, Sino-Korean and native ones for counting; the counters, currencies and units behind them."""

from __future__ import annotations

import re

DIGITS = "영일이삼사오육칠팔구"


_SCALES = ("", "만", "억", "조", "경")


_NATIVE_ONES = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")


_NATIVE_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")


NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d++)?|\d++(?:\.\d++)?"


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


# Counters that take native numbers (up to 99); the rest take Sino-Korean ones.
NATIVE_COUNTERS = (
    "시간|시(?!속|기|대|장|민|청|작|도|리즈)|개(?!월|국|년|소)|명|사람|분(?=께|이서|들| 계|모두)|살|마리|권|잔|병|"
    "그루|송이|켤레|벌|(?<![1-9]0)대(?!로|신|학|비|표)|채|척|자루|장(?!소|면|기|애)|번째|"
    "번(?!호|지|\\s?(?:출구|문제|채널|트랙|버스|선수|타자|국도|홈|방|좌석|자리|게이트|승강장|테이블|교향곡|버튼|레인))|가지|군데|곳|달(?!러|걀|라)|배(?!터|송|달|경)|판|"
    "통(?!화|계)|그릇|숟가락|갑|쌍|줄|알|조각|포기|다발|봉지|상자|접시|모금|방울|해(?=\\s|$)|끼|바퀴|걸음|마디|세트"
)
NUMBERED = re.compile(r"(?:버스|출구|문제|채널|번호|교향곡|소나타|협주곡)\s*$")
"""Nouns that a number behind them names: 교향곡 5번."""
CURRENCIES = {
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
UNITS = {
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


def speed_told(match: re.Match[str]) -> bool:
    """Whether 시속, 분속 or 초속 precedes a speed."""
    return match.string[max(0, match.start() - 3) : match.start()].rstrip().endswith(("시속", "분속", "초속"))


def amount(text: str, sign: str, big: str) -> str:
    """A sum of money: the number as written, the sign of `CURRENCIES`, and 만, 억 … behind the number."""
    cents = _cents(text, sign)
    said = number(text.partition(".")[0]) if cents else number(text)
    return f"{said}{big} {CURRENCIES[sign]}{cents}"


def _cents(text: str, sign: str) -> str:
    cents = text.partition(".")[2]
    return (
        f" {cardinal(int(cents))} 센트"
        if sign in ("$", "US$", "€") and len(cents) == 2 and int(cents)
        else ""
    )


CALLED = re.compile("전화|문의|번호|상담|콜|고객|센터|대표|☎|[Tt][Ee][Ll]")
"""Words before a telephone number."""
