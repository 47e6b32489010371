"""The neighbourhood of an English word, and the word classes that decide its part of speech."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WordContext:
    """A word and its neighbours, in small letters; "" beyond a pause or the end of the text."""

    words: Sequence[str]
    position: int
    before: str
    before2: str
    after: str
    pause: bool

    @property
    def word(self) -> str:
        """The word itself."""
        return self.words[self.position]

    @property
    def possessive(self) -> bool:
        """Whether the word before ends in 's."""
        return self.before.endswith("'s")


def context(words: Sequence[str], position: int, ends: Sequence[bool]) -> WordContext:
    """The neighbourhood of `words[position]`; `ends[i]` is true if a pause follows word i."""
    before = words[position - 1] if position and not ends[position - 1] else ""
    before2 = words[position - 2] if position > 1 and before and not ends[position - 2] else ""
    after = words[position + 1] if position + 1 < len(words) and not ends[position] else ""
    return WordContext(words, position, before, before2, after, ends[position])


def word_set(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


DETERMINERS = word_set(
    "a an the this that these those my your his her its our their some any no every each another either neither which "
    "whose what all both several many few much more most other one two three four five six seven eight nine ten"
)
PREPOSITIONS = word_set(
    "of in on at by for with from into onto over under about after before between against during without through "
    "across behind beyond near per as than like despite upon within toward towards via"
)
MODALS = word_set(
    "will would can could shall should may might must to not don't doesn't didn't won't can't couldn't wouldn't "
    "shouldn't cannot let's please i'll you'll we'll they'll he'll she'll it'll i'd you'd we'd they'd he'd she'd "
    "never always often usually rarely gonna wanna"
)
DO = word_set("do does did")
SUBJECTS = word_set("i you we they he she it who that people")
BE = word_set(
    "is are was were be been being am isn't aren't wasn't weren't i'm you're we're they're he's she's it's that's"
)
HAVE = word_set(
    "have has had having haven't hasn't hadn't i've you've we've they've he's she's it's i'd already never ever"
)
ADVERBS = word_set("very so too quite really rather extremely more most fairly pretty as how less completely")
OBJECTS = word_set("a an the this that these those my your his her its our their me you him them us it")
NOT_NOUNS = (
    BE | MODALS | PREPOSITIONS | HAVE | DO | word_set("and or but that which who when where if because")
)
