"""Text normalisation for Japanese: figures and signs as words.

Plain figures stay as they are: the analyser reads them with their counters (2人, 11月22日).
"""

from __future__ import annotations

import re

from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said, rule
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import Figures, roman_value
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import rules as figure_rules
from clonyvoice.text.normalise.web_addresses import URL_PATTERN, Spelling, say_address

_DIGITS = ("ゼロ", "イチ", "ニー", "サン", "ヨン", "ゴー", "ロク", "ナナ", "ハチ", "キュー")
_CURRENCIES = {
    "$": "ドル",
    "US$": "ドル",
    "€": "ユーロ",
    "£": "ポンド",
    "¥": "円",
    "₩": "ウォン",
    "元": "元",
    "₹": "ルピー",
    "USD": "ドル",
    "JPY": "円",
    "EUR": "ユーロ",
}
_SIGNS = "|".join(re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True))
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d++)?|\d++(?:\.\d++)?"
_UNITS = {
    "km/h": "キロメートル毎時", "km": "キロメートル", "cm": "センチメートル", "mm": "ミリメートル", "m": "メートル",
    "kg": "キログラム",
    "mg": "ミリグラム",
    "g": "グラム", "ml": "ミリリットル", "mL": "ミリリットル", "L": "リットル", "l": "リットル", "GB": "ギガバイト",
    "MB": "メガバイト",
    "TB": "テラバイト",
    "KB": "キロバイト", "GHz": "ギガヘルツ", "MHz": "メガヘルツ", "kHz": "キロヘルツ", "Hz": "ヘルツ",
    "kW": "キロワット",
    "W": "ワット",
    "V": "ボルト",
    "°C": "度", "°F": "度", "°": "度", "%": "パーセント", "m²": "平方メートル", "m2": "平方メートル",
    "m³": "立方メートル", "m3": "立方メートル", "cm²": "平方センチメートル", "km2": "平方キロメートル",
    "dL": "デシリットル", "dl": "デシリットル",
    "cc": "シーシー", "t": "トン", "µg": "マイクログラム", "nm": "ナノメートル", "Mb": "メガビット",
    "Gb": "ギガビット", "kWh": "キロワット時",
    "mmHg": "ミリメートルエイチジー", "cal": "カロリー", "kPa": "キロパスカル", "hPa": "ヘクトパスカル",
    "ms": "ミリ秒",
    "km²": "平方キロメートル",
    "ha": "ヘクタール", "kcal": "キロカロリー",
    "dB": "デシベル", "Mbps": "メガビーピーエス", "Gbps": "ギガビーピーエス", "mAh": "ミリアンペア時",
    "fps": "エフピーエス",
}  # fmt: skip
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))


_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        listed(
            "エー ビー シー ディー イー エフ ジー エイチ アイ ジェー ケー エル エム エヌ オー ピー キュー アール エス "
            "ティー ユー ブイ ダブリュー エックス ワイ ゼット"
        ),
        strict=True,
    )
)
_AS_WORDS = {
    "NASA": "ナサ", "NATO": "ナトー", "UNESCO": "ユネスコ", "UNICEF": "ユニセフ", "IKEA": "イケア", "FIFA": "フィファ",
    "JAXA": "ジャクサ", "OPEC": "オペック", "RAM": "ラム", "ROM": "ロム", "LINE": "ライン", "SUICA": "スイカ",
    "OK": "オーケー", "LAN": "ラン", "TOEIC": "トーイック", "AIDS": "エイズ", "JAL": "ジャル", "CAD": "キャド",
    "ZIP": "ジップ", "PIN": "ピン", "SIM": "シム", "USA": "ユーエスエー",
    "AND": "アンド", "THE": "ザ", "NO": "ノー", "YES": "イエス", "NEW": "ニュー",
}  # fmt: skip


def _named(text: str) -> str:
    """Latin letters by their names in Japanese."""
    return "".join(_LETTERS.get(char, char) for char in text.upper())


@rule(r"(?<![A-Za-z])[A-Z]{1,6}(?![A-Za-z])")
def _initialism(match: re.Match[str]) -> Said:
    """Initialisms: NHK, DVD, 4K."""
    text = match.group()
    return _AS_WORDS.get(text) or (_named(text) if len(text) < 5 or not re.search("[AEIOU]", text) else None)


def _spelled(text: str) -> str:
    return "".join(_DIGITS[int(char)] for char in text if char in "0123456789")


_SPELLING = Spelling(
    dot="ドット", slash="スラッシュ", at="アットマーク", dash="ハイフン", underscore="アンダーバー", colon="コロン",
    hash_="シャープ",
    question="はてな", equals="イコール", ampersand="アンド", percent="パーセント", plus="プラス", tilde="チルダ",
    digits=_spelled,
)  # fmt: skip


@rule(URL_PATTERN, re.IGNORECASE | re.ASCII)
def _address(match: re.Match[str]) -> Said:
    return say_address(match.group(), _SPELLING)


@rule(r"(?<![\d-])(?P<y>\d{4})(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?![\d-])")
def _date(match: re.Match[str]) -> Said:
    if not (1 <= int(match["m"]) <= 12 and 1 <= int(match["d"]) <= 31):
        return None
    return f"{int(match['y'])}年{int(match['m'])}月{int(match['d'])}日"


@rule(r"(?<![\d:])(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?!\d)")
def _time(match: re.Match[str]) -> Said:
    minutes = f"{int(match['m'])}分" if int(match["m"]) else ""
    return f"{int(match['h'])}時{minutes}" + (f"{int(match['s'])}秒" if match["s"] else "")


@rule(r"(?<![\d-])(?:\+\d{1,3}[- ]?)?\(?0?\d{1,4}\)?-\d{2,4}-\d{3,4}(?![\d-])")
def _phone(match: re.Match[str]) -> Said:
    return "の".join(_spelled(group) for group in re.findall(r"\d+", match.group()))


@rule(
    rf"(?P<minus>(?<![0-9A-Za-z)])-)?(?P<sign>{_SIGNS})\s?-?(?P<n>{_NUMBER})(?P<big>[万億兆千])?(?:円|ドル|ユーロ)?"
)
def _money(match: re.Match[str]) -> Said:
    minus = "マイナス" if match["minus"] or "-" in match.group()[: match.start("n") - match.start()] else ""
    return f"{minus}{match['n'].replace(',', '')}{match['big'] or ''}{_CURRENCIES[match['sign']]}"


@rule(rf"(?P<n>{_NUMBER})(?P<big>[万億兆千]?)\s?(?P<sign>[$€£¥₩₹])")
def _money_after(match: re.Match[str]) -> Said:
    return f"{match['n'].replace(',', '')}{match['big']}{_CURRENCIES[match['sign']]}"


@rule(rf"(?P<sign>(?<![0-9A-Za-z)])-)?(?P<n>{_NUMBER})\s?(?P<unit>{_UNIT})(?![A-Za-z])")
def _unit(match: re.Match[str]) -> Said:
    cold = match["unit"].startswith("°") and match["sign"]
    minus = "氷点下" if cold else "マイナス" if match["sign"] else ""
    if match["unit"] == "km/h" and _SPEED.search(match.string, max(0, match.start() - 4), match.start()):
        return f"{match['n'].replace(',', '')}{_UNITS['km']}"
    fahrenheit = "華氏" if match["unit"] == "°F" else ""
    return f"{fahrenheit}{minus}{match['n'].replace(',', '')}{_UNITS[match['unit']]}"


_SPEED = re.compile(r"[時秒分]速(?:約)?\s?\Z")
"""Words for a speed by the hour, minute or second."""
_DAYS = {"月": "ゲツ", "火": "カ", "水": "スイ", "木": "モク", "金": "キン", "土": "ド", "日": "ニチ"}


@rule(r"[(（](?P<day>[月火水木金土日])(?P<more>[・,、](?P<second>[月火水木金土日]))?[)）]")
def _weekday(match: re.Match[str]) -> Said:
    """Weekdays after a date: 3月15日(金)."""
    days = [match["day"], match["second"]] if match["more"] else [match["day"]]
    return "、".join(f"{_DAYS[day]}ヨウビ" for day in days)


@rule(
    r"(?<![一-鿿])(?P<a>[月火水木金土日])\s?[-~〜～–・]\s?(?P<b>[月火水木金土日])(?P<day>曜日?)?(?![一-鿿])"
)
def _weekdays(match: re.Match[str]) -> Said:
    """Ranges of weekdays: 月〜金."""
    link = "" if "・" in match.group() else "カラ"
    day = {"曜": "ヨウ", "曜日": "ヨウビ"}.get(match["day"] or "", "")
    return f"{_DAYS[match['a']]}{link}{_DAYS[match['b']]}{day}"


@rule(r"(?<![\d月年])1日(?=[(（][月火水木金土日][)）])")
def _first_day(_match: re.Match[str]) -> Said:
    """The first day of a month: 1日(月), a date, not a length of time."""
    return "ツイタチ"


@rule(r"(?<![\d/])(?P<m>1[0-2]|[1-9])/(?P<d>[12]\d|3[01]|[1-9])(?=[(（][月火水木金土日][)）])")
def _short_date(match: re.Match[str]) -> Said:
    """Dates with figures and a weekday: 4/1(火)."""
    return f"{match['m']}月{match['d']}日"


@rule(
    rf"(?P<sign>(?<![0-9A-Za-z)])-)?(?P<n>{_NUMBER})\s?(?P<unit>{_UNIT})/(?P<per>s|h|min|{_UNIT})(?![A-Za-z²³])"
)
def _rate(match: re.Match[str]) -> Said:
    if match["per"] in "smh" and _SPEED.search(match.string, max(0, match.start() - 4), match.start()):
        return f"{match['n'].replace(',', '')}{_UNITS[match['unit']]}"
    per = {"s": "毎秒", "h": "毎時", "min": "毎分"}.get(match["per"]) or f"パー{_UNITS[match['per']]}"
    return f"{'マイナス' if match['sign'] else ''}{match['n'].replace(',', '')}{_UNITS[match['unit']]}{per}"


@rule(r"(?<![\d/])(?P<whole>\d{1,4})\s(?P<a>\d{1,3})/(?P<b>\d{1,3})(?![\d/])")
def _mixed(match: re.Match[str]) -> Said:
    return f"{int(match['whole'])}と{int(match['b'])}分の{int(match['a'])}"


def _versus(first: int, second: int) -> str:
    return f"{first}対{second}"


FIGURES = figure_rules(
    Figures(
        number=lambda text: text.replace(",", ""), minus="マイナス", plus="プラス", times="かける", divided="ワル",
        equals="イコール", less="小なり", greater="大なり", power="の累乗", dot="ドット", slash="スラッシュ",
        backslash="バックスラッシュ",
        underscore="アンダーバー", colon="コロン", ratio=_versus, scale=_versus, share=None,
        over=lambda first, second: f"{first}の{second}", half_and_half=_versus, glue="", ascii_words=True,
        letters=_named, variable=_named,
    )
)  # fmt: skip


@rule(rf"(?P<a>{_NUMBER})\s?[-~〜～–]\s?(?={_NUMBER})")
def _range(match: re.Match[str]) -> Said:
    return f"{match['a'].replace(',', '')}から"


@rule(r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,3})(?![\d/])")
def _fraction(match: re.Match[str]) -> Said:
    return f"{int(match['b'])}分の{int(match['a'])}"


@rule(r"(?:(?<=[ぁ-ゖァ-ヺー一-鿿])|(?<=\d))(?:[~〜～]|\s[~〜～]\s)(?=[\d一-鿿ァ-ヺ午])")
def _from(_match: re.Match[str]) -> Said:
    """Ranges of times and places: 9時〜18時, 東京〜大阪."""
    return "から"


@rule(r"(?:(?<=\d[月日時分年円人歳回個階級章])|(?<=\d:\d\d))\s?[-–―]\s?(?=\d)")
def _from_dash(_match: re.Match[str]) -> Said:
    return "から"


_VULGAR = {
    "½": "2分の1", "⅓": "3分の1", "⅔": "3分の2", "¼": "4分の1", "¾": "4分の3", "⅛": "8分の1", "⅕": "5分の1",
}  # fmt: skip


@rule(rf"(?P<whole>\d{{1,4}})?(?P<part>[{''.join(_VULGAR)}])")
def _vulgar(match: re.Match[str]) -> Said:
    return (f"{match['whole']}と" if match["whole"] else "") + _VULGAR[match["part"]]


@rule(r"(?<![\d:.])0(?=[時分])")
def _nought(_match: re.Match[str]) -> Said:
    return "レー"


@rule(r"(?<=[ぁ-ゖァ-ヺー一-鿿])\.(?P<ending>[a-z]{2,4}\d?)(?![\w.])", re.ASCII)
def _ending(match: re.Match[str]) -> Said:
    """File endings: 資料.pdf."""
    return f"ドット{_named(match['ending'])}"


@rule(r"(?<![A-Za-z])(?P<roman>[IVX]{1,5})(?=\s?世)")
def _century(match: re.Match[str]) -> Said:
    value = roman_value(match["roman"])
    return None if value is None else str(value)


@rule(r"(?<![\d.,])0\d{2,}(?![\d.])|(?<!\d)\d{17,}")
def _code(match: re.Match[str]) -> Said:
    return _spelled(match.group())


@rule(r"(?P<sign>(?<![0-9A-Za-z)])-)?(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)")
def _number(match: re.Match[str]) -> Said:
    return ("マイナス" if match["sign"] else "") + match["n"].replace(",", "")


@rule(r"(?<![0-9A-Za-z)])-(?=\d)")
def _minus(_match: re.Match[str]) -> Said:
    return "マイナス"


_SYMBOLS = {"&": "アンド", "@": "アットマーク", "+": "プラス", "=": "イコール", "×": "かける", "÷": "ワル",
    "±": "プラスマイナス",
    "%": "パーセント",
            "℃": "度", "#": "シャープ", "→": "から", "≒": "約", "〒": "郵便番号", "№": "ナンバー", "$": "ドル",
            "€": "ユーロ",
            "£": "ポンド"}  # fmt: skip


@rule(r"[&@+=×÷±%℃→≒〒№$€£]|#(?=\w)")
def _symbol(match: re.Match[str]) -> Said:
    return _SYMBOLS[match.group()]


@rule(r"[一-鿿々〆ヶ〇ぁ-ゖァ-ヺー\d]+")
def _run(match: re.Match[str]) -> Said:
    """Japanese text as one word, since the analyser segments it."""
    return [Reading(match.start(), match.end(), match.group(), written=True)]


RULES: tuple[Rule, ...] = (
    *FIGURES[:2], _address, _ending, _vulgar, _century, _nought, _date, _first_day, _short_date,
    _weekday, _weekdays, *FIGURES[4:5], _time, _phone, *FIGURES[2:4],
    *FIGURES[5:6], _money, _money_after, _rate, _unit, FIGURES[6], _mixed, _range, _from, _from_dash,
    _fraction, _code, _number, _minus,
    _symbol, _initialism, _run,
)  # fmt: skip
