"""Text normalisation for Hindi: figures and signs as words. Number words (irregular to 99): `hindi_numbers`."""

from __future__ import annotations

import re

from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise.hindi_numbers import DIGIT, NUMBER, TO_ASCII, cardinal, number, spelled, year
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said, parts, rule
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import Figures, roman_value
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import rules as figure_rules
from clonyvoice.text.normalise.web_addresses import URL_PATTERN, Spelling, say_address

_MONTHS = listed("जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर")
_CURRENCIES = {
    "₹": ("रुपया", "रुपये"), "$": ("डॉलर", "डॉलर"), "€": ("यूरो", "यूरो"), "£": ("पाउंड", "पाउंड"),
    "Rs.": ("रुपया", "रुपये"), "Rs": ("रुपया", "रुपये"), "रु.": ("रुपया", "रुपये"), "¥": ("येन", "येन"),
}  # fmt: skip
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
    "ft": "फ़ुट", "mm²": "वर्ग मिलीमीटर", "cm²": "वर्ग सेंटीमीटर", "ha": "हेक्टेयर", "t": "टन",
    "mA": "मिलीऐम्पियर", "mAh": "मिलीऐम्पियर घंटा", "MHz": "मेगाहर्ट्ज़", "kHz": "किलोहर्ट्ज़",
    "kcal": "किलोकैलोरी", "Mbps": "मेगाबिट प्रति सेकंड", "Gbps": "गीगाबिट प्रति सेकंड", "mL": "मिलीलीटर",
    "dB": "डेसिबल", "°F": "डिग्री फ़ारेनहाइट", "ग्रा": "ग्राम", "MW": "मेगावाट",
    "kmph": "किलोमीटर प्रति घंटा", "Hz": "हर्ट्ज़", "GHz": "गीगाहर्ट्ज़",
}  # fmt: skip
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))


_SPELLING = Spelling(
    dot="डॉट", slash="स्लैश", at="ऐट", dash="डैश", underscore="अंडरस्कोर", colon="कोलन", hash_="हैश",
    question="प्रश्न चिह्न", equals="बराबर",
    ampersand="और", percent="प्रतिशत", plus="प्लस", tilde="टिल्ड", digits=spelled,
)  # fmt: skip


@rule(URL_PATTERN, re.IGNORECASE | re.ASCII)
def _address(match: re.Match[str]) -> Said:
    return say_address(match.group(), _SPELLING)


@rule(
    rf"(?<![\w-])(?P<y>{DIGIT}{{4}})-(?P<m>{DIGIT}{{2}})-(?P<d>{DIGIT}{{2}})(?![\w-])|(?<![\w/])(?P<d2>{DIGIT}{{1,2}})[/.-](?P<m2>{DIGIT}{{1,2}})[/.-](?P<y2>{DIGIT}{{4}})(?![\w/])"
)
def _date(match: re.Match[str]) -> Said:
    day, month = int(match["d"] or match["d2"]), int(match["m"] or match["m2"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{cardinal(day)} {_MONTHS[month - 1]} {year(match['y'] or match['y2'])}"


@rule(rf"(?P<h>{DIGIT}{{1,2}}):(?P<m>{DIGIT}{{2}})(?!{DIGIT})(?P<baje>\s*बजे)?")
def _time(match: re.Match[str]) -> Said:
    hour, minute = int(match["h"]), int(match["m"])
    if hour > 24 or minute > 59:
        return None
    if minute == 0:
        return f"{cardinal(hour)} बजे"
    if minute == 30 and hour > 2 and match["baje"]:
        return f"साढ़े {cardinal(hour)} बजे"
    return f"{cardinal(hour)} बजकर {cardinal(minute)} मिनट"


@rule(rf"(?<![\w-])(?:\+91[- ]?)?[6-9]{DIGIT}{{4}}[- ]?{DIGIT}{{5}}(?!{DIGIT})")
def _phone(match: re.Match[str]) -> Said:
    return spelled(match.group())


@rule(
    rf"(?P<minus>(?<![\w)])-)?(?P<sign>{_SIGNS})\s?-?(?P<n>{NUMBER})(?P<big>\s(?:लाख|करोड़|हज़ार|अरब))?(?:\s(?:रुपये|रुपए|रुपया))?"
)
def _money(match: re.Match[str]) -> Said:
    minus = "माइनस " if match["minus"] or "-" in match.group()[: match.start("n") - match.start()] else ""
    return minus + _amount(match)


def _amount(match: re.Match[str]) -> str:
    one, many = _CURRENCIES[match["sign"]]
    whole, _, fraction = match["n"].translate(TO_ASCII).replace(",", "").partition(".")
    if match["sign"] in ("₹", "Rs.", "रु.", "$") and len(fraction) == 2 and not match["big"]:
        small = "सेंट" if match["sign"] == "$" else "पैसे"
        return f"{cardinal(int(whole))} {many}" + (
            f" {cardinal(int(fraction))} {small}" if int(fraction) else ""
        )
    return f"{number(match['n'])}{match['big'] or ''} {one if match['n'] == '1' else many}"


@rule(rf"(?P<minus>(?<![\w)])-)?(?P<n>{NUMBER})\s?(?P<unit>{_UNIT})(?![A-Za-z²³])(?![\u0900-\u097f])")
def _unit(match: re.Match[str]) -> Said:
    cold = match["unit"].startswith("°")
    return (
        "" if not match["minus"] else "शून्य से नीचे " if cold else "माइनस "
    ) + f"{number(match['n'])} {_UNITS[match['unit']]}"


@rule(rf"(?<![\w.])(?P<n>{NUMBER})\"(?!\w)")
def _inches(match: re.Match[str]) -> Said:
    before = match.string[max(0, match.start() - 160) : match.start()]
    return None if before.count('"') % 2 else f"{number(match['n'])} इंच"


@rule(
    rf"(?P<minus>(?<![\w)])-)?(?P<n>{NUMBER})(?P<big>\s(?:लाख|करोड़|हज़ार|अरब))?\s?(?P<sign>रुपये|रु\.?|₹|\$|€|£)(?![\u0900-\u097f\w])"
)
def _money_after(match: re.Match[str]) -> Said:
    sign = match["sign"]
    if sign == "रुपये":
        return None
    many = _CURRENCIES["₹" if sign.startswith("रु") else sign][1]
    return f"{'माइनस ' if match['minus'] else ''}{number(match['n'])}{match['big'] or ''} {many}"


@rule(rf"(?P<n>{NUMBER})\s?(?P<unit>{_UNIT})/(?P<per>s|h|min|घंटा|घंटे|मिनट|सेकंड|{_UNIT})(?![A-Za-z²³])")
def _rate(match: re.Match[str]) -> Said:
    per = {"s": "सेकंड", "h": "घंटा", "min": "मिनट", "घंटा": "घंटा", "घंटे": "घंटे", "मिनट": "मिनट", "सेकंड": "सेकंड"}.get(
        match["per"]
    ) or _UNITS[match["per"]]
    return f"{number(match['n'])} {_UNITS[match['unit']]} प्रति {per}"


@rule(rf"(?<![\w.])(?P<n>{NUMBER})(?P<letter>[kKM])(?![A-Za-z0-9/])")
def _magnitude(match: re.Match[str]) -> Said:
    whole, _, fraction = match["n"].translate(TO_ASCII).replace(",", "").partition(".")
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


@rule(rf"(?P<a>{NUMBER})\s?[-–—]\s?(?=(?P<b>{NUMBER}))")
def _range(match: re.Match[str]) -> Said:
    first, second = match["a"].translate(TO_ASCII), match["b"].translate(TO_ASCII)
    years = len(first) == 4 and len(second) in (2, 4) and first[:2] in ("15", "16", "17", "18", "19", "20")
    if years and len(second) == 4:
        return [Reading(match.start(), match.end("b"), f"{year(first)} से {year(second)}")]
    return f"{year(first) if years else number(match['a'])} से"


_DAYS = {
    "सोम": "सोमवार", "मंगल": "मंगलवार", "बुध": "बुधवार", "गुरु": "गुरुवार", "शुक्र": "शुक्रवार", "शनि": "शनिवार",
    "रवि": "रविवार",
}  # fmt: skip
_DAY = "|".join(f"{short}(?:वार)?" for short in _DAYS)


@rule(rf"(?<![\u0900-\u097f])(?P<a>{_DAY})\s?[-–]\s?(?P<b>{_DAY})(?![\u0900-\u097f])")
def _weekdays(match: re.Match[str]) -> Said:
    return f"{_DAYS.get(match['a'], match['a'])} से {_DAYS.get(match['b'], match['b'])}"


@rule(rf"(?<=बजे)\s?[-–—]\s?(?={DIGIT})|(?<={DIGIT}:{DIGIT}{DIGIT})\s?[-–—]\s?(?={DIGIT}{{1,2}}:)")
def _until(_match: re.Match[str]) -> Said:
    return "से"


@rule(rf"(?<![\w.])(?P<n>{NUMBER})\s?[x×](?![\w×]|\s?\d)")
def _times_as(match: re.Match[str]) -> Said:
    """Multiples: 10x तेज़."""
    return f"{number(match['n'])} गुना"


@rule(rf"(?<![\w.])(?P<n>{DIGIT})(?P<mark>ला|ली|ले|रा|री|रे|था|थी|थे|ठा|ठी|ठे)(?![\u0900-\u097f])")
def _short_ordinal(match: re.Match[str]) -> Said:
    """Ordinals in short form: 1ला, 3री, 4था."""
    stem = {"1": "पहल", "2": "दूसर", "3": "तीसर", "4": "चौथ", "6": "छठ"}.get(match["n"].translate(TO_ASCII))
    vowel = {"ा": "ा", "ी": "ी", "े": "े"}[match["mark"][-1]]
    return None if stem is None else stem + vowel


_REGNAL = ("", "प्रथम", "द्वितीय", "तृतीय", "चतुर्थ", "पंचम", "षष्ठ", "सप्तम", "अष्टम", "नवम", "दशम")


@rule(r"(?<=[\u0900-\u097f]\s)(?P<roman>[IVX]{1,5})(?![\w.])")
def _roman(match: re.Match[str]) -> Said:
    value = roman_value(match["roman"])
    if value is None:
        return None
    return _REGNAL[value] if value < len(_REGNAL) else cardinal(value)


@rule(rf"(?P<n>{DIGIT}+)(?P<mark>वाँ|वां|वीं|वें|वे)")
def _ordinal(match: re.Match[str]) -> Said:
    value = int(match["n"])
    special = {1: "पहल", 2: "दूसर", 3: "तीसर", 4: "चौथ"}.get(value)
    vowel = {"वाँ": "ा", "वां": "ा", "वीं": "ी"}.get(match["mark"], "े")
    return special + vowel if special else cardinal(value) + match["mark"]


@rule(rf"(?<![\d.,०-९])(?P<y>(?:1[1-9]|१[१-९])(?:{DIGIT}{{2}}))(?=\s?(?:में|से|तक|के|की|का|ई\.|ईस्वी|,|।|$))")
def _year_alone(match: re.Match[str]) -> Said:
    return parts(match, ("y", year(match["y"])))


@rule(rf"(?P<minus>(?<![\w)])-)?(?P<n>{NUMBER})")
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
    "पं.": "पंडित",
    "श्रीमती.": "श्रीमती",
    "स्व.": "स्वर्गीय",
    "नं.": "नंबर",
    "पृ.": "पृष्ठ",
    "रु.": "रुपये",
    "मि.": "मिनट",
    "से.": "सेकंड",
    "ई.पू.": "ईसा पूर्व",
    "सं.": "संख्या",
    "क्र.": "क्रमांक",
}


@rule(
    rf"(?<![\u0900-\u097f])(?:{'|'.join(re.escape(short) for short in sorted(_SHORT, key=len, reverse=True))})"
)
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
    *FIGURES[5:6], _money, _money_after, _inches, _rate, _magnitude, _times_as, _short_ordinal,
    _weekdays, _until, _roman, _unit,
    FIGURES[6], _mixed, _fraction, _range, _ordinal, _year_alone, _number, _abbreviation, _symbol,
)  # fmt: skip
