"""Text normalisation for Mandarin: figures and signs as words."""

from __future__ import annotations

import re

from clonyvoice.text.normalise.chinese_numbers import NUMBER as _NUMBER
from clonyvoice.text.normalise.chinese_numbers import VULGAR, cardinal, number, spelled
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said, rule
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import Figures, roman_value
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import rules as figure_rules
from clonyvoice.text.normalise.web_addresses import URL_PATTERN, Spelling, say_address

_CURRENCIES = {
    "$": "美元",
    "US$": "美元",
    "€": "欧元",
    "£": "英镑",
    "¥": "元",
    "₩": "韩元",
    "HK$": "港元",
    "USD": "美元",
    "CNY": "元",
    "EUR": "欧元",
    "RMB": "元",
    "₹": "卢比",
    "₽": "卢布",
}
_SIGNS = "|".join(re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True))
_UNITS = {
    "km/h": "公里每小时", "km": "公里", "cm": "厘米", "mm": "毫米", "m": "米", "kg": "公斤", "mg": "毫克", "g": "克",
    "ml": "毫升", "mL": "毫升",
    "L": "升", "l": "升", "GB": "G B", "MB": "兆", "TB": "T B", "KB": "K B", "GHz": "吉赫兹", "MHz": "兆赫兹",
    "kHz": "千赫兹", "Hz": "赫兹",
    "kW": "千瓦", "W": "瓦", "V": "伏", "°C": "摄氏度", "°F": "华氏度", "°": "度", "m²": "平方米", "km²": "平方公里",
    "m³": "立方米",
    "m2": "平方米", "m3": "立方米", "km2": "平方公里", "cm²": "平方厘米", "dL": "分升", "dl": "分升",
    "cl": "厘升", "Mb": "兆比特",
    "Gb": "吉比特", "kWh": "千瓦时", "µg": "微克", "ug": "微克", "mmHg": "毫米汞柱", "mmol": "毫摩尔",
    "t": "吨", "nm": "纳米",
    "μm": "微米", "kPa": "千帕", "J": "焦", "kJ": "千焦", "cal": "卡", "Wh": "瓦时", "mA": "毫安", "mV": "毫伏",
    "ha": "公顷", "kcal": "千卡", "dB": "分贝", "Mbps": "兆每秒", "mAh": "毫安时", "min": "分钟", "h": "小时",
    "s": "秒",
    "ms": "毫秒",
}  # fmt: skip
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
# Measure words before which 2 is 两.
_MEASURES = (
    "个|位|只|本|张|条|块|件|杯|瓶|辆|台|部|家|间|座|棵|朵|头|匹|双|对|套|份|次|遍|场|天|年(?!级)|小时|分钟|周|星期|种|名|人|口|斤|公斤|公里|米|元|岁(?!半)|"
    "句|篇|首|层|支|把|根|片|颗|滴|点(?!\\d)|点(?=\\d{1,2}分)|万|千|亿|百|倍|秒|吨|美元|欧元|升|届|门|项"
)


_HOUR = re.compile(r"(?:[上下]午|晚上|中午|次日)?(?P<n>\d{1,2})(?P<of>[点时月日])")
_SPELLING = Spelling(
    dot="点", slash="斜杠", at="艾特", dash="杠", underscore="下划线", colon="冒号", hash_="井号", question="问号",
    equals="等于", ampersand="和", percent="百分号", plus="加", tilde="波浪号", digits=spelled,
)  # fmt: skip


@rule(URL_PATTERN, re.IGNORECASE | re.ASCII)
def _address(match: re.Match[str]) -> Said:
    return say_address(match.group(), _SPELLING)


@rule(r"(?<![\d-])(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?![\d-])")
def _date(match: re.Match[str]) -> Said:
    if not (1 <= int(match["m"]) <= 12 and 1 <= int(match["d"]) <= 31):
        return None
    return f"{spelled(match['y'])}年{cardinal(int(match['m']))}月{cardinal(int(match['d']))}日"


@rule(r"(?<!\d)(?P<y>\d{4}|\d{2})(?=年(?!级|前|后|来|内|间|多|以))")
def _year(match: re.Match[str]) -> Said:
    if len(match["y"]) == 2 and match.string[match.end() : match.end() + 2] == "年代":
        return None
    return spelled(match["y"])


@rule(r"(?<!\d)(?P<y>\d{4})\s?[-~～–—/]\s?(?P<z>\d{2,4})(?=\s?(?:赛季|学年|年度|财年))")
def _season(match: re.Match[str]) -> Said:
    """Seasons: 2022-23赛季."""
    return f"{spelled(match['y'])}到{spelled(match['z'])}"


@rule(
    r"(?<!\d)(?P<y>\d{4})\s?[-~～–—至到]\s?(?=\d{4}年)"
    r"|(?<=[(（])(?P<a>1[1-9]\d\d|20\d\d)\s?[-~～–—]{1,2}\s?(?P<z>1[1-9]\d\d|20\d\d)(?=\s?[)）,，;；])"
)
def _years(match: re.Match[str]) -> Said:
    """Ranges of years: 2019-2020年, 鲁迅(1881-1936)."""
    return f"{spelled(match['y'] or match['a'])}到{spelled(match['z'] or '')}"


@rule(rf"(?P<whole>\d{{1,4}})?(?P<part>[{''.join(VULGAR)}])")
def _vulgar(match: re.Match[str]) -> Said:
    return (f"{cardinal(int(match['whole']))}又" if match["whole"] else "") + VULGAR[match["part"]]


@rule(r"(?P<n>\d{1,4})又(?=\d{1,2}/\d)")
def _and_part(match: re.Match[str]) -> Said:
    return f"{cardinal(int(match['n']))}又"


@rule(
    r"(?<![A-Za-z])(?P<roman>[IVX]{1,5})(?=\s?世纪|\s?世[，。的（(]|\s?世$)"
    r"|(?:(?<=路易)|(?<=亨利)|(?<=查理)|(?<=爱德华)|(?<=乔治)|(?<=威廉)|(?<=保罗)|(?<=理查)|(?<=彼得)|(?<=拿破仑))(?P<ruler>[IVX]{1,5})(?![A-Za-z])"
)
def _roman(match: re.Match[str]) -> Said:
    value = roman_value(match["roman"] or match["ruler"])
    return None if value is None else cardinal(value)


@rule(
    r"(?<=[\d点分时日月年周一二三四五六日天早晚])\s?[-~～–—]\s?(?=(?:上午|下午|晚上|中午|次日|周|星期)?[\d一二三四五六七八九十日天]{1,3}[:：点时月日年]|周[一二三四五六日天])"
)
def _until(match: re.Match[str]) -> Said:
    """Ranges of times and weekdays: 9:00-18:00, 10点-17点, 周一-周五."""
    until = [Reading(*match.span(), "到")]
    if number := _HOUR.match(match.string, match.end()):
        two = number["n"] == "2" and number["of"] in "点时"
        until.append(Reading(*number.span("n"), "两" if two else cardinal(int(number["n"]))))
    return until


@rule(r"(?<![\d:])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?!\d)")
def _time(match: re.Match[str]) -> Said:
    hour, minute = int(match["h"]), int(match["m"])
    said = ("两" if hour == 2 else cardinal(hour)) + "点"
    if minute == 30 and not match["s"]:
        return said + "半"
    if minute:
        said += ("零" if minute < 10 else "") + cardinal(minute) + "分"
    return said + (cardinal(int(match["s"])) + "秒" if match["s"] else "")


@rule(
    r"(?<![\d-])(?:\+\d{1,3}[- ]?)?(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}-\d{7,8}|400-\d{3}-\d{4})(?![\d-])"
)
def _phone(match: re.Match[str]) -> Said:
    return "，".join(spelled(group).replace("一", "幺") for group in re.findall(r"\d+", match.group()))


@rule(
    rf"(?P<minus>(?<![0-9A-Za-z)])-)?(?P<sign>{_SIGNS})\s?-?(?P<n>{_NUMBER})\s?(?P<big>[万亿千百]{{0,2}}|[kKmMbB](?![A-Za-z]))(?:美元|欧元|英镑|元|块钱?)?"
)
def _money(match: re.Match[str]) -> Said:
    minus = "负" if match["minus"] or "-" in match.group()[: match.start("n") - match.start()] else ""
    big = match["big"]
    said = _counted(_enlarged(match["n"], big)) if big in _SIZES and big else _counted(match["n"]) + big
    return f"{minus}{said}{_CURRENCIES[match['sign']]}"


_SIZES = {"k": 3, "K": 3, "m": 6, "M": 6, "b": 9, "B": 9, "w": 4, "W": 4}
"""Powers of ten that letters behind a figure stand for."""


def _enlarged(text: str, letter: str) -> str:
    """The figures of a number with a letter for its size: "1.5", "w" → "15000"."""
    whole, _, fraction = text.replace(",", "").partition(".")
    size = _SIZES[letter]
    return whole + (fraction + "0" * size)[:size]


@rule(
    rf"(?P<sign>(?<![0-9A-Za-z)])-)?(?<![0-9A-Za-z.])(?P<n>{_NUMBER})(?P<letter>[kKwWM])\+?(?![A-Za-z0-9/])"
)
def _magnitude(match: re.Match[str]) -> Said:
    """Magnitudes: 10w, 5k."""
    if match["letter"] == "W" and re.match(
        r"的?(?:灯|电|功率|快充|充电|适配|音|LED|射灯|烙铁|加热|空调|风扇|吹风|微波|热水|光伏|显卡|处理器|CPU|无线|输出|以[内上下]的)",
        match.string[match.end() : match.end() + 5],
    ):
        return f"{number(match['n'])}瓦"
    if match["letter"] == "M" and not "㐀" <= match.string[match.end() : match.end() + 1] <= "鿿":
        return None
    return ("负" if match["sign"] else "") + number(_enlarged(match["n"], match["letter"]))


@rule(r"(?P<n>\d0)(?=后(?!面|来|边|续|天|年|期))")
def _generation(match: re.Match[str]) -> Said:
    """Birth decades: 80后."""
    return spelled(match["n"])


@rule(
    r"(?:(?<=电话)|(?<=电话是)|(?<=拨打)|(?<=报警)|(?<=急救)|(?<=热线)|(?<=拨)|(?<=打))(?P<n>1\d{2}|\d{5})(?!\d)"
)
def _hotline(match: re.Match[str]) -> Said:
    return spelled(match["n"]).replace("一", "幺")


@rule(r"(?<![\d/])(?P<whole>\d{1,4})\s(?P<a>\d{1,3})/(?P<b>\d{1,3})(?![\d/])")
def _mixed(match: re.Match[str]) -> Said:
    return f"{cardinal(int(match['whole']))}又{cardinal(int(match['b']))}分之{cardinal(int(match['a']))}"


@rule(rf"(?P<sign>(?<![0-9A-Za-z)])-)?(?P<n>{_NUMBER})\s?(?P<unit>{_UNIT})/(?P<per>{_UNIT})(?![A-Za-z²³])")
def _rate(match: re.Match[str]) -> Said:
    if match["per"] in ("s", "h", "min") and _told(match):
        return f"{_counted(match['n'])}{_UNITS[match['unit']]}"
    per = {"s": "秒", "h": "小时", "min": "分钟"}.get(match["per"], _UNITS[match["per"]])
    return f"{'负' if match['sign'] else ''}{_counted(match['n'])}{_UNITS[match['unit']]}每{per}"


@rule(rf"(?P<n>{_NUMBER})\s?[-~～–—至到]\s?(?P<m>{_NUMBER})\s?%")
def _percents(match: re.Match[str]) -> Said:
    return f"百分之{number(match['n'])}到百分之{number(match['m'])}"


FIGURES = figure_rules(
    Figures(
        number=number, minus="减", plus="加", times="乘", divided="除以", equals="等于", less="小于", greater="大于",
        power="的幂", at_least="大于等于", at_most="小于等于", dot="点", slash="斜杠", backslash="反斜杠",
        underscore="下划线",
        colon="冒号", ratio=lambda first, second: f"{cardinal(first)}比{cardinal(second)}",
        scale=lambda first, second: f"{cardinal(first)}比{cardinal(second)}", share=None,
        over=lambda first, second: f"{cardinal(first)}，{cardinal(second)}",
        half_and_half=lambda first, second: f"{cardinal(first)}比{cardinal(second)}",
        ratio_words=frozenset(), glue="", below="负", ascii_words=True,
    )
)  # fmt: skip


def _told(match: re.Match[str]) -> bool:
    """Whether a word such as 时速 precedes a speed; it contains the unit of time."""
    return match.string[max(0, match.start() - 3) : match.start()].rstrip().endswith(("时速", "秒速", "分速"))


def _counted(text: str) -> str:
    return "两" if text == "2" else number(text)


@rule(rf"(?P<sign>(?<![0-9A-Za-z)])-)?(?P<n>{_NUMBER})\s?%(?:\s?[-~～–—至到]\s?(?P<m>{_NUMBER})\s?%)?")
def _percent(match: re.Match[str]) -> Said:
    said = ("负" if match["sign"] else "") + "百分之" + number(match["n"])
    return said + ("到百分之" + number(match["m"]) if match["m"] else "")


@rule(rf"(?P<sign>(?<![0-9A-Za-z)])-)?(?P<n>{_NUMBER})\s?(?P<unit>{_UNIT})(?![A-Za-z²³])")
def _unit(match: re.Match[str]) -> Said:
    minus = ("零下" if match["unit"].startswith("°") else "负") if match["sign"] else ""
    if match["unit"] == "km/h" and _told(match):
        return f"{_counted(match['n'])}{_UNITS['km']}"
    return f"{minus}{_counted(match['n'])}{_UNITS[match['unit']]}"


@rule(rf"(?P<a>{_NUMBER})\s?[-~～–—]\s?(?={_NUMBER})")
def _range(match: re.Match[str]) -> Said:
    return number(match["a"]) + "到"


@rule(r"(?<![\d/])(?P<a>\d{1,3})/(?P<b>\d{1,3})(?![\d/])")
def _fraction(match: re.Match[str]) -> Said:
    return f"{cardinal(int(match['b']))}分之{cardinal(int(match['a']))}"


@rule(rf"(?<![\d.第])2(?=(?:{_MEASURES}))(?!年(?:级))")
def _two(_match: re.Match[str]) -> Said:
    return "两"


@rule(r"(?<=第)\d+|(?<!\d)\d+(?=[号楼室路班])")
def _ordinal(match: re.Match[str]) -> Said:
    text = match.group()
    return spelled(text) if len(text) > 3 or text.startswith("0") else cardinal(int(text))


@rule(rf"(?P<sign>(?<![0-9A-Za-z)])-)?(?P<n>{_NUMBER})")
def _number(match: re.Match[str]) -> Said:
    text = match["n"]
    said = spelled(text) if len(text) > 12 and "," not in text else number(text)
    return ("负" if match["sign"] else "") + said


_SYMBOLS = {"&": "和", "@": "艾特", "+": "加", "=": "等于", "×": "乘以", "÷": "除以", "±": "正负", "%": "百分号",
    "℃": "摄氏度", "#": "井号", "→": "到",
            "≈": "约等于", ">": "大于", "<": "小于", "≥": "大于等于", "≤": "小于等于", "$": "美元", "€": "欧元",
            "£": "英镑",
            "¥": "元"}  # fmt: skip


@rule(r"[&@+=×÷±%℃→≈≥≤$€£¥]|(?<=\s)[<>](?=\s)|#(?=\w)")
def _symbol(match: re.Match[str]) -> Said:
    return _SYMBOLS[match.group()]


@rule(r"[㐀-䶿一-鿿々〇豈-﫿]+")
def _run(match: re.Match[str]) -> Said:
    """Han text as one word, since the front end segments it."""
    return [Reading(match.start(), match.end(), match.group(), written=True)]


RULES: tuple[Rule, ...] = (
    *FIGURES[:2], *FIGURES[8:], _address, _vulgar, _and_part, _roman, _season, _years, _until, _date,
    _year, _generation, _hotline, *FIGURES[4:5], _time, _phone, *FIGURES[2:4],
    *FIGURES[5:6], _money, _percents, _percent, _rate, _magnitude, _unit, _mixed, FIGURES[6], _range, _fraction, _two,
    _ordinal,
    _number, _symbol, _run,
)  # fmt: skip
