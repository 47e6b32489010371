"""Parts of speech of English homographs, where they determine the pronunciation ("a record" - "to record").

Rules over the neighbouring words, for the few hundred words whose sound depends on it; no model to load.
"""

from __future__ import annotations

from collections.abc import Sequence

from clonyvoice.text.phonemes import english_homographs
from clonyvoice.text.phonemes.english_word_classes import (
    ADVERBS,
    BE,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    NOT_NOUNS,
    OBJECTS,
    PREPOSITIONS,
    SUBJECTS,
    WordContext,
    context,
    word_set,
)

_ADJECTIVAL = word_set(
    "close perfect separate present content intimate deliberate elaborate appropriate alternate moderate compact live "
    "absent frequent subordinate approximate duplicate legitimate abstract minute invalid bass animate"
)
_SORTS_OF = {
    "produce": word_set("fresh local organic farm green"),
    "refuse": word_set(
        "household domestic garden kitchen food farm green municipal commercial industrial city"
    ),
}
"""Words before two nouns that would be verbs elsewhere."""
_REFUSE_SERVICE = word_set(
    "collection collections collector collectors collected bin bins bag bags sack sacks truck trucks lorry disposal "
    "dump heap heaps tip chute container containers site"
)
_TO_A_NOUN = word_set("due according close next back access similar")


def tag(words: Sequence[str], position: int, ends: Sequence[bool]) -> str:
    """NOUN, VERB, ADJ, VBD, VBN, DT or "" for `words[position]`; `ends[i]` is true if a pause follows word i."""
    near = context(words, position, ends)
    own = english_homographs.RULES.get(near.word)
    if own is not None:
        return own(near)
    if near.word in ("produce", "refuse") and near.before in _SORTS_OF[near.word]:
        return "NOUN"
    if near.word == "refuse" and near.after in _REFUSE_SERVICE and near.before not in SUBJECTS | MODALS | DO:
        return "NOUN"
    if near.before == "to":
        return "NOUN" if near.before2 in _TO_A_NOUN else "VERB"
    if near.before in MODALS | DO:
        return "VERB"
    if near.before in SUBJECTS:
        clause = near.before == "that" and (not near.after or near.after in BE | MODALS | HAVE)
        return "NOUN" if clause or near.before2 in PREPOSITIONS else "VERB"
    if near.before in BE | ADVERBS:
        return "ADJ"
    return _in_a_phrase(near) or _by_what_follows(near, ends)


def _in_a_phrase(near: WordContext) -> str:
    """The part of speech of a word behind an article, a preposition or an adjective."""
    if near.before in DETERMINERS | PREPOSITIONS or near.possessive:
        noun_follows = bool(near.after) and near.after not in NOT_NOUNS
        return (
            "ADJ" if noun_follows and near.word in _ADJECTIVAL and near.before not in PREPOSITIONS else "NOUN"
        )
    if near.before2 in DETERMINERS or near.before2.endswith("'s"):
        # "the new record", but "the workers object to"
        return "VERB" if _plural(near.before) and near.after in OBJECTS | PREPOSITIONS | {"to"} else "NOUN"
    return ""


def _by_what_follows(near: WordContext, ends: Sequence[bool]) -> str:
    if near.after in OBJECTS - {"that"}:
        return "VERB"
    if not near.before:
        return "NOUN" if near.after in PREPOSITIONS else ""
    if near.before == "and" and near.position > 1:
        return tag(near.words, near.position - 2, ends)  # the same as what it is coupled with
    return "VERB" if near.before.endswith("ly") or (_plural(near.before) and near.after) else ""


def _plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "'s"))
