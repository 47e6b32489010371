"""Text normalisation shared by European languages in Latin or Cyrillic letters: figures, dates, money, units, signs.

Each language says its own words in a `Words`; `rules` makes its rules. Number words come from `num2words`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from clonyvoice.text.normalise.addresses import URL_PATTERN, say_address
from clonyvoice.text.normalise.european_dates import date_rules
from clonyvoice.text.normalise.european_fractions import fraction_rules
from clonyvoice.text.normalise.european_quantities import quantity_rules
from clonyvoice.text.normalise.european_tables import TABLES
from clonyvoice.text.normalise.european_words import (
    MINUS,
    NUMBER,
    Words,
    any_of,
    made,
    split_number,
    word_before,
)
from clonyvoice.text.normalise.figures import roman_value
from clonyvoice.text.normalise.figures import rules as figure_rules
from clonyvoice.text.normalise.readings import Reading, Rule, Said
from clonyvoice.text.word_lists import listed


def rules(words: Words, *extra: Rule) -> tuple[Rule, ...]:
    """The rules of a language: `extra` ones of its own first."""
    table = TABLES[words.language]
    abbreviations = dict(words.abbreviations)
    for short, said_for in words.abbreviations.items():
        abbreviations.setdefault(short[0].upper() + short[1:], said_for)
    shorts = any_of(abbreviations)

    def address(match: re.Match[str]) -> Said:
        return say_address(match.group(), words.spelling)

    def ordinal(match: re.Match[str]) -> Said:
        return words.ordinal(words, int(match["n"]), f"{word_before(match)} {match['mark']}")

    def roman(match: re.Match[str]) -> Said:
        value = roman_value(match["roman"])
        if value is None:
            return None
        name = match["name"].lower()
        if name in words.numbered:
            return [Reading(match.start("roman"), match.end("roman"), words.cardinal(value))]
        if words.rulers is None or (
            match["roman"] in ("I", "C", "L", "X", "V", "M", "D") and name not in _RULERS
        ):
            return None
        if not match["name"][0].isupper() and name not in _CENTURY:
            return None
        return [Reading(match.start("roman"), match.end("roman"), words.rulers(words, value))]

    def abbreviation(match: re.Match[str]) -> Said:
        short = match.group()
        end = match.end()
        if short.endswith(".") and re.match(r"[\"'”»)]*\s*$", match.string[end:]):
            end -= 1
        return [Reading(match.start(), end, abbreviations[short])]

    def year_alone(match: re.Match[str]) -> Said:
        return words.year(words, int(match.group()))

    def plain_number(match: re.Match[str]) -> Said:
        minus = f"{words.minus} " if match["minus"] else ""
        said = words.number(match["n"])
        following = re.match(r"\s([^\W\d_]{2,})", match.string[match.end() : match.end() + 40])
        if following is not None and not split_number(match["n"], words.dotted_thousands)[1]:
            said = words.before(said, following[1])
        return minus + said

    def mixed(match: re.Match[str]) -> Said:
        text = match.group()
        return words.digits(text) if len(text) > 4 or text.startswith("0") else words.cardinal(int(text))

    def symbol(match: re.Match[str]) -> Said:
        return words.symbols[match.group()]

    signs_said = "|".join(re.escape(sign) for sign in words.symbols if sign not in "+=<>#-")
    figures = figure_rules(table.figures(words))
    made_rules = [
        *figures[:2],  # files and paths
        made(URL_PATTERN, address, re.IGNORECASE),
        *extra,
        figures[4],  # ratios, before times of day
        *date_rules(words),
        *figures[2:4],
        *figures[5:6],
        *fraction_rules(words),
        figures[6],
        *quantity_rules(words),
    ]
    if words.ordinal_marks:
        made_rules.append(made(rf"(?<![\w.,])(?P<n>\d{{1,6}})(?P<mark>{words.ordinal_marks})(?!\w)", ordinal))
    made_rules += [
        made(r"\b(?P<name>[^\W\d_]{1,24})\.?\s+(?P<roman>[IVXLCDM]{1,8})\b(?!['.]\w)", roman),
    ]
    if shorts:
        made_rules.append(made(rf"(?<![\w.])(?:{shorts})(?!\w)", abbreviation))
    made_rules += [
        made(r"(?<![\w.,-])(?:1[1-9]|20)\d\d(?![\w%]|[.,]\d)", year_alone),
        made(rf"{MINUS}(?P<n>{NUMBER})(?!\w)", plain_number),
        made(r"\d+", mixed),
        # A compound is read as a whole ("dix-huit", "peut-être", "кто-то").
        made(
            r"[^\W\d_]+(?:-[^\W\d_]+)+(?:'[^\W\d_]+)?",
            lambda match: [Reading(match.start(), match.end(), match.group(), written=True)],
        ),
        made(
            rf"{signs_said}|(?<=\s)[+=<>](?=\s)|(?<=[\w)])[+=](?=[\w(])|#(?=\w)" if signs_said else r"(?!)",
            _known(symbol, words.symbols),
        ),
    ]
    return tuple(made_rules)


_RULERS = frozenset(
    listed(
        "carlos felipe juan pablo benedicto enrique alfonso isabel louis charles henri napoléon "
        "françois jean pie luigi carlo vittorio umberto pio "
        "giovanni paolo francesco joão pedro dom henrique ludwig karl heinrich friedrich wilhelm "
        "otto papst johannes paul pius benedikt elisabeth "
        "katharina пётр екатерина николай александр иван павел людовик генрих карл"
    )
)
_CENTURY = frozenset(listed("siglo secolo século siècle jahrhundert век веке"))


def _known(
    say: Callable[[re.Match[str]], Said], symbols: Mapping[str, str]
) -> Callable[[re.Match[str]], Said]:
    return lambda match: say(match) if match.group() in symbols else None
