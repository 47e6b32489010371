"""The languages that can be spoken: codes, names, default voices, and which one a text is in."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass

from clonyvoice.text.errors import UnknownLanguage
from clonyvoice.text.language_model import chances


@dataclass(frozen=True, slots=True)
class Language:
    """A language: ISO 639-1 `code`, English and own `name`, and the preset that reads it best.

    `trained` is false where the model speaks it by phoneme transfer. `spaced` is false where words are written
    without spaces.
    """

    code: str
    name: str
    own_name: str
    voice: str
    trained: bool = True
    spaced: bool = True


# Voices chosen by word errors of recognised speech (benchmarks/results/word_errors.md).
LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", "English", "English", "af_heart"),
        Language("es", "Spanish", "Español", "ef_dora"),
        Language("fr", "French", "Français", "ff_siwis"),
        Language("it", "Italian", "Italiano", "if_sara"),
        Language("pt", "Portuguese", "Português", "pf_dora"),
        Language("hi", "Hindi", "हिन्दी", "hf_alpha"),
        Language("ja", "Japanese", "日本語", "jf_alpha", spaced=False),
        Language("zh", "Chinese", "中文", "zf_xiaoxiao", spaced=False),
        Language("ko", "Korean", "한국어", "jf_nezumi", trained=False),
        Language("de", "German", "Deutsch", "if_sara", trained=False),
        Language("ru", "Russian", "Русский", "hm_omega", trained=False),
    )
}
AUTO = "auto"
_ALIASES = {"jp": "ja", "cn": "zh", "kr": "ko", "cmn": "zh", "eng": "en", "kor": "ko", "jpn": "ja", "zho": "zh",
            "chi": "zh", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt",
            "hin": "hi", "rus": "ru"}  # fmt: skip
_NAMES = {
    name.lower(): language.code
    for language in LANGUAGES.values()
    for name in (language.name, language.own_name)
}


def resolve(language: str) -> str:
    """The code of a language given as any BCP 47 tag, ISO 639 code or name ("en-US" → "en", "Korean" → "ko").

    Raises UnknownLanguage. `auto` is not a language here: see `detect`.
    """
    tag = language.strip().lower().replace("_", "-")
    if tag in _NAMES:
        return _NAMES[tag]
    primary = tag.split("-", 1)[0]
    primary = _ALIASES.get(primary, primary)
    if primary not in LANGUAGES:
        raise UnknownLanguage(language, LANGUAGES)
    return primary


def british(language: str) -> bool:
    """Whether an English tag asks for British pronunciation (en-GB, en-IE, en-AU, en-NZ, en-ZA)."""
    tag = language.strip().lower().replace("_", "-")
    return tag.startswith(("en-gb", "en-uk", "en-ie", "en-au", "en-nz", "en-za"))


@dataclass(frozen=True, slots=True)
class Guess:
    """The `code` of the language that a text is likeliest in, and how sure that is: `confidence` from 0 to 1."""

    code: str
    confidence: float


SURE = 0.8
"""Below this a guess should be told to be one."""


def detect(
    text: str, among: Collection[str] | None = None, default: str = "en", usual: str | None = None
) -> str:
    """The code of the language that `text` is most likely in, out of `among` (all by default): see `guess`."""
    return guess(text, among, default, usual).code


def guess(
    text: str,
    among: Collection[str] | None = None,
    default: str = "en",
    usual: str | None = None,
    likely: Collection[str] = (),
) -> Guess:
    """The language that `text` is most likely in, out of `among` (all by default).

    Script first; Latin text by a model, its short words, endings and accents. Han without kana is Chinese where both
    are possible: a language that the caller knows always wins over this. Text without letters gives `default`.
    `usual` is the language of the text around: a short stretch needs clear signs of another to be taken for it.
    `likely` are languages that the caller uses (of the voice, of earlier requests): they win where signs are even.
    """
    allowed = [code for code in LANGUAGES if among is None or code in among] or list(LANGUAGES)
    fallback = default if default in allowed else allowed[0]
    counts = _script_counts(text)
    if not counts:
        return Guess(fallback, 0.0)
    kana, han = counts.get("kana", 0), counts.get("han", 0)
    # Ideographs carry more sound each than letters do.
    weights = {
        "hangul": counts.get("hangul", 0) * 2.0,
        "cjk": (kana + han) * 2.0,
        "cyrillic": float(counts.get("cyrillic", 0)),
        "devanagari": float(counts.get("devanagari", 0)),
        "latin": float(counts.get("latin", 0)),
    }
    for script in sorted(weights, key=lambda name: -weights[name]):
        if not weights[script]:
            break
        if script == "latin":
            found = _latin(text, [code for code in allowed if code in _HINTS], usual, likely)
        else:
            found = _of_script(script, kana, han, allowed, usual, likely)
        if found is not None:
            return found
    return Guess(fallback, 0.0)


def _of_script(
    script: str, kana: int, han: int, allowed: list[str], usual: str | None, likely: Collection[str]
) -> Guess | None:
    if script == "cjk":
        meant = usual == "ja" or (usual is None and "ja" in likely and "zh" not in likely)
        japanese = (kana > 0 and kana * 8 >= han) or (kana == 0 and meant)
        order = ("ja", "zh") if japanese else ("zh", "ja")
        code = next((code for code in order if code in allowed), None)
        sure = kana > 0 or not {"ja", "zh"} <= set(allowed) or han > _CLEARLY_CHINESE
        return None if code is None else Guess(code, 1.0 if sure else 0.7)
    single = {"hangul": "ko", "cyrillic": "ru", "devanagari": "hi"}[script]
    return Guess(single, 1.0) if single in allowed else None


_CLEARLY_CHINESE = 8
"""Ideographs in a row without kana, which Japanese hardly writes."""


def script_of(char: str) -> str | None:
    """The script of a letter: latin, hangul, kana, han, cyrillic, devanagari, greek, arabic, hebrew, thai, other.

    None for anything that is no letter.
    """
    point = ord(char)
    if not char.isalpha() and not (0x900 <= point < 0x980) and char not in "ー々":
        return None
    for first, last, name in _RANGES:
        if first <= point <= last:
            return name
    return "other"


_RANGES = (
    (0x41, 0x24F, "latin"), (0x250, 0x2AF, "latin"), (0x1E00, 0x1EFF, "latin"), (0x370, 0x3FF, "greek"),
    (0x400, 0x52F, "cyrillic"), (0x590, 0x5FF, "hebrew"), (0x600, 0x77F, "arabic"), (0x8A0, 0x8FF, "arabic"),
    (0x900, 0x97F, "devanagari"), (0xE00, 0xE7F, "thai"), (0x1100, 0x11FF, "hangul"), (0x3005, 0x3007, "han"),
    (0x3040, 0x30FF, "kana"), (0x3130, 0x318F, "hangul"), (0x31F0, 0x31FF, "kana"), (0x3400, 0x4DBF, "han"),
    (0x4E00, 0x9FFF, "han"), (0xAC00, 0xD7A3, "hangul"), (0xF900, 0xFAFF, "han"), (0xFB50, 0xFDFF, "arabic"),
    (0xFE70, 0xFEFF, "arabic"), (0xFF21, 0xFF5A, "latin"), (0xFF66, 0xFF9F, "kana"), (0x20000, 0x3134F, "han"),
)  # fmt: skip


def _script_counts(text: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for char in text[:4000]:
        script = script_of(char)
        if script is not None:
            counts[script] = counts.get(script, 0) + 1
    return counts


# For each Latin-script language: frequent short words, letters that (nearly) only it has, and frequent word parts.
_HINTS: dict[str, tuple[str, str, str]] = {
    "en": (
        "the and of to in is it that you he was for on are with as i his they be at one have this from or had by "
        "not but what all were we when your can said there use an each which she do how their if will up about out "
        "many then them these so some her would make like him into time has look two more go see no way could my "
        "than been who its now did get come made may part hello please thanks thank good morning why where yes "
        "don't i'm it's let's i'll am me very good day night world us our what's that's read just old new",
        "",
        "th wh ght ing igh ould sh ck ee oo ly",
    ),
    "es": (
        "el la de que y a en un ser se no haber por con su para como estar tener le lo todo pero más hacer o poder "
        "decir este ir otro ese si me ya ver porque dar cuando él muy sin vez mucho saber qué sobre mi alguno mismo "
        "yo también hasta año dos querer entre así primero desde grande eso ni nos llegar pasar tiempo ella sí día "
        "uno bien poco los las del al una es son está están hola gracias buenos buenas días cómo dónde esta estoy "
        "hay fue era tiene eres soy mañana casa aquí hoy usted por favor",
        "ñ¿¡",
        "ción ió ll ue ie os as ando iendo dad",
    ),
    "fr": (
        "le la les de des du un une et à en être avoir que qui ne pas pour dans ce il elle sur se son sa ses plus "
        "par je avec tout faire nous vous mais comme ou si leur y dire au aux aller bien où sans tu on c'est est "
        "sont cette ces très était même aussi j'ai l'on d'un d'une qu'il n'est bonjour merci oui non s'il moi toi "
        "mon ma mes ton ta tes votre notre quel quelle où chez peu trop ici demain hier aujourd'hui suis ont sommes "
        "plaît ça va fait été",
        "œçùûêèâîë",
        "eau eux oux ais ait ez tion ent qu' l' d' j' ain ois",
    ),
    "it": (
        "il lo la i gli le di a da in con su per tra fra e che è non un una uno sono mi si ho ha hanno del della "
        "dei delle degli al alla ai alle dal dalla nel nella sul sulla come ma anche più questo questa quello "
        "quella cosa se io tu lui lei noi voi loro molto essere avere fare dire andare ciao grazie buongiorno "
        "buonasera dove quando perché oggi domani ieri bene bello tutto tutti sei siamo era c'è mio mia piace ci "
        "vorrei prego sempre mai ogni",
        "ìò",
        "zione gli cch gn ss zz ono are ere ire ato etto ella",
    ),
    "pt": (
        "o a os as de do da dos das em no na nos nas um uma e que é não se por para com como mais mas foi ao ele "
        "ela eles à seu sua ou ser quando muito há já está eu também só pelo pela até isso entre era depois sem "
        "mesmo aos ter seus quem meu minha você vocês obrigado obrigada olá bom boa dia tudo bem onde são tem "
        "estou hoje amanhã ontem fazer aqui estão num numa porque nós lhe fim sim",
        "ãõ",
        "ção ções lh nh ão õe inh ado eir ou",
    ),
    "de": (
        "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er "
        "hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor "
        "zur bis mehr durch man sein wurde sei hatte kann gegen vom können schon wenn habe seine ihre dann unter "
        "wir ich du ihr mich dich guten tag morgen danke bitte hallo heute wo was wer warum wie viel sehr gut kein "
        "keine mein dein uns euch bin bist ja nein",
        "ßäöü",
        "sch ung ch ei ie ich cht keit heit tz pf zw",
    ),
}
_SHORT_WORDS = {code: frozenset(words.split()) for code, (words, _, _) in _HINTS.items()}


def short_words(code: str) -> frozenset[str]:
    """Frequent short words of a language, in small letters; none where they are not kept."""
    return _SHORT_WORDS.get(code, frozenset())


_PARTS = {code: tuple(parts.split()) for code, (_, _, parts) in _HINTS.items()}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ACCENTS = {"á": "es pt", "é": "es fr pt it", "í": "es pt", "ó": "es pt", "ú": "es pt it", "à": "fr it pt",
    "â": "fr pt",
            "ê": "fr pt", "ô": "fr pt", "ç": "fr pt", "ü": "de es", "è": "fr it", "ù": "fr it", "ì": "it",
            "ò": "it"}  # fmt: skip


_HINT_WEIGHT = (
    0.8  # of short words and endings beside the model's logarithmic chances, tuned on phrases/tuned.tsv
)
_LEAST_CHANCE = 0.001
_LIKELY = math.log(6.0)  # how much more a language is expected that the caller uses
_USUAL = math.log(8.0)  # … and that of the text around


def _latin(text: str, allowed: list[str], usual: str | None, likely: Collection[str]) -> Guess | None:
    """The likeliest of the Latin-script languages `allowed`; `usual` is kept unless another is clearly likelier."""
    if not allowed:
        return None
    found = _latin_chances(text, allowed)
    prior = {code: _LIKELY * (code in likely) + _USUAL * (code == usual) for code in allowed}
    weights = {code: found[code] * math.exp(prior[code]) for code in allowed}
    best = max(allowed, key=lambda code: (weights[code], code == "en"))
    return Guess(best, weights[best] / sum(weights.values()))


def _latin_chances(text: str, allowed: list[str]) -> dict[str, float]:
    """The chance of each Latin-script language `allowed`: the model's and that of its words and letters together."""
    found = chances(text)
    hints = _latin_scores(text, allowed)
    logs = {
        code: math.log(max(found.get(code, 0.0), _LEAST_CHANCE) if found else 1.0)
        + _HINT_WEIGHT * hints[code]
        for code in allowed
    }
    highest = max(logs.values())
    weights = {code: math.exp(value - highest) for code, value in logs.items()}
    total = sum(weights.values())
    return {code: weight / total for code, weight in weights.items()}


def _latin_scores(text: str, allowed: list[str]) -> dict[str, float]:
    sample = text[:2000].lower()
    words = _WORD.findall(sample)
    scores = dict.fromkeys(allowed, 0.0)
    for code in allowed:
        only = _HINTS[code][1]
        score = 2.5 * sum(sample.count(letter) for letter in only)
        for word in words:
            plain = word.replace("’", "'")
            if plain in _SHORT_WORDS[code]:
                score += 1.5 if len(plain) > 1 else 0.7
            score += 0.35 * sum(part in plain for part in _PARTS[code])
        score += 0.8 * sum(
            sample.count(letter) for letter, codes in _ACCENTS.items() if code in codes.split()
        )
        scores[code] = score
    return scores
