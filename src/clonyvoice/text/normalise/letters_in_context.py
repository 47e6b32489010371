"""Letters that only the words around them explain: amperes beside other words of electricity, ranges of sizes."""

from __future__ import annotations

import re
from collections.abc import Callable

from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise import chinese_numbers, english_numbers, hindi_numbers, korean_numbers
from clonyvoice.text.normalise.european_number_words import Words
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said

_NEAR = 80
"""Characters on either side in which a word of electricity is looked for. Chosen by hand."""
_ELECTRIC = re.compile(
    r"\d\s?[km]?(?:V|W|Ah|Ω|Вт|В|Ач)(?![\w])|fuse|\bcurrent|charg|adapt(?:e|o)r|circuit|breaker|batter|socket|outlet|"
    r"amp(?:s|er|ère|erio)|sicherung|strom|netzteil|ladeg|akku|steckdose|stecker|fusible|courant|prise|disjoncteur|"
    r"alimentation|batería|corriente|cargador|enchufe|alimentator|corrente|presa|caricator|fusibil|fusível|fonte|"
    r"tomada|carregador|disjuntor|\bток|предохранит|розетк|заряд|выключател|блок\w? питан|аккумулят|करंट|फ्यूज़|फ़्यूज़|चार्ज|"
    r"어댑터|충전|퓨즈|전류|차단기|콘센트|배터리|アダプタ|充電|電流|ヒューズ|ブレーカ|コンセント|充电|电流|保险丝|适配器|插座|电池",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:seat|room|gate|paper|fig(?:ure)?|section|grade|class|form|exhibit|apt|apartment|unit|flat|row|table|page|"
    r"question|chapter|platz|raum|klasse|anlage|seite|nr|aula|asiento|classe|salle|place|posto|sala|клас\w{1,2}|кв|место)"
    r"\.?\s$",
    re.IGNORECASE,
)
"""Words before a number and a letter that are a name."""
_AMPERES: dict[str, tuple[str, ...]] = {
    "en": ("amp", "amps"), "es": ("amperio", "amperios"), "fr": ("ampère", "ampères"), "it": ("ampere", "ampere"),
    "pt": ("ampere", "amperes"), "de": ("Ampere", "Ampere"), "ru": ("ампер", "ампера", "ампер"),
    "hi": ("एम्पियर",), "ja": ("アンペア",), "zh": ("安",), "ko": ("암페어",),
}  # fmt: skip
_NUMBERS: dict[str, Callable[[str], str]] = {
    "en": english_numbers.number,
    "hi": hindi_numbers.number,
    "ja": str,
    "zh": chinese_numbers.number,
    "ko": lambda text: f"{korean_numbers.number(text)} ",
}
_TO = {
    "en": "to", "es": "a", "fr": "à", "it": "a", "pt": "a", "de": "bis", "ru": "до", "hi": "से", "ja": "から",
    "zh": "到", "ko": "에서",
}  # fmt: skip
_SIZE = "X{0,3}[SL]|M|[2-6]XL"
# One of the two is a size and nothing else, or a word says that they are sizes.
_SIZED = re.compile(
    r"(?:sizes?|tallas?|tailles?|tagli[ae]|tamanhos?|größen?|gr\.|размер\w{0,3}|साइज़|サイズ|尺码|사이즈)\s?:?\s?$",
    re.IGNORECASE,
)


def rules(language: str, words: Words | None) -> tuple[Rule, ...]:
    """The rules of a language; `words` are those of a European one but English."""
    forms = _AMPERES[language]

    def amperes(match: re.Match[str]) -> Said:
        """2 A in a text about electricity; elsewhere a mark, a seat or a paper."""
        near = match.string[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        before = match.string[max(0, match.start() - 16) : match.start()]
        if _NAMED.search(before) or _ELECTRIC.search(near.replace(match.group(), " ")) is None:
            return None
        text, joint = match["n"], "" if words is not None or language in ("ja", "zh", "ko") else " "
        if words is not None:
            return words.counted(text, forms)
        single = language == "en" and (match["gap"] == "-" or text == "1" or _noun_follows(match))
        return f"{_NUMBERS[language](text)}{joint}{forms[0] if single else forms[-1]}"

    def sizes(match: re.Match[str]) -> Said:
        """S-XL, and S-L behind the word for sizes."""
        first, last = match["a"], match["b"]
        before = match.string[max(0, match.start() - 16) : match.start()]
        if first == last or not ("X" in first + last or _SIZED.search(before)):
            return None
        return [
            Reading(match.start("a"), match.end("a"), _spelled(first, language)),
            Reading(match.start("dash"), match.end("dash"), _TO[language]),
            Reading(match.start("b"), match.end("b"), _spelled(last, language)),
        ]

    letters = "AА" if language == "ru" else "A"
    return (
        Rule(
            re.compile(
                rf"(?<![\w.,/€$£-])(?P<n>\d{{1,4}}(?:[.,]\d{{1,2}})?)(?P<gap>[ \u00a0-]?)[{letters}]"
                r"(?![A-Za-zА-я\d'’/-]|\s?(?:[Ll]evels?|grades?|stars?)\b)"
            ),
            amperes,
        ),
        Rule(
            re.compile(rf"(?<![\w.-])(?P<a>{_SIZE})(?P<dash>\s?[-–—]\s?)(?P<b>{_SIZE})(?![\w-]|\.\w)"), sizes
        ),
    )


def _noun_follows(match: re.Match[str]) -> bool:
    """Whether a noun follows, of which the number is a part: a 5 A fuse, but 5 A and."""
    following = re.match(r"\s([a-z]{4,})", match.string[match.end() : match.end() + 24])
    return following is not None and following[1] not in _NO_NOUNS


def _spelled(size: str, language: str) -> str:
    """A size letter by letter, with its figure as it is."""
    letters = " ".join(size)
    return letters if language != "ko" else letters.translate(_KOREAN_LETTERS)


_NO_NOUNS = frozenset(listed("from when with that then than each into over under only also must"))
_KOREAN_LETTERS = str.maketrans({"X": "엑스", "S": "에스", "M": "엠", "L": "엘"})
