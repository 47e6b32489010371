"""Amounts of money, magnitudes, percentages and units in European languages, as rules."""

from __future__ import annotations

import re
from collections.abc import Callable

from clonyvoice.text.normalise.european_number_words import MINUS, NUMBER, Words, any_of, made, split_number
from clonyvoice.text.normalise.european_units import FEET, SIDES, TIMES, priced
from clonyvoice.text.normalise.european_units import units as more_units
from clonyvoice.text.normalise.european_word_tables import TABLES
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said


def quantity_rules(words: Words) -> tuple[Rule, ...]:
    """The rules of a language for money, magnitudes, rates, percentages and units, in order."""
    signs = "|".join(re.escape(sign) for sign in sorted(words.currencies, key=len, reverse=True))
    table = TABLES[words.language]
    all_units = {**more_units(words.language), **words.units, **table.more_units}
    units = any_of(all_units)
    prices = priced(words.language)
    denominators = any_of({**table.per_units, **all_units})
    before_signs = "|".join(
        re.escape(sign) for sign in sorted(words.currencies, key=len, reverse=True) if not sign[0].islower()
    )
    shorts_of_big = any_of(table.magnitudes)

    names = "|".join(
        re.escape(name)
        for name in sorted(
            {form for noun in words.currencies.values() for form in noun}, key=len, reverse=True
        )
    )
    link = table.magnitude_link
    again = rf"(?:\s(?:de\s|di\s|d['’])?(?P<again>{names})\b)?"

    def linked(noun: str) -> str:
        if link.endswith("'"):
            return f"{link}{noun}" if noun[0] in "aeiouyéh" else f"{link[:-1]}e {noun}"
        return f"{link} {noun}"

    def money(match: re.Match[str]) -> Said:
        sign, text, big = match["sign"], match["n"], match["big"]
        noun = words.currencies[sign]
        if match["again"] and match["again"] not in noun:
            # "$1,500 pesos": the word decides the currency.
            noun = next(forms for forms in words.currencies.values() if match["again"] in forms)
        if match.start("sign") < match.start("n") and re.fullmatch(r"[1-9]\d{0,2},\d{3}", text):
            text = text.replace(",", "")  # no currency has three decimals
        minus = f"{words.minus} " if match["minus"] else ""
        short = match["short"]
        if short in table.magnitudes:
            return f"{minus}{words.counted(text, table.magnitudes[short])}{linked(noun[-1])}"
        if short:
            return minus + words.counted(_thousands(words, text), noun)
        if big:
            big = "mil millones" if big == "mil M" else big
            short = big.rstrip(".")
            if short in table.magnitudes:
                return f"{minus}{words.counted(text, table.magnitudes[short])}{linked(noun[-1])}"
            count = words.number(text)
            count = words.agreed(count, ("",)) if big not in ("mil", "mil millones") else count
            return f"{minus}{count} {big}{linked(noun[-1]) if big != 'mil' else ' ' + noun[-1]}"
        whole, fraction = split_number(text, words.dotted_thousands)
        if len(fraction) == 2 and sign in words.cents:
            said = words.counted(whole or "0", noun) if int(whole or "0") else ""
            if int(fraction):
                between = f" {words.cents_link} ".replace("  ", " ") if said else ""
                said += between + words.counted(str(int(fraction)), words.cents[sign])
            return minus + (said or words.counted("0", noun))
        if link and not fraction and int(whole or "0") and int(whole) % 1_000_000 == 0:
            return f"{minus}{words.number(text)}{linked(noun[-1])}"
        return minus + words.counted(text, noun)

    def magnitude(match: re.Match[str]) -> Said:
        """Magnitudes, 1,5 Mio. and 10k, alone or before a noun."""
        minus = f"{words.minus} " if match["minus"] else ""
        short = match["short"]
        end = match.end()
        if match["dot"] and re.match(r"[\"'”»)]{0,4}\s*$", match.string[end : end + 40]):
            end -= 1
        if short in ("k", "K"):
            return [Reading(match.start(), end, minus + words.number(_thousands(words, match["n"])))]
        noun = table.magnitudes[short]
        if len(short) == 1 and not re.match(r"\s(?:de|di|d')", match.string[match.end() : match.end() + 4]):
            return None
        return [Reading(match.start(), end, minus + words.counted(match["n"], noun))]

    def rate(match: re.Match[str]) -> Said:
        minus = f"{words.minus} " if match["minus"] else ""
        if match["of"]:
            against = f"{table.per} {words.counted(match['of'], all_units[match['per']])}".strip()
        else:
            against = per(match["per"])
        return f"{minus}{words.counted(match['n'], all_units[match['unit']])} {against}"

    def per(sign: str) -> str:
        if sign not in table.per_units:
            return f"{table.per} {all_units[sign][0]}"
        name = table.per_units[sign]
        return name if " " in name or "'" in name else f"{table.per} {name}"

    def price(match: re.Match[str]) -> Said:
        """The "/kg" of "3 €/kg"."""
        sign = match["per"]
        end = match.end()
        if sign.endswith(".") and re.match(r"[\"'”»)]{0,4}\s*$", match.string[end : end + 40]):
            end -= 1
        return [Reading(match.start(), end, prices.get(sign) or per(sign))]

    def times(match: re.Match[str]) -> Said:
        """Multiples: 10x faster, but 2x + 1."""
        if re.search(r"=\s?$", match.string[max(0, match.start() - 3) : match.start()]):
            return None
        return words.counted(match["n"], times_said)

    def letter(match: re.Match[str]) -> Said:
        """Names with a digit and a letter: 4K and 5G."""
        return f"{words.cardinal(int(match['n']))} {match['letter']}"

    def feet(match: re.Match[str]) -> Said:
        before = match.string[max(0, match.start() - 160) : match.start()]
        if len(re.findall(r"(?:^|[\s(])'(?=\w)", before)) > len(re.findall(r"(?<=[\w.,!?])'(?!\w)", before)):
            return None
        said = words.counted(match["n"], FEET[words.language])
        return f"{said} {words.counted(match['inches'], table.inches)}" if match["inches"] else said

    def inches(match: re.Match[str]) -> Said:
        before = match.string[max(0, match.start() - 160) : match.start()]
        opened = len(re.findall(r'(?:^|[\s(])"(?=\w)', before))
        if opened > len(re.findall(r'(?<=[\w.,!?])"', before)):
            return None
        return words.counted(match["n"], table.inches)

    def percent(match: re.Match[str]) -> Said:
        minus = f"{words.minus} " if match["minus"] else ""
        return f"{minus}{words.number(match['n'])} {words.percent}"

    def unit(match: re.Match[str]) -> Said:
        minus = f"{words.minus} " if match["minus"] else ""
        noun = all_units[match["unit"]]
        said = minus + words.counted(match["n"], noun)
        if not match["gap"]:
            return said
        number, _, name = (
            said.rpartition(" " + said.split()[-1])
            if " " not in noun[-1]
            else (minus + words.agreed(words.number(match["n"]), noun), "", "")
        )
        start = match.start("minus") if match["minus"] else match.start("n")
        rest = said[len(number) :].strip()
        return [
            Reading(start, match.end("n"), number),
            Reading(match.start("unit"), match.end("unit"), name or rest),
        ]

    def compound(match: re.Match[str]) -> Said:
        """The unit inside a German compound: ein 5-kg-Paket, der 100-m-Lauf."""
        return f"{words.number(match['n'])} {all_units[match['unit']][0]}"

    def sides(match: re.Match[str]) -> Said:
        """30 x 20 cm, 1920x1080, and the score 3 x 0 of Brazilian newspapers."""
        joint = SIDES[words.language]
        if (
            words.language == "pt"
            and not match["unit"]
            and _SCORE.search(match.string[: match.start()][-60:])
        ):
            joint = "a"
        noun = all_units[match["unit"]] if match["unit"] else None
        if match.group() in ("4x4", "4×4"):
            return f"{words.cardinal(4)} {'' if words.language == 'fr' else joint + ' '}{words.cardinal(4)}"
        numbers = [match[name] for name in "abc" if match[name]]
        said = [words.number(number) for number in numbers]
        if noun:
            said[-1] = words.counted(numbers[-1], noun)
        return f" {joint} ".join(said)

    times_said = TIMES[words.language]
    compounds = (made(rf"(?<![\w.,-])(?P<n>{NUMBER})-(?P<unit>{units})-(?=[A-ZÄÖÜ][a-zäöüß])", compound),)
    return (
        *(compounds if words.language == "de" else ()),
        made(r"(?<![\w.,'’])(?P<n>\d{1,3})'(?:\s?(?P<inches>\d{1,2})(?:\"|''))?(?![\w'])", feet),
        made(r"(?<![\w.,])(?P<n>[248])(?P<letter>K)(?![\w/])(?!\s?[$€£¥₽])", letter),
        made(rf"(?<![\w.,/])(?P<n>{NUMBER})\s?[xх×](?![\w×]|\s?[-+=*/^²³(]|\s?\d)", times),
        made(
            rf"(?<![\w.,/])(?P<a>{NUMBER})(?:\s?(?:{units}))?\s?[xх×]\s?(?P<b>{NUMBER})"
            rf"(?:(?:\s?(?:{units}))?\s?[xх×]\s?(?P<c>{NUMBER}))?"
            rf"(?:\s?(?P<unit>{units}))?(?![\w/²³×]|[.,]\d|\s?[=+*^])",
            sides,
        ),
        made(rf'(?<![\w.,])(?P<n>{NUMBER})(?:"|\'\')(?!\w)', inches),
        made(
            rf"(?<!\w)(?P<minus>(?<![\w)])-\s?)?(?P<sign>{before_signs})\s?-?(?P<n>{_GROUPED}|{NUMBER})"
            rf"(?:\s?(?P<short>[kK]|{shorts_of_big})(?!\w)|\s(?P<big>{_BIG})(?!\w))?{again}",
            money,
        ),
        made(
            rf"(?P<minus>(?<![\w)])-)?(?<![\w.,])(?P<n>{NUMBER})"
            rf"(?:\s?(?P<short>[kK]|{shorts_of_big})(?=\s?(?:{signs}))|\s(?P<big>{_BIG})(?:\s(?:de|di)\b)?)?"
            rf"\s?(?P<sign>{signs})(?!\w){again}",
            money,
        ),
        made(
            rf"{MINUS}(?P<n>{NUMBER})\s?(?P<short>[kK](?<=\d[kK])|{shorts_of_big})(?P<dot>\.?)(?!\w)",
            magnitude,
        ),
        made(
            rf"{MINUS}(?P<n>{NUMBER})\s?(?P<unit>{units})/(?:(?P<of>\d{{1,4}})\s?)?(?P<per>{denominators})(?![\w/²³])",
            rate,
        ),
        made(
            rf"(?<=[$€£¥₽.\w])/(?P<per>{any_of({**prices, **table.per_units, **all_units})})(?![\w/²³])",
            price_of(signs, price),
        ),
        made(rf"{MINUS}(?P<n>{NUMBER})\s?%", percent),
        made(rf"{MINUS}(?P<n>{NUMBER})(?P<gap>\s?)(?P<unit>{units})(?![\w/²³])", unit),
    )


_SCORE = re.compile(
    r"\b(?:venc|ganh|perd|derrot|empat|golea|golou|placar|bateu|virou)\w*\W.{0,40}$", re.IGNORECASE
)
_GROUPED = r"[1-9]\d{0,2}(?:,\d{3})+\.\d\d(?!\d)"
"""Dollars as they are written in America: 1,500.50."""


def price_of(signs: str, say: Callable[[re.Match[str]], Said]) -> Callable[[re.Match[str]], Said]:
    """`say` restricted to matches right after a sum of money."""
    money = re.compile(rf"\d[\d.,\s]{{0,20}}(?:{signs})$|(?:{signs})\s?\d[\d.,]{{0,20}}$")

    def said(match: re.Match[str]) -> Said:
        return say(match) if money.search(match.string[max(0, match.start() - 40) : match.start()]) else None

    return said


_BIG = (
    "mil M(?=\\s?[€$£])|mil millones|millones|millón|mil|milliards?|millions?|miliardi|miliardo|milioni|milione|"
    "bilhões|bilhão|milhões|milhão|"
    "Milliarden|Milliarde|Millionen|Million|Mrd\\.?|Mio\\.?|тысяч[аи]?|миллион(?:а|ов)?|миллиард(?:а|ов)?|млн|млрд|тыс\\."
)


def _thousands(words: Words, text: str) -> str:
    """The figures of so many thousand: "2,5" → "2500"."""
    whole, fraction = split_number(text, words.dotted_thousands)
    return (whole or "0") + (fraction + "000")[:3]
