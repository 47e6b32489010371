"""Numbers in Hindi words, which are irregular up to 99."""

from __future__ import annotations

from clonyvoice.text.language_words import listed

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
TO_ASCII = str.maketrans("०१२३४५६७८९", "0123456789")
DIGIT = "[0-9०-९]"
NUMBER = rf"{DIGIT}{{1,3}}(?:,{DIGIT}{{2,3}})+(?:\.{DIGIT}++)?|{DIGIT}++(?:\.{DIGIT}++)?"


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
    return " ".join(_UNDER_HUNDRED[int(char)] for char in text.translate(TO_ASCII) if char in "0123456789")


def number(text: str) -> str:
    """A written number in words: "3.14" → तीन दशमलव एक चार."""
    whole, _, fraction = text.translate(TO_ASCII).replace(",", "").partition(".")
    said = (
        spelled(whole)
        if len(whole) > 13 or (len(whole) > 1 and whole.startswith("0"))
        else cardinal(int(whole or 0))
    )
    return said + (f" दशमलव {spelled(fraction)}" if fraction else "")


def year(text: str) -> str:
    """A year in words: 1857 → अठारह सौ सत्तावन."""
    value = int(text.translate(TO_ASCII))
    return (
        f"{cardinal(value // 100)} सौ {cardinal(value % 100) if value % 100 else ''}".strip()
        if 1100 <= value < 2000
        else cardinal(value)
    )
