"""Places where a long text without punctuation may be cut: where a reader breathes, in eleven languages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from clonyvoice.text.language_words import listed

_NO_BREATH_AFTER = listed(
    "in of to for with from by on at about even as so and but or just de a à en con por para sin hasta "
    "desde lo los las ya tal el la al del du dans sur pour parce tandis afin alors ainsi bien dès puisque "
    "ce pendant avant après sans pourvu selon di da per che dopo prima anche fino um em no na ao sem até "
    "já depois antes в во на с со к ко у о об от до из за по для при над под потому так перед после und "
    "aber oder als wie so auch nur denn dann और या जो कि तो"
)
"""Words that belong to the one behind them: "parce que", "in which", "потому что", "and when"."""


def _not_after(words: Iterable[str]) -> str:
    """A pattern of the places that are not right behind one of the words.

    One lookbehind for all words of a length: with one for each word a text of 100,000 characters kept all other threads
    from running for 0.2 s.
    """
    by_length: dict[int, list[str]] = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    return "".join(rf"(?<!\b(?:{'|'.join(group)}))" for group in by_length.values())


_CLAUSE_WORDS = {
    "en": (
        "and but or so because that which who whose when where while whereas whether if "
        "unless although though until since before after then"
    ),
    "de": (
        "und aber oder weil dass wenn während obwohl bevor nachdem sondern denn damit als wo "
        "wohin woher falls sobald sodass ob seitdem solange jedoch deshalb warum sowie"
    ),
    "fr": (
        "et mais ou parce puisque quand lorsque qui dont où alors puis car afin tandis "
        "pourquoi ensuite donc jusqu'à"
    ),
    "es": (
        "y pero porque cuando donde mientras aunque entonces sino pues luego hasta quien quienes cuyo cuya"
    ),
    "it": (
        "e ma perché quando mentre dove che anche poi poiché siccome però quindi finché cui oppure affinché"
    ),
    "pt": "mas pois enquanto onde embora então que porém portanto quem cujo cuja",
    "ru": (
        "и а но или что чтобы потому когда если который которая которые которое которого "
        "которой которую которым которых где куда откуда пока хотя будто поэтому зато либо "
        "ведь"
    ),
    "hi": "और लेकिन या क्योंकि कि जब जो तो अगर जहाँ जिस जिसे जिसने जिसमें इसलिए ताकि फिर मगर",
}
"""Words that begin a clause, by language."""


def _any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, by their first letters, so that few are compared at each place."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(word[1:])
    return "|".join(rf"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


_ANY_CLAUSE_WORD = _any_of(word for words in _CLAUSE_WORDS.values() for word in listed(words))
# A run of spaces is scanned once, from its start: when a match could begin at each of 100,000 spaces between two words,
# the search blocked all other threads for two minutes.
BREATH = re.compile(
    rf"(?<!\s)(?=\s++(?:(?:{_ANY_CLAUSE_WORD})\s|(?:qu|lorsqu|puisqu|quoiqu)['’]\w))"
    rf"{_not_after(_NO_BREATH_AFTER)}\s++"
    r"|(?:(?<=[고며])|(?<=지만|는데|은데|니까|면서|으면|다면|아서|어서|해서|려고|다가|거나|더니|도록|므로| 때)"
    r"|(?<=자마자|때문에| 후에| 뒤에| 전에))\s+(?=[가-힣])"
    r"|(?:ので|から|けど|けれど|ながら|たら|れば)(?=[ぁ-んァ-ヶ一-鿿])|(?:って|して|んで|いて|が)(?=[ァ-ヶ一-鿿])"
    r"|(?=(?:但是|但|而且|因为|所以|然后|如果|虽然|不过|于是|并且|或者|可是|接着|同时))(?<=[一-鿿])",
    re.IGNORECASE,
)
"""Breaks before a word that begins a clause, and behind the word that ends one in languages where it is last."""

UNMARKED_END = re.compile(
    r"(?:ました|ません|ます|でした|です|でしょう|ましょう|ください)[かよね]?(?=[ァ-ヶー一-鿿ぁ-ん])"
    r"(?!から|けど|けれど|が|ので|し|よ|ね|か|と|でした)"
    r"|(?<=니다|니까|세요|어요|아요|여요|네요|해요|까요|나요|지요|에요|예요|았다|었다|했다|였다|는다|한다)\s+(?=[가-힣])"
    r"|(?:(?<=[吗呢])|(?<=(?<![酒网])吧))(?=[一-鿿])"
    r"|(?<=[一-鿿])(?<![给对和跟与让叫把被向在为替比从问帮是的请到其以但且果然过者时后候当来])"
    r"(?=(?:我们|他们|她们|你们|我|他|她|你|昨天|今天|明天|每天|后来|有一天|请|别忘|谢谢)(?!的))"
)
"""Ends of sentences, in languages where verbs and particles mark them."""
