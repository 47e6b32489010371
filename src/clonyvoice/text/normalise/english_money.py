"""How English reads sums of money."""

from __future__ import annotations

import re

from clonyvoice.text.normalise.english_numbers import NUMBER, cardinal, number
from clonyvoice.text.normalise.readings import Rule, Said, rule

_BIG = r"thousand|million|billion|trillion|mln|mn|bn|[kKmMbB](?![\w])"
_BIG_WORDS = {
    "k": "thousand",
    "m": "million",
    "b": "billion",
    "mn": "million",
    "mln": "million",
    "bn": "billion",
}
_CURRENCIES = {
    "$": ("dollar", "dollars", "cent", "cents"), "US$": ("U.S. dollar", "U.S. dollars", "cent", "cents"),
    "€": ("euro", "euros", "cent", "cents"), "£": ("pound", "pounds", "penny", "pence"),
    "¥": ("yen", "yen", "sen", "sen"), "₩": ("won", "won", "jeon", "jeon"), "₹": ("rupee", "rupees", "paisa", "paise"),
    "₽": ("ruble", "rubles", "kopeck", "kopecks"), "₿": ("bitcoin", "bitcoins", "satoshi", "satoshis"),
    "USD": ("U.S. dollar", "U.S. dollars", "cent", "cents"), "EUR": ("euro", "euros", "cent", "cents"),
    "GBP": ("pound", "pounds", "penny", "pence"), "JPY": ("yen", "yen", "sen", "sen"),
    "KRW": ("Korean won", "Korean won", "jeon", "jeon"), "CAD": ("Canadian dollar", "Canadian dollars",
    "cent", "cents"),
    "AUD": ("Australian dollar", "Australian dollars", "cent", "cents"), "CHF": ("Swiss franc",
    "Swiss francs", "centime", "centimes"),
    "A$": ("Australian dollar", "Australian dollars", "cent", "cents"), "C$": ("Canadian dollar",
    "Canadian dollars", "cent", "cents"),
    "INR": ("rupee", "rupees", "paisa", "paise"), "CNY": ("yuan", "yuan", "fen", "fen"),
}  # fmt: skip
_SIGNS = "|".join(re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True))


@rule(
    rf"(?<![\w$])(?P<sign>{_SIGNS})\s?(?P<number>{NUMBER})(?:\s?(?P<big>{_BIG}))?(?P<tail>-(?:dollar|euro|pound))?(?![\d])"
)
def _money_before(match: re.Match[str]) -> Said:
    return _money(match["sign"], match["number"], match["big"])


@rule(rf"(?<![\w.,])(?P<number>{NUMBER})\s?(?P<big>{_BIG})?\s?(?P<sign>{_SIGNS})(?![\w$])")
def _money_after(match: re.Match[str]) -> Said:
    return _money(match["sign"], match["number"], match["big"])


def _money(sign: str, text: str, big: str | None) -> str:
    one, many, small, smalls = _CURRENCIES[sign]
    if big:
        return f"{number(text)} {_BIG_WORDS.get(big.lower(), big)} {many}"
    whole, _, cents = text.replace(",", "").partition(".")
    if len(cents) not in (0, 2):
        return f"{number(text)} {many}"
    units, parts_ = int(whole or 0), int(cents or 0)
    said = f"{cardinal(units)} {one if units == 1 else many}" if units or not parts_ else ""
    if parts_:
        said += (" and " if said else "") + f"{cardinal(parts_)} {small if parts_ == 1 else smalls}"
    return said


@rule(rf"(?<![\w.])(?P<number>{NUMBER})\s?¢")
def _cents(match: re.Match[str]) -> Said:
    return f"{number(match['number'])} {'cent' if match['number'] == '1' else 'cents'}"


@rule(
    rf"(?<![\w$])(?P<sign>[$€£])(?P<a>{NUMBER})\s?[-–—]\s?(?:[$€£])?(?P<b>{NUMBER})(?:\s?(?P<big>{_BIG}))?(?![\d])"
)
def _money_range(match: re.Match[str]) -> Said:
    return f"{number(match['a'])} to {_money(match['sign'], match['b'], match['big'])}"


MONEY: tuple[Rule, ...] = (_money_range, _money_before, _money_after, _cents)
