"""Sounds that people write: hushes, laughter, stutters, words drawn out, words in capitals for stress."""

from __future__ import annotations

import re
from collections.abc import Callable

from clonyvoice.text.language_words import listed, short_words
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import roman_value

# Whole words, any case, and their sounds.
_SOUNDS = (
    (r"s+h{2,}|s{2,}h+|sh(?=[,!.…?])", "ʃː"),
    (r"sch+t*(?=[,!.…?])", "ʃː"),
    (r"h+m+p+h*", "hmfː"),
    (r"m+-?h+m+", "mhˈm"),
    (r"h+m+|h+m+m+", "hmː"),
    (r"m{2,}", "mː"),
    (r"p+f{1,}t+|p+f{2,}", "pfːt"),
    (r"p+s+t+", "psːt"),
    (r"s{2,}t+", "sːt"),
    (r"b+r{2,}", "bɹː"),
    (r"g+r{2,}", "ɡɹː"),
    (r"z{3,}", "zː"),
    (r"t+s{2,}|т+с{2,}|ц{2,}", "ʦː"),
    (r"tsk", "tˈɪsk"),
    (r"u+g+h+", "ˈʌɡ"),
    (r"a+r+g+h+", "ˈɑɹɡ"),
    (r"u+m{2,}", "ˈʌm"),
    (r"e+r+m+", "ˈɜɹm"),
    (r"e+w{2,}", "jˈu"),
    (r"ш{2,}|ш", "ʃː"),
    (r"[хг]+м+", "xmː"),
    (r"м{2,}", "mː"),
    (r"м+г+м+", "mxˈm"),
    (r"п+с{2,}т*|п+ст+", "psːt"),
    (r"п+ф{2,}|т+ф+у*ф+", "pfː"),
    (r"б+р{2,}", "brː"),
)
_LETTERS = r"(?<![\w'-])(?<!\d )(?:{})(?![\w-]|')"
_LAUGHTER = re.compile(
    r"(?<![\w'-])(?P<h>[bm]?(?:(?:h[aeio]){2,40}h?|(?:[aeo]h){2,40}[aeo]?|(?:j[aei]){2,40}j?|(?:х[аеио]){2,40}х?"
    r"|(?:ах){2,40}а?|(?:हा){2,40}|k{4,60}))(?!\w)",
    re.IGNORECASE,
)
_STUTTER = re.compile(
    r"(?<![\w'-])(?P<sound>th|wh|sh|ch|ph|[^\W\d_])-(?:(?P=sound)-){0,6}(?=(?P=sound)[^\W\d_]|I\b)",
    re.IGNORECASE,
)
_NO_STUTTER = re.compile(r"t-test|(?:e-e|x-x|d-d|b-b)(?![^\W\d_])|a-a[^\W\d_]*-", re.IGNORECASE)
_NUMERALS = re.compile(r"[IVX]-[IVX]{2,6}(?!\w)")
_ONSETS = {
    "b": "bə", "c": "kə", "d": "də", "f": "fː", "g": "ɡə", "h": "hː", "j": "ʤə", "k": "kə", "l": "lː",
    "m": "mː", "n": "nː",
    "p": "pə", "q": "kə", "r": "ɹː", "s": "sː", "t": "tə", "v": "vː", "w": "wː", "x": "z", "y": "jː",
    "z": "zː", "th": "ðː",
    "wh": "wː", "sh": "ʃː", "ch": "ʧː", "ph": "fː", "б": "bə", "в": "vː", "г": "ɡə", "д": "də", "ж": "ʒː", "з": "zː",
    "к": "kə", "л": "lː", "м": "mː", "н": "nː", "п": "pə", "р": "rː", "с": "sː", "т": "tə", "ф": "fː",
    "х": "xː", "ц": "ʦː",
    "ч": "ʧː", "ш": "ʃː", "щ": "ɕː", "й": "jː",
}  # fmt: skip
_OWN_ONSETS = {
    "es": {"j": "xː", "z": "θː", "r": "rː", "v": "bə"}, "fr": {"j": "ʒː", "r": "ʁː", "ch": "ʃː", "th": "tə"},
    "de": {"j": "jː", "w": "vː", "v": "fː", "z": "ʦː", "s": "zː", "r": "ʁː", "ch": "çː", "th": "tə"},
    "pt": {"j": "ʒː", "r": "xː", "ch": "ʃː", "th": "tə"}, "it": {"r": "rː", "j": "jː", "th": "tə"},
}  # fmt: skip
_VOWELS = frozenset("aeiouyáéíóúàèìòùâêîôûäëïöüãõåæœøаеёиоуыэюя")
_DRAWN = re.compile(r"(?<![\w'.@/-])[^\W\d_]{3,40}(?![\w@/-])")
_SMALL = "abcdefghijklmnopqrstuvwxyzèéºª"
"""Letters of the endings of Roman numerals."""
_RUN = re.compile(r"(.)\1{2,}", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w.'@/-])[^\W\d_]{2,30}(?![\w@/-]|\.\w)")
_MORE_WORDS = {
    "es": "sal ven ya mal fin voy vas mío mía dos tres muy nunca siempre alto para corre ayuda basta ahora jamás fue "
    "mil vez voz luz paz sol mar sur rey ley uno una pie has don ese esa tan tal ahí aún di sé ve da oro "
    "año hijo ojo ajo",
    "fr": "moi toi lui non oui fin pas mal fou stop vite jamais assez aide deux trois ici ça est sors va feu "
    "eau air mer roi "
    "loi foi bon jeu ami vie rue mot dix six mon ton son les des une toi sol cri",
    "it": "mio mia via vai no sì ora due tre qui basta aiuto mai fine dio zio zia poi già giù qua oro età uno "
    "una dai fai amo "
    "re tu va fa sta di",
    "pt": "meu minha fim vai já mal dois três não sai pare agora nunca dez mil paz luz voz vez sol mar mãe pai "
    "céu rei lei sul "
    "tua sua teu dar ver ser vir lá cá só nós fui vou amo uma ovo rua",
    "de": "weg geh komm halt los nun gut gar tot rot nie stopp raus hilfe zwei drei nein ganz mut tor tag ort "
    "arm ohr hin her "
    "alt neu wir dir mal",
    "ru": "нет да мой моя моё мои что как все всё очень там тут уже ещё вот кто где так он она они мы вы это "
    "стоп сам",
}


def first(language: str) -> tuple[Rule, ...]:
    """The rules applied before all others of a language."""
    onsets = {**_ONSETS, **_OWN_ONSETS.get(language, {})}

    def sound(phonemes: str) -> Callable[[re.Match[str]], Said]:
        return lambda match: (
            None if match.group() == "MM" else [Reading(match.start(), match.end(), match.group(), phonemes)]
        )

    def stutter(match: re.Match[str]) -> Said:
        if _NO_STUTTER.match(match.string, match.start()) or _NUMERALS.match(match.string, match.start()):
            return None
        letter = match["sound"].lower()
        width = len(letter)
        phonemes = onsets.get(letter) or onsets.get(letter[0])
        return [
            Reading(
                at,
                at + width,
                match.string[at : at + width],
                phonemes if letter[0] not in _VOWELS or (letter == "y" and language == "en") else None,
            )
            for at in range(match.start(), match.end(), width + 1)
        ]

    def laughter(match: re.Match[str]) -> Said:
        text = match["h"].lower()
        if text[0] == "k":
            return "ha ha ha" if language == "pt" else None
        if text[0] == "j" and language != "es":
            return None
        if language == "hi":
            return " ".join(["हा"] * min(text.count("हा"), 6))
        if text[0] in "bm":
            text = text[1:]
        if text[0] in "aeo" and len(text) > 3:
            return " ".join([text[0], *(text[at : at + 2] for at in range(1, len(text) - 1, 2))][:6])
        beats = [text[at : at + 2] for at in range(0, len(text) - 1, 2)][:6]
        return " ".join(beats)

    def drawn(match: re.Match[str]) -> Said:
        word = match.group()
        if _RUN.search(word) is None or word.lower().startswith("www"):
            return None
        if roman_value(word.rstrip(_SMALL)) is not None and len(word) - len(word.rstrip(_SMALL)) < 5:
            return None  # XVIIIe, XXIIIrd
        single = _RUN.sub(r"\1", word)
        if word.isupper() and not _VOWELS.intersection(word.lower()):
            return None  # "СССР", an initialism
        if len(single) == 1 and len(word) == 3 and word.isupper():
            return "triple A" if (word, language) == ("AAA", "en") else None
        if language == "en":
            return _english(word, single)
        if len(single) == 1 and (language != "ru" or single.lower() not in "аоуэ"):
            return None
        return single

    made = [Rule(_LAUGHTER, laughter), Rule(_STUTTER, stutter)]
    made += [
        Rule(re.compile(_LETTERS.format(pattern), re.IGNORECASE), sound(phonemes))
        for pattern, phonemes in _SOUNDS
        if not (pattern.startswith("ш") and language != "ru")
    ]
    if language == "ja":
        made.append(Rule(_HIRAGANA_LAUGHTER, lambda match: match.group()[:5].translate(_KATAKANA)))
    if language not in ("ja", "zh", "ko", "hi"):
        made.append(Rule(_DRAWN, drawn))
    return tuple(made)


_HIRAGANA_LAUGHTER = re.compile(
    r"(?<![ぁ-ゖ])(?:[あわが]?は{3,20}|[あわが]は{2,20}|え?へ{2,20}|う?ふ{2,20}|い?ひ{2,20})(?![ぁ-ゖ])"
)
"""Laughter, whose last は is no particle: ははは."""
_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def _english(word: str, single: str) -> str | None:
    from clonyvoice.text.english_lexicon import lexicon

    words = lexicon(british=False)
    double = _RUN.sub(r"\1\1", word)
    if words.known(double.lower()):
        return double
    return single if words.known(single.lower()) else None


def last(language: str) -> tuple[Rule, ...]:
    """The rules applied after all others: words in capitals, in languages without a dictionary here."""
    if language not in _MORE_WORDS:
        return ()
    common = short_words(language) | frozenset(listed(_MORE_WORDS[language]))

    def stressed(match: re.Match[str]) -> Said:
        word = match.group()
        if not word.isupper() or (roman_value(word) is not None and word.lower() not in common):
            return None
        low = word.lower()
        if len(low) != len(word):
            return None
        if low in common or _shouted(match, common):
            return (
                [Reading(match.start(), match.end(), low, written=True)]
                if _VOWELS.intersection(low)
                else None
            )
        if low == "wlan" and language == "de":
            return "W Lan"
        if low in _INITIALISMS or (word.isascii() and len(word) < 6 and not _speakable(low)):
            return " ".join(word)
        if word.isascii() and len(word) < 4 and low not in _ACRONYMS:
            return " ".join(word) if language != "ru" else None
        return [Reading(match.start(), match.end(), low, written=True)] if _VOWELS.intersection(low) else None

    return (Rule(_WORD, stressed),)


_ACRONYMS = frozenset(
    listed("onu iva nasa nato otan fifa uefa rai pil sim pin zip gif ram rom lan spa fiat seat ata nas eta")
)
"""Initialisms of up to three letters, and others, that are said as words."""
_INITIALISMS = frozenset(
    listed("ibge inss cgil adac html http https url usb cpf sus ipva iptu bbva urss sncf ratp")
)
_ONSETS_OF_TWO = frozenset(
    listed(
        "bl br ch cl cr dr fl fr gh gl gn gr kl kn kr ll pf ph pl pr ps qu rh sc sh sk sl sm sn sp sq st sv "
        "sw th tr tw vl vr wh wr zw gw gu ts tz"
    )
)


def _speakable(low: str) -> bool:
    """Whether letters can be a word: a vowel, and no more consonants before or between them than words have."""
    if not _VOWELS.intersection(low):
        return False
    head = re.match(r"[^aeiouyáéíóúäöüãõâêô]*", low)
    start = head.group() if head else ""
    if len(start) > 3 or (len(start) > 1 and start[:2] not in _ONSETS_OF_TWO):
        return False
    return re.search(r"[^aeiouyáéíóúäöüãõâêô]{5}|[^aeiouylnrstmkgdpfz]{3}$", low) is None


_NEXT = re.compile(r"[^\w.!?]{1,3}([^\W\d_]{2,30})(?!\w)")
_PREVIOUS = re.compile(r"(?<!\w)([^\W\d_]{2,30})[^\w.!?]{1,3}$")


def _shouted(match: re.Match[str], common: frozenset[str]) -> bool:
    """Whether a word next to this one is in capitals too and no initialism."""
    text = match.string
    around = [
        _NEXT.match(text, match.end()),
        _PREVIOUS.search(text[max(0, match.start() - 34) : match.start()]),
    ]
    return any(
        found is not None
        and found[1].isupper()
        and (len(found[1]) > 3 or found[1].lower() in common)
        and bool(_VOWELS.intersection(found[1].lower()))
        for found in around
    )
