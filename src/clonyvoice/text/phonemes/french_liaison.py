"""French liaison in everyday speech.

eSpeak links nearly every word whose last consonant is silent to a vowel behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from clonyvoice.text.language_words import listed
from clonyvoice.text.phonemes import espeak

# Words that are linked to what follows: determiners, pronouns, prepositions, numbers, short adverbs, the commonest
# forms of être, avoir, aller, and adjectives that stand before their noun. Behind other words (nouns above all:
# "le lait | au frigo", "grands-parents | à") a link is wrong or sounds read from a book.
_LINKING = frozenset(
    listed(
        "un les des ces mes tes ses nos vos leurs mon ton son aux quels quelles aucun quelques plusieurs certains "
        "certaines différents différentes divers tout tous autres "
        "on nous vous ils elles en lesquels lesquelles "
        "dans sans sous chez dès vers après avant pendant "
        "deux trois six dix vingt cent cents quatre-vingts "
        "très plus moins bien trop mieux pas rien jamais "
        "quand dont "
        "est sont ont vont font était étaient serait "
        "petit petits petites grand grands grandes gros grosses bon bons bonnes beaux belles nouveaux nouvelles "
        "vieux vieilles jeunes mauvais mauvaises premier premiers premières dernier derniers dernières anciens "
        "anciennes longues hautes mêmes prochains prochaines saints saint meilleurs meilleures vrais vraies "
        "second seconds nombreux nombreuses"
    )
)
# What stands behind these is a verb, whose links are kept as one reads aloud ("elle lit‿un livre").
_SUBJECTS = frozenset(listed("je tu il elle on nous vous ils elles qui"))
_PHRASES = frozenset(("jeux olympiques",))
# A link never leads into these.
_APART = frozenset(("et", "oui", "onze", "onzième", "yaourt", "yaourts", "yoga", "week-end"))
_LINKS = "ztʁnpkɡ"
"""Consonants that liaison sounds, in eSpeak's notation."""


def unlinked(items: Sequence[str], read: Sequence[str]) -> list[str]:
    """The pronunciations `read` (in eSpeak's notation) of `items`, without liaisons unusual in speech."""
    said = list(read)
    for index in range(len(items) - 1):
        if not said[index] or said[index][-1] not in _LINKS:
            continue
        word, following = items[index].lower(), items[index + 1].lower()
        verb = index > 0 and items[index - 1].lower() in _SUBJECTS
        kept = (verb or word in _LINKING) and following not in _APART
        if kept or f"{word} {following}" in _PHRASES:
            continue
        alone = espeak.word_ipa(items[index], "fr")
        if _bare(said[index][:-1]) == _bare(alone):
            said[index] = said[index][:-1]
    return said


def _bare(ipa: str) -> str:
    """A pronunciation without its stress marks and breaks."""
    return ipa.replace("ˈ", "").replace("ˌ", "").replace("-", "")
