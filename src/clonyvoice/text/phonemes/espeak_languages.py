"""Languages that eSpeak reads, in Kokoro's symbols: Spanish, French, Italian, Portuguese, Hindi, German, Russian."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clonyvoice.text.language_words import listed
from clonyvoice.text.phonemes import espeak, french_liaison

_VOICES = {
    "es": "es",
    "fr": "fr",
    "it": "it",
    "pt": "pt-br",
    "hi": "hi",
    "de": "de",
    "ru": "ru",
    "el": "el",
    "ar": "ar",
    "he": "he",
}
# Letters tied with ^ that are one symbol for the model, as in its training data.
_COMMON = (
    ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^z", "ʣ"), ("d^ʒ", "ʤ"), ("e^ɪ", "A"), ("o^ʊ", "O"), ("ə^ʊ", "Q"), ("s^s", "S"),
    ("t^s", "ʦ"), ("t^ʃ", "ʧ"), ("ɔ^ɪ", "Y"),
)  # fmt: skip
_OWN: dict[str, tuple[tuple[str, str], ...]] = {
    "de": (
        ("d^ʑ", "ʥ"), ("p^f", "pf"), ("ɔ^ø", "Y"), ("ɔ^y", "Y"), ("^", ""), ("ɔø", "Y"), ("ɔɪ", "Y"),
        ("aɪ", "I"), ("aʊ", "W"),
        ("ts", "ʦ"), ("tʃ", "ʧ"), ("ʏ", "y"), ("ʊ", "u"), ("ɜ", "ɐ"), ("ɑ", "a"), ("\u0329", ""), ("\u032f", ""),
    ),
    "ru": (
        ("t^ɕ", "ʨ"), ("d^ʑ", "ʥ"), ("ɪ^", "ɪ"), ("^", ""), ("jj", "j"), ("y", "ɨ"), ("ɫ", "l"), ("ts",
        "ʦ"), ("tɕ", "ʨ"), ("tʃ", "ʧ"), ("ʑ", "zʲ"), ("ɕɕ", "ɕː"),
        ("ʂ", "ʃ"), ("ʐ", "ʒ"), ("ɭ", "l"), ("\u0303", ""), ("\u031d", ""), ("\u032a", ""), ('"', "ʲ"),
        ("ɵ", "o"), ("ʉ", "u"),
    ),
}  # fmt: skip


def phonemes(spoken: Sequence[str], pauses: Sequence[bool], language: str) -> list[str]:
    """The pronunciation of each of the `spoken` items of one text; each stretch between pauses is read as a whole."""
    voice = _VOICES[language]
    out: list[str] = []
    start = 0
    for index in range(len(spoken)):
        if pauses[index] or index == len(spoken) - 1:
            items = spoken[start : index + 1]
            written = [_german_letters(item) for item in items] if language == "de" else items
            read = espeak.words(written, voice)
            if language == "fr":
                read = french_liaison.unlinked(items, read)
            for item, found in zip(items, read, strict=True):
                said = _STRESSED.get(item.lower(), found) if language == "ru" else found
                said = _with_final_ig(item, said) if language == "de" else said
                leans = language == "ru" and len(items) > 1 and item.lower() in _LEANING
                out.append(_kokoro(said.replace("ˈ", "") if leans else said, language))
            start = index + 1
    return out


# Letters of other languages that eSpeak's German reads as two vowels: Œuvre, Ærø.
_GERMAN_LETTERS = str.maketrans({"œ": "ö", "Œ": "Ö", "æ": "ä", "Æ": "Ä", "ø": "ö", "Ø": "Ö"})


def _german_letters(item: str) -> str:
    """A German word in letters that eSpeak's German knows."""
    return item.replace("œu", "ö").replace("Œu", "Ö").translate(_GERMAN_LETTERS)


# Frequent Russian words that eSpeak stresses on the wrong syllable (of homographs the likelier one), in its notation.
_STRESSED = {
    "моя": "mʌjˈɑ", "потом": "pʌtˈom", "уже": "uʒˈɛ", "глаза": "ɡlʌzˈɑ", "жара": "ʒarˈɑ", "жила": "ʒylˈɑ",
    "спала": "spalˈɑ", "дорогой": "dʌrʌɡˈoj", "свекла": "sʲvʲˈokla", "щавель": "ɕavʲˈelʲ", "шарфы": "ʃˈɑrfy",
    "берег": "bʲˈerʲik", "берега": "bʲˈerʲiɡa", "города": "ɡˈorʌda", "вечера": "vʲˈet^ʃʲira", "поезда": "pˈojizda",
    "доктора": "dˈoktʌra", "холода": "xˈolʌda", "острова": "ˈostrʌva", "номера": "nˈomʲira", "голоса": "ɡˈolʌsa",
    "паспорта": "pˈaspʌrta", "сорок": "sˈorʌk", "сорока": "sʌrʌkˈɑ",
}  # fmt: skip
# Russian clitics: pronounced as one word with the next, without stress of their own.
_LEANING = frozenset(
    listed(
        "в во на с со к ко у о об от до из за по под над при про для без не ни и а но да же бы ли то из-за"
    )
)
# eSpeak writes r or ɾ for every German r. Before a vowel it is a tap, as in the south: the French r is lost there in
# other voices than the French one ("Regen" was heard as "hicken"). Behind a short vowel it is the French one,
# behind a long vowel a vowel of its own; the ending -er is heard better with both.
_BEFORE_VOWEL = "[ˈˌ]?[aeiouyɐɔəɛɪœøIWY]"
_GERMAN_R = re.compile(f"r(?={_BEFORE_VOWEL})")
_GERMAN_SHORT_R = re.compile(f"(?<=[aɛɪɔuœy])[ɾr](?!{_BEFORE_VOWEL})")
_GERMAN_CODA = re.compile(f"[ɾr](?!{_BEFORE_VOWEL})")
_GERMAN_ER = re.compile(r"ɐ(?=n?(?: |$))")
# The ending -ig as in the south ("zwanzik"): of "ɪç" the German presets leave nothing that is heard ("dreißig" was
# heard as "drei C", "sechsundsechzig" as "sechzehn").
_GERMAN_IG = re.compile(r"ɪç$")
# Italian gl is long between vowels, as eSpeak has it of gn.
_ITALIAN_GL = re.compile(r"(?<=[aeiouɛɔɪʊ])ʎ")
# Italian possessives are stressed words; half stressed they run into the next one ("mia nonna" is heard as "mianonna").
_ITALIAN_POSSESSIVE = re.compile(r"(?<=^[mst])ˌ(?=(?:io|ia|ʊo|ʊa)$)")
_SOFT_BEFORE_BACK = re.compile(r"ʲ(?=[ˈˌ]?[aɑoɔuʌɐ])")
_SOFT_REDUCED = re.compile(r"(?<=[ʲʧʨ])[ʌə](?=.)")


def _with_final_ig(item: str, said: str) -> str:
    """The IPA of German words, of those in -ig with a k at the end."""
    written, found = item.split(), said.split(" ")
    if len(written) != len(found):
        return said
    return " ".join(
        _GERMAN_IG.sub("ɪk", sound) if word.lower().endswith("ig") else sound
        for word, sound in zip(written, found, strict=True)
    )


def _kokoro(ipa: str, language: str) -> str:
    said = ipa
    for old, new in _COMMON + _OWN.get(language, ()):
        said = said.replace(old, new)
    if language == "ru":
        # Unstressed я and е behind a soft consonant are near i, but for the last sound of a word.
        # The model reads the sign of softness as a vowel: left out, or j before a back vowel, it is heard better.
        said = _SOFT_REDUCED.sub("ɪ", said)
        said = _SOFT_BEFORE_BACK.sub("j", said.replace("ʧʲ", "ʧ")).replace("ʲ", "")
    said = said.replace("^", "").replace("-", "")
    if language == "de":
        said = _GERMAN_SHORT_R.sub("ʁ", _GERMAN_ER.sub("ɐʁ", said))
        said = _GERMAN_R.sub("ɾ", _GERMAN_CODA.sub("ɐ", said))
    elif language == "it":
        said = _ITALIAN_POSSESSIVE.sub("ˈ", _ITALIAN_GL.sub("ʎʎ", said))
    return said.replace("tt", "t") if language == "fr" else said  # a liaison behind a t that sounds anyway
