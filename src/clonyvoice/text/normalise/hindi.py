"""Text normalisation for Hindi: figures and signs as words. Number words are ours: irregular up to 99."""

from __future__ import annotations

import re

from clonyvoice.text.normalise.addresses import URL_PATTERN, Spelling, say_address
from clonyvoice.text.normalise.figures import Figures
from clonyvoice.text.normalise.figures import rules as figure_rules
from clonyvoice.text.normalise.readings import Reading, Rule, Said, parts, rule
from clonyvoice.text.word_lists import listed

_UNDER_HUNDRED = listed(
    "शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस "
    "इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस "
    "सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस "
    "इकतालीस बयालीस तैंतालीस चवालीस पैंतालीस छियालीस "
    "सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ इकसठ बासठ "
    "तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर "
    "सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी अस्सी इक्यासी बयासी तिरासी "
    "चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे "
    "इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे"
)
assert len(_UNDER_HUNDRED) == 100
_MONTHS = listed("जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर")
_TO_ASCII = str.maketrans("०१२३४५६७८९", "0123456789")
_D = "[0-9०-९]"
_NUMBER = rf"{_D}{{1,3}}(?:,{_D}{{2,3}})+(?:\.{_D}+)?|{_D}+(?:\.{_D}+)?"
_CURRENCIES = {
    "₹": ("रुपया", "रुपये"),
    "$": ("डॉलर", "डॉलर"),
    "€": ("यूरो", "यूरो"),
    "£": ("पाउंड", "पाउंड"),
    "Rs.": ("रुपया", "रुपये"),
    "Rs": ("रुपया", "रुपये"),
    "रु.": ("रुपया", "रुपये"),
    "¥": ("येन", "येन"),
}
_SIGNS = "|".join(re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True))
_UNITS = {
    "km/h": "किलोमीटर प्रति घंटा", "km": "किलोमीटर", "किमी": "किलोमीटर", "cm": "सेंटीमीटर",
    "mm": "मिलीमीटर", "m": "मीटर", "kg": "किलोग्राम", "किग्रा": "किलोग्राम", "g": "ग्राम", "mg": "मिलीग्राम",
    "ml": "मिलीलीटर", "l": "लीटर", "L": "लीटर", "GB": "गीगाबाइट", "MB": "मेगाबाइट", "TB": "टेराबाइट",
    "°C": "डिग्री सेल्सियस", "°": "डिग्री", "%": "प्रतिशत", "m²": "वर्ग मीटर", "m2": "वर्ग मीटर",
    "m³": "घन मीटर", "m3": "घन मीटर", "km²": "वर्ग किलोमीटर",
    "dL": "डेसीलीटर", "dl": "डेसीलीटर", "KB": "किलोबाइट", "Mb": "मेगाबिट", "Gb": "गीगाबिट", "kW": "किलोवाट",
    "W": "वाट", "V": "वोल्ट",
    "kWh": "किलोवाट घंटा", "वर्ग मी": "वर्ग मीटर", "मी": "मीटर", "सेमी": "सेंटीमीटर", "मिमी": "मिलीमीटर",
    "मिली": "मिलीलीटर",
    "ft": "फ़ुट", "Hz": "हर्ट्ज़", "GHz": "गीगाहर्ट्ज़",
}  # fmt: skip
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))


def cardinal(number: int) -> str:
    """`number` in words, in lakhs and crores: 123456 → एक लाख तेईस हज़ार चार सौ छप्पन."""
    if number < 100:
        return _UNDER_HUNDRED[number]
    for size, name in (
        (10**11, "खरब"),
        (10**9, "अरब"),
        (10**7, "करोड़"),
        (10**5, "लाख"),
        (1000, "हज़ार"),
        (100, "सौ"),
    ):
        count, rest = divmod(number, size)
        if count:
            return f"{cardinal(count)} {name}" + (f" {cardinal(rest)}" if rest else "")
    raise AssertionError


def spelled(text: str) -> str:
    """The digits in `text` one by one."""
    return " ".join(_UNDER_HUNDRED[int(char)] for char in text.translate(_TO_ASCII) if char in "0123456789")


def number(text: str) -> str:
    """A written number as said: "3.14" → तीन दशमलव एक चार."""
    whole, _, fraction = text.translate(_TO_ASCII).replace(",", "").partition(".")
    said = (
        spelled(whole)
        if len(whole) > 13 or (len(whole) > 1 and whole.startswith("0"))
        else cardinal(int(whole or 0))
    )
    return said + (f" दशमलव {spelled(fraction)}" if fraction else "")


def _year(text: str) -> str:
    value = int(text.translate(_TO_ASCII))
    return (
        f"{cardinal(value // 100)} सौ {cardinal(value % 100) if value % 100 else ''}".strip()
        if 1100 <= value < 2000
        else cardinal(value)
    )


_SPELLING = Spelling(
    dot="डॉट", slash="स्लैश", at="ऐट", dash="डैश", underscore="अंडरस्कोर", colon="कोलन", hash_="हैश",
    question="प्रश्न चिह्न", equals="बराबर",
    ampersand="और", percent="प्रतिशत", plus="प्लस", tilde="टिल्ड", digits=spelled,
)  # fmt: skip


@rule(URL_PATTERN, re.IGNORECASE | re.ASCII)
def _address(match: re.Match[str]) -> Said:
    return say_address(match.group(), _SPELLING)


@rule(
    rf"(?<![\w-])(?P<y>{_D}{{4}})-(?P<m>{_D}{{2}})-(?P<d>{_D}{{2}})(?![\w-])|(?<![\w/])(?P<d2>{_D}{{1,2}})[/.-](?P<m2>{_D}{{1,2}})[/.-](?P<y2>{_D}{{4}})(?![\w/])"
)
def _date(match: re.Match[str]) -> Said:
    day, month = int(match["d"] or match["d2"]), int(match["m"] or match["m2"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{cardinal(day)} {_MONTHS[month - 1]} {_year(match['y'] or match['y2'])}"


@rule(rf"(?P<h>{_D}{{1,2}}):(?P<m>{_D}{{2}})(?!{_D})(?P<baje>\s*बजे)?")
def _time(match: re.Match[str]) -> Said:
    hour, minute = int(match["h"]), int(match["m"])
    if hour > 24 or minute > 59:
        return None
    if minute == 0:
        return f"{cardinal(hour)} बजे"
    if minute == 30 and hour > 2 and match["baje"]:
        return f"साढ़े {cardinal(hour)} बजे"
    return f"{cardinal(hour)} बजकर {cardinal(minute)} मिनट"


@rule(rf"(?<![\w-])(?:\+91[- ]?)?[6-9]{_D}{{4}}[- ]?{_D}{{5}}(?!{_D})")
def _phone(match: re.Match[str]) -> Said:
    return spelled(match.group())


@rule(
    rf"(?P<minus>(?<![\w)])-)?(?P<sign>{_SIGNS})\s?-?(?P<n>{_NUMBER})(?P<big>\s(?:लाख|करोड़|हज़ार|अरब))?(?:\s(?:रुपये|रुपए|रुपया))?"
)
def _money(match: re.Match[str]) -> Said:
    minus = "माइनस " if match["minus"] or "-" in match.group()[: match.start("n") - match.start()] else ""
    return minus + _amount(match)


def _amount(match: re.Match[str]) -> str:
    one, many = _CURRENCIES[match["sign"]]
    whole, _, fraction = match["n"].translate(_TO_ASCII).replace(",", "").partition(".")
    if match["sign"] in ("₹", "Rs.", "रु.", "$") and len(fraction) == 2 and not match["big"]:
        small = "सेंट" if match["sign"] == "$" else "पैसे"
        return f"{cardinal(int(whole))} {many}" + (
            f" {cardinal(int(fraction))} {small}" if int(fraction) else ""
        )
    return f"{number(match['n'])}{match['big'] or ''} {one if match['n'] == '1' else many}"


@rule(rf"(?P<minus>(?<![\w)])-)?(?P<n>{_NUMBER})\s?(?P<unit>{_UNIT})(?![A-Za-z²³])(?![\u0900-\u097f])")
def _unit(match: re.Match[str]) -> Said:
    cold = match["unit"].startswith("°")
    return (
        "" if not match["minus"] else "शून्य से नीचे " if cold else "माइनस "
    ) + f"{number(match['n'])} {_UNITS[match['unit']]}"


@rule(rf"(?P<n>{_NUMBER})\s?(?P<unit>{_UNIT})/(?P<per>s|h|min|{_UNIT})(?![A-Za-z²³])")
def _rate(match: re.Match[str]) -> Said:
    per = {"s": "सेकंड", "h": "घंटा", "min": "मिनट"}.get(match["per"]) or _UNITS[match["per"]]
    return f"{number(match['n'])} {_UNITS[match['unit']]} प्रति {per}"


@rule(rf"(?<![\w.])(?P<n>{_NUMBER})(?P<letter>[kKM])(?![A-Za-z0-9/])")
def _magnitude(match: re.Match[str]) -> Said:
    whole, _, fraction = match["n"].translate(_TO_ASCII).replace(",", "").partition(".")
    size = 6 if match["letter"] == "M" else 3
    return cardinal(int(whole + (fraction + "0" * size)[:size]))


_NAMED = {(1, 2): "आधा", (1, 3): "एक तिहाई", (2, 3): "दो तिहाई", (1, 4): "एक चौथाई", (3, 4): "तीन चौथाई"}


def _part(top: int, bottom: int) -> str:
    return _NAMED.get((top, bottom)) or f"{cardinal(top)} बटा {cardinal(bottom)}"


@rule(r"(?<![\d.,/])(?P<whole>\d{1,4})(?:\s(?P<a>\d{1,2})/(?P<b>\d{1,3})|(?P<half>½))(?![\d/])")
def _mixed(match: re.Match[str]) -> Said:
    whole = int(match["whole"])
    top, bottom = (1, 2) if match["half"] else (int(match["a"]), int(match["b"]))
    if (top, bottom) == (1, 2):
        return {1: "डेढ़", 2: "ढाई"}.get(whole) or f"साढ़े {cardinal(whole)}"
    return f"{cardinal(whole)} सही {_part(top, bottom)}"


@rule(r"(?<![\d.,/])(?:(?P<a>\d{1,3})/(?P<b>\d{1,3})|(?P<half>½))(?![\d/])")
def _fraction(match: re.Match[str]) -> Said:
    return "आधा" if match["half"] else _part(int(match["a"]), int(match["b"]))


def _beside(first: int, second: int) -> str:
    return f"{cardinal(first)} {cardinal(second)}"


FIGURES = figure_rules(
    Figures(
        number=number, minus="माइनस", plus="प्लस", times="गुणा", divided="भाग", equals="बराबर", less="छोटा",
        greater="बड़ा",
        power="की घात", dot="डॉट", slash="स्लैश", backslash="बैकस्लैश", underscore="अंडरस्कोर", colon="कोलन",
        ratio=_beside,
        scale=lambda first, second: f"{cardinal(first)} अनुपात {cardinal(second)}", share=None,
        over=lambda first, second: f"{cardinal(first)} बटा {cardinal(second)}", half_and_half=_beside,
        ratio_words=frozenset(("अनुपात", "पैमाना")),
    )
)  # fmt: skip


@rule(rf"(?P<a>{_NUMBER})\s?[-–—]\s?(?={_NUMBER})")
def _range(match: re.Match[str]) -> Said:
    return f"{number(match['a'])} से"


@rule(rf"(?P<n>{_D}+)(?P<mark>वाँ|वां|वीं|वें|वे)")
def _ordinal(match: re.Match[str]) -> Said:
    value = int(match["n"])
    special = {1: "पहल", 2: "दूसर", 3: "तीसर", 4: "चौथ"}.get(value)
    vowel = {"वाँ": "ा", "वां": "ा", "वीं": "ी"}.get(match["mark"], "े")
    return special + vowel if special else cardinal(value) + match["mark"]


@rule(rf"(?<![\d.,०-९])(?P<y>(?:1[1-9]|१[१-९])(?:{_D}{{2}}))(?=\s?(?:में|से|तक|के|की|का|ई\.|ईस्वी|,|।|$))")
def _year_alone(match: re.Match[str]) -> Said:
    return parts(match, ("y", _year(match["y"])))


@rule(rf"(?P<minus>(?<![\w)])-)?(?P<n>{_NUMBER})")
def _number(match: re.Match[str]) -> Said:
    return ("ऋण " if match["minus"] else "") + number(match["n"])


_SHORT = {
    "डॉ.": "डॉक्टर",
    "श्री.": "श्री",
    "प्रो.": "प्रोफ़ेसर",
    "कि.मी.": "किलोमीटर",
    "कि.ग्रा.": "किलोग्राम",
    "ई.": "ईस्वी",
    "आदि.": "आदि",
}


@rule("|".join(re.escape(short) for short in _SHORT))
def _abbreviation(match: re.Match[str]) -> Said:
    return [Reading(match.start(), match.end(), _SHORT[match.group()])]


_SYMBOLS = {
    "&": "और",
    "@": "ऐट",
    "+": "प्लस",
    "=": "बराबर",
    "%": "प्रतिशत",
    "×": "गुणा",
    "÷": "भाग",
    "₹": "रुपये",
    "$": "डॉलर",
    "€": "यूरो",
    "#": "हैश",
    "°": "डिग्री",
}


@rule(r"[&@+=%×÷₹$€°]|#(?=\w)")
def _symbol(match: re.Match[str]) -> Said:
    return _SYMBOLS[match.group()]


RULES: tuple[Rule, ...] = (
    *FIGURES[:2], _address, _date, *FIGURES[4:5], _time, _phone, *FIGURES[2:4],
    *FIGURES[5:6], _money, _rate, _magnitude, _unit,
    FIGURES[6], _mixed, _fraction, _range, _ordinal, _year_alone, _number, _abbreviation, _symbol,
)  # fmt: skip
