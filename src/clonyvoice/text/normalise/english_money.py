"""Text normalisation for English: sums of money."""

from __future__ import annotations

import re

from clonyvoice.text.normalise.english_numbers import NUMBER as WESTERN
from clonyvoice.text.normalise.english_numbers import cardinal, indian, number
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said, rule

NUMBER = rf"\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?:\.\d+)?|{WESTERN}"
"""A number in figures, grouped as anywhere or in lakhs."""

_BIG = r"thousand|million|billion|trillion|lakh|crore|mil|mln|mn|bn|trn|tn|[kKmMbBtT](?![\w])"
_BIG_WORDS = {
    "k": "thousand",
    "m": "million",
    "b": "billion",
    "mn": "million",
    "mil": "million",
    "mln": "million",
    "bn": "billion",
    "t": "trillion",
    "tn": "trillion",
    "trn": "trillion",
}
_CURRENCIES = {
    "$": ("dollar", "dollars", "cent", "cents"), "US$": ("U.S. dollar", "U.S. dollars", "cent", "cents"),
    "€": ("euro", "euros", "cent", "cents"), "£": ("pound", "pounds", "penny", "pence"),
    "¥": ("yen", "yen", "sen", "sen"), "₩": ("won", "won", "jeon", "jeon"), "₹": ("rupee", "rupees", "paisa",
    "paise"),
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
    "CA$": ("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "AU$": ("Australian dollar", "Australian dollars", "cent", "cents"),
    "NZ$": ("New Zealand dollar", "New Zealand dollars", "cent", "cents"),
    "NZD": ("New Zealand dollar", "New Zealand dollars", "cent", "cents"),
    "HK$": ("Hong Kong dollar", "Hong Kong dollars", "cent", "cents"),
    "HKD": ("Hong Kong dollar", "Hong Kong dollars", "cent", "cents"),
    "S$": ("Singapore dollar", "Singapore dollars", "cent", "cents"),
    "SGD": ("Singapore dollar", "Singapore dollars", "cent", "cents"),
    "NT$": ("Taiwan dollar", "Taiwan dollars", "cent", "cents"),
    "MX$": ("Mexican peso", "Mexican pesos", "centavo", "centavos"),
    "MXN": ("Mexican peso", "Mexican pesos", "centavo", "centavos"),
    "R$": ("real", "reais", "centavo", "centavos"), "BRL": ("real", "reais", "centavo", "centavos"),
    "Rs.": ("rupee", "rupees", "paisa", "paise"), "Rs": ("rupee", "rupees", "paisa", "paise"),
    "₪": ("shekel", "shekels", "agora", "agorot"), "₺": ("lira", "lira", "kurush", "kurush"),
    "฿": ("baht", "baht", "satang", "satang"), "₱": ("peso", "pesos", "centavo", "centavos"),
    "₦": ("naira", "naira", "kobo", "kobo"), "₫": ("dong", "dong", "hao", "hao"),
    "₴": ("hryvnia", "hryvnias", "kopeck", "kopecks"), "RUB": ("ruble", "rubles", "kopeck", "kopecks"),
    "SEK": ("Swedish krona", "Swedish kronor", "ore", "ore"), "PLN": ("zloty", "zlotys", "grosz", "groszy"),
}  # fmt: skip
_SIGNS = "|".join(re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True))


# A currency name after a sum that has the sign already ("$12 billion dollars").
_AGAIN = (
    r"(?P<again>[\s-](?:US\s|U\.S\.\s)?(?:dollars?|euros?|pounds?(?!\s(?:sterling|of|lighter|heavier))|yen|won|rupees?"
    r"|reais|pesos?|rubles?|francs?|yuan)\b)?"
)
# Nouns before which a sum is in the singular: "a $5 bill".
_PRICED = (
    r"(?P<thing>[\s-](?=(?:bills?|notes?|coins?|tip|fee|fine|fund|ticket|tickets|gift|voucher|coupon|discount|deal|item|"
    r"items|bet|reward|prize|budget|check|cheque|loan|cut|tax|house|home|car|phone|watch|meal|menu|drop|rise|raise|"
    r"increase|investment|grant|bonus|deposit|million|billion|mansion|apartment|condo|property|project|program|"
    r"programme|plan|contract|lawsuit|settlement|jackpot|donation|valuation|company|business|industry|market|bridge|"
    r"stadium|payment|penalty|salary|film|movie|bond|bailout|package|purchase|penthouse|facility|campaign|round|"
    r"startup|gap|hole|surplus|deficit|ransom|bid|offer|bounty|pizza|lunch|dinner|cocktail|dress|watch|laptop)\b))?"
)


@rule(
    rf"(?P<minus>(?<![\w)])[-+])?(?<![\w$])(?P<sign>{_SIGNS})\s?(?P<inner>-)?(?P<number>{NUMBER})"
    rf"(?:[\s-]?(?P<big>{_BIG}))?(?![\d]|\w)(?:(?P<more>\+)(?!\d)|{_AGAIN}{_PRICED})"
)
def _money_before(match: re.Match[str]) -> Said:
    sign = "plus " if match["minus"] == "+" else "minus " if match["minus"] or match["inner"] else ""
    whole = match["number"].replace(",", "")
    text = match.string[max(0, match.start() - 12) : match.start()]
    behind = match.string[match.end() : match.end() + 3]
    lone = not match["again"] and re.search(
        r"\b(?:[Aa]n?|[Tt]he|this|that|his|her|my|our)\s(?:\w{2,8}\s)?$", text
    )
    adjective = bool((lone and match["thing"]) or (lone and re.match(r"-[a-z]", behind)))
    said = _money(
        match["sign"],
        match["number"],
        match["big"],
        adjective=adjective and (bool(match["big"]) or "." not in whole),
    )
    end = match.end() - (1 if match["thing"] else 0)
    said += " plus" if match["more"] else ""
    return [Reading(match.start(), end, sign + said)]


@rule(
    rf"(?P<minus>(?<![\w)])[-+])?(?<![\w.,])(?P<number>{NUMBER})\s?(?P<big>{_BIG})?\s?(?P<sign>{_SIGNS})(?![\w$]){_AGAIN}"
)
def _money_after(match: re.Match[str]) -> Said:
    sign = {"-": "minus ", "+": "plus "}.get(match["minus"] or "", "")
    return sign + _money(match["sign"], match["number"], match["big"])


def _money(sign: str, text: str, big: str | None, adjective: bool = False) -> str:
    one, many, small, smalls = _CURRENCIES[sign]
    plural = one if adjective else many
    if big:
        return f"{number(text)} {_BIG_WORDS.get(big.lower(), big)} {plural}"
    if re.fullmatch(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?", text):
        return f"{indian(text)} {plural}"
    whole, _, cents = text.replace(",", "").partition(".")
    if len(cents) not in (0, 2):
        return f"{number(text)} {plural}"
    units, parts_ = int(whole or 0), int(cents or 0)
    said = f"{cardinal(units)} {one if units == 1 else plural}" if units or not parts_ else ""
    if parts_:
        said += (" and " if said else "") + f"{cardinal(parts_)} {small if parts_ == 1 else smalls}"
    return said


@rule(rf"(?<![\w.])(?P<number>{NUMBER})\s?¢")
def _cents(match: re.Match[str]) -> Said:
    return f"{number(match['number'])} {'cent' if match['number'] == '1' else 'cents'}"


@rule(
    rf"(?<![\w$])(?P<sign>[$€£])(?P<a>{NUMBER})(?:\s?(?P<first>{_BIG}))?\s?[-–—]\s?(?:[$€£])?(?P<b>{NUMBER})(?:\s?(?P<big>{_BIG}))?(?![\d])"
)
def _money_range(match: re.Match[str]) -> Said:
    first = f" {_BIG_WORDS.get(match['first'].lower(), match['first'])}" if match["first"] else ""
    return f"{number(match['a'])}{first} to {_money(match['sign'], match['b'], match['big'])}"


MONEY: tuple[Rule, ...] = (_money_range, _money_before, _money_after, _cents)
