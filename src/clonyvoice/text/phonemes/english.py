"""English words in Kokoro's symbols: from the dictionary, by part of speech where it matters, else from eSpeak."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clonyvoice.text.english_lexicon import VOWELS, Lexicon, lexicon, stressed, weakened
from clonyvoice.text.language_words import listed
from clonyvoice.text.phonemes import english_parts_of_speech, espeak
from clonyvoice.text.phonemes.english_word_classes import SUBJECTS

_PIECES = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?|\d")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\.?")
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+(?:'[a-z]+)?|[A-Z]+")
_HAS_VOWEL = re.compile(r"[aeiouyAEIOUY]")
_DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
# Words that the dictionary lacks or that only the context distinguishes (lead the metal).
_US = {
    "at@": "ˈæt",  # in an address it is never weak
    "wi-fi": "wˈIfˌI", "why-fie": "wˈIfˌI", "url": "jˌuˌɑɹˈɛl", "ok": "ˌOkˈA", "lead/METAL": "lˈɛd",
    "minute/ADJ": "mInjˈut",
    "hashtag": "hˈæʃtˌæɡ", "kokoro": "kˈOkəɹO", "miz": "mˌɪz", "app": "ˈæp", "emoji": "ɪmˈOʤi", "selfie": "sˈɛlfi",
    "iphone": "ˈIfˌOn", "github": "ɡˈɪthˌʌb", "youtube": "jˈutˌub", "linux": "lˈɪnəks", "podcast": "pˈɑdkˌæst",
    "json": "ʤˈAsən", "resume/NOUN": "ɹˈɛzəmˌA", "polish/VERB": "pˈɑlɪʃ", "learned/ADJ": "lˈɜɹnᵻd",
    "aged/ADJ": "ˈAʤᵻd", "blessed/ADJ": "blˈɛsᵻd", "beloved": "bəlˈʌvᵻd", "meh": "mˈɛ", "heh": "hˈɛ", "god": "ɡˈɑd",
    "clony": "klˈOni", "clonyvoice": "klˈOnivˌYs", "o'clock": "əklˈɑk",
}  # fmt: skip
_ANY_ACCENT = frozenset(("wi-fi", "why-fie", "at@", "lead/METAL"))
_SPELL = "\1"  # before letters that are to be spelled out
# eSpeak's English IPA (letters tied with ^) to Kokoro's symbols, longest first.
_FROM_ESPEAK = (
    ("ʔˌn\u0329", "tᵊn"), ("ʔn\u0329", "tᵊn"), ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^ʒ", "ʤ"), ("t^ʃ", "ʧ"),
    ("e^ɪ", "A"), ("ɔ^ɪ", "Y"),
    ("o^ʊ", "O"), ("ə^ʊ", "Q"), ("ə^l", "ᵊl"), ("e^ə", "ɛː"), ("ɪ^ə", "ɪə"), ("i^ə", "iə"), ("ʊ^ə", "ʊə"),
    ("aɪ", "I"), ("aʊ", "W"), ("dʒ", "ʤ"), ("tʃ", "ʧ"), ("eɪ", "A"),
    ("ɔɪ", "Y"), ("oʊ", "O"), ("əʊ", "Q"), ("əl", "ᵊl"), ("ʲə", "jə"), ("ʲo", "jo"), ("ʲ", ""), ("ɚ",
    "əɹ"), ("r", "ɹ"), ("x", "k"), ("ç", "k"),
    ("ɐ", "ə"), ("ɬ", "l"), ("n\u0329", "ᵊn"), ("l\u0329", "ᵊl"), ("m\u0329", "ᵊm"), ("\u0303", ""), ("^",
    ""), ("-", ""),
)  # fmt: skip


def phonemes(spoken: Sequence[str], pauses: Sequence[bool], british: bool = False) -> list[str]:
    """The pronunciation of each of the `spoken` items of one text; `pauses[i]` is true if a pause follows item i."""
    words = lexicon(british)
    flat: list[str] = []
    ends: list[bool] = []
    owners: list[int] = []
    for index, item in enumerate(spoken):
        pieces = [piece for token in item.split() for piece in _split(token)]
        for number, (piece, joined) in enumerate(pieces):
            flat.append(piece + ("\0" if joined else ""))
            ends.append(pauses[index] and number == len(pieces) - 1)
            owners.append(index)
    lower = [piece.rstrip("\0").lower() for piece in flat]
    said = [""] * len(spoken)
    following = ""  # the phonemes after the word at hand, for "the apple" - "the pear"
    for position in range(len(flat) - 1, -1, -1):
        piece = flat[position].rstrip("\0")
        if ends[position]:
            following = ""
        shouted = piece.isupper() and (len(piece) > 1 or piece == "A") and _shouted(flat, position)
        sound = _word(words, piece, lower, position, ends, following, shouted)
        index = owners[position]
        glue = "" if flat[position].endswith("\0") or not said[index] else " "
        said[index] = sound + glue + said[index]
        following = sound or following
    return [_kokoro(item, british) for item in said]


def _split(token: str) -> list[tuple[str, bool]]:
    """The pieces of a token that are looked up, and whether each is joined to the next without a space."""
    if _DOTTED.fullmatch(token):
        return [(_SPELL + token.replace(".", "").upper(), False)]
    if token.lower() in _US:
        return [(token, False)]
    pieces: list[tuple[str, bool]] = []
    found = _PIECES.findall(token)
    for number, piece in enumerate(found):
        last = number == len(found) - 1
        if piece.isdigit():
            pieces.append((_DIGITS[int(piece)] if piece.isascii() else piece, False))
            continue
        camel = (
            _CAMEL.findall(piece)
            if piece.isascii() and not piece.isupper() and not piece[1:].islower()
            else []
        )
        if len(camel) > 1 and not (len(camel) == 2 and camel[1] in ("s", "'s")) and "".join(camel) == piece:
            pieces += [(part, not (last and at == len(camel) - 1)) for at, part in enumerate(camel)]
        else:
            pieces.append((piece, not last))
    return pieces


def _word(
    words: Lexicon,
    piece: str,
    lower: list[str],
    position: int,
    ends: list[bool],
    following: str,
    shouted: bool,
) -> str:
    if piece.startswith(_SPELL):
        return words.spell(piece)
    low = lower[position]
    vowel_next = bool(following) and following.lstrip("ˈˌ")[:1] in VOWELS
    if low == "the" and (shouted or not piece.isupper()):
        return "ði" if vowel_next else "ðə"
    if low == "to":
        return "tu" if not following else "tʊ" if vowel_next else "tə"
    if low == "a" and piece != "A":
        return "ɐ"
    if piece == "A" and shouted and following and lower[position - 1] not in _LETTERED:
        return "ɐ"
    if piece == "A" and following and position + 1 < len(lower) and (position == 0 or ends[position - 1]):
        return "ɐ"
    if low == "an":
        return "ɐn"
    if piece == "I":
        return "ˌI"
    if low == "am" and piece == "am" and following:
        return "ɐm"
    tag = english_parts_of_speech.tag(lower, position, ends)
    if not following and words.final(low):
        tag = "None"
    own = None if words.british and low not in _ANY_ACCENT else _US.get(f"{low}/{tag}") or _US.get(low)
    if own is not None:
        return own
    if (
        piece.isupper()
        and len(piece) > 1
        and piece.isascii()
        and not (shouted and (words.known(low) or words.known(piece.capitalize())))
    ):
        before = lower[position - 1] if position and not ends[position - 1] else ""
        if said := _capitals(words, piece, before):
            return said
    if len(piece) == 2 and piece[0].isalpha() and piece[1] == "s" and piece[0].isupper():
        return words.spell(piece[0]) + "z"
    if len(piece) == 1 and piece.isascii():
        return words.spell(piece)
    stressed_word = piece.isupper() and len(piece) > 1 and (words.known(low) or words.known(low.capitalize()))
    said = words.find(low if stressed_word else piece, tag)
    if said is None and not piece.isascii():
        said = words.find(_unaccented(piece), tag)
    if said is None:
        said = _compound(words, low)
    if said is None and not _HAS_VOWEL.search(piece) and piece.isascii() and len(piece) < 6:
        said = words.spell(piece.replace("'", ""))
    if said is None:
        said = from_espeak(espeak.word_ipa(piece, "en" if words.british else "en-us"), words.british)
    if low == "in" and not following:
        return "ˈɪn"
    return said


# Words behind which A is the letter, in capitals as well: "TEAM A WINS".
_LETTERED = frozenset(
    listed("vitamin plan class type grade hepatitis group team series part section side level option block")
)
# Words of two letters; any other two in capitals are initials.
_TWO = frozenset(
    listed("ah am an as at be by do go ha he hi if in is me my no of oh on or ox so to uh up we ye yo")
)
# Spelled out in capitals although the same letters in small are a word.
_INITIALS = frozenset(
    listed(
        "US IT AI ID IDS PM MS MA BA ET ER EM EN AD ADS ERA ETA SAT SEC LED LAX IRA IRS ADD TED CAD GIS SOS AKA MIT "
        "TEL EST PST CST MST GMT UTC VIP IPA FAQ ATM CIA FBI BBC NBC ABC CNN NBA NFL MLB NHL GDP CEO CFO CTO COO HR IP "
        "CIS DIS MAS PSI UTE BO EU UN"
    )
)


def _capitals(words: Lexicon, piece: str, before: str) -> str | None:
    """The pronunciation of a word in capitals among lower-case ones, as of initials; None if capitals mean stress."""
    low = piece.lower()
    if len(piece) == 2 and low in _TWO:
        return None
    if piece == "WHO":
        return words.spell(piece) if before == "the" else None
    if piece in ("SAT", "LED") and before in SUBJECTS:
        return None  # "he SAT down"
    if piece in _INITIALS or len(piece) == 2:
        return words.find(piece, "NOUN") if piece == "OK" else words.spell(piece)
    if words.known(low):
        return None
    entry = words.plain(piece)
    if entry is not None:
        return words.find(piece, "NOUN")
    known = words.plain(low) is not None or words.plain(piece.capitalize()) is not None
    readable = len(piece) > 3 and _HAS_VOWEL.search(piece) is not None
    inflected = len(piece) > 4 and words.find(low, "") is not None
    return None if (readable and (known or len(piece) > 5)) or inflected else words.spell(piece)


def _shouted(pieces: Sequence[str], position: int) -> bool:
    """Whether both neighbours, or two words on one side, are in capitals too, so that capitals have no meaning."""
    sides = (pieces[max(0, position - 2) : position], pieces[position + 1 : position + 3])
    longer = [[piece for each in side if len(piece := each.rstrip("\0")) > 1] for side in sides]
    capital = [all(piece.isupper() for piece in side) for side in longer]
    if all(capital):
        return any(longer)
    return any(own and len(side) == 2 for own, side in zip(capital, longer, strict=True))


def _unaccented(word: str) -> str:
    import unicodedata

    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def _compound(words: Lexicon, word: str) -> str | None:
    """Two dictionary words written as one ("voicebox"): the second half keeps a secondary stress."""
    for cut in range(len(word) - 3, 2, -1):
        first, second = word[:cut], word[cut:]
        if words.plain(first) is None or words.plain(second) is None:
            continue
        if len(first) < 3 or len(second) < 4 or not (_HAS_VOWEL.search(first) and _HAS_VOWEL.search(second)):
            continue
        if first not in _COMMON_FIRST and len(first) < 4:
            continue
        left, right = words.find(first, "NOUN"), words.find(second, "NOUN")
        if left and right:
            return stressed(left) + weakened(stressed(right))
    return None


_COMMON_FIRST = frozenset(
    [
        "sun",
        "day",
        "air",
        "sea",
        "car",
        "web",
        "net",
        "out",
        "off",
        "key",
        "bus",
        "box",
        "bed",
        "eye",
        "ear",
        "arm",
        "leg",
        "tea",
        "cup",
        "pop",
        "top",
        "big",
        "red",
        "hot",
        "ice",
        "fan",
        "gas",
    ]
)


def from_espeak(ipa: str, british: bool) -> str:
    """ESpeak's English IPA in Kokoro's symbols."""
    said = ipa
    for old, new in _FROM_ESPEAK:
        said = said.replace(old, new)
    if not british:
        said = said.replace("ɜːɹ", "ɜɹ").replace("ɜː", "ɜɹ").replace("ː", "").replace("ɒ", "ɑ")
        said = said.replace("o", "ɔ")
    return said.replace("e", "ɛ") if "e" in said else said


def _kokoro(said: str, british: bool) -> str:
    """The dictionary's flap and glottal stop in the model's symbols."""
    said = said.replace("ʔ", "t")
    return said if british else said.replace("ɾ", "T")
