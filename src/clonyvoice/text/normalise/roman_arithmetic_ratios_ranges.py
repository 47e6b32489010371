"""Figures in every language: Roman numerals, arithmetic, ratios and scores, ranges, time zones, files and paths.

Each language gives its words in `Figures`; `rules` makes the rules. All patterns are linear: what repeats is bounded
or begins with a character that cannot occur in what precedes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from clonyvoice.text.language_words import PRESSURES, RATINGS, listed
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said

_N = r"\d{1,15}(?:[.,]\d{1,15})?"
_OPERAND = rf"(?:{_N}|[A-Za-z])"
_OPERATOR = r"(?:[<>]=|[-+*/×·÷^<>=≤≥≠])"
# A plus or minus between a space and a figure belongs to the figure: "from -3 to +4".
_BETWEEN = rf"(?!\s[-+][^\s-])\s?{_OPERATOR}\s?-?"
_EXTENSIONS = (
    "txt|pdf|docx?|xlsx?|pptx?|csv|tsv|json|xml|ya?ml|toml|ini|cfg|conf|md|rst|html?|css|js|ts|tsx|jsx|py|ipynb|rb|rs|"
    "go|java|cpp|hpp|sh|bat|exe|dll|so|zip|tar|gz|rar|7z|iso|dmg|apk|mp3|mp4|wav|flac|ogg|opus|m4a|mkv|avi|mov|webm|"
    "jpe?g|png|gif|svg|bmp|tiff?|webp|psd|ttf|srt|vtt|log|sql|db|env|lock|onnx|gguf|epub|tex|odt"
)
FILE = re.compile(
    rf"(?<![\w./@\\-])(?P<name>[^\W_][\w-]{{0,63}}(?:\.[\w-]{{1,32}}){{0,2}}?)\.(?P<ending>{_EXTENSIONS})(?![\w@/-]|\.\w)",
    re.IGNORECASE,
)
_NAMED_ENDING = re.compile(
    rf"(?<=[\u3040-\u30ff\u3400-\u9fff가-힣])\.(?P<ending>{_EXTENSIONS})(?![A-Za-z0-9_@/-]|\.[A-Za-z0-9])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"(?<![\w./~@\\)\]-])\.(?=(?:env|gitignore|gitattributes|bashrc|zshrc|bash_profile|profile|npmrc|editorconfig|htaccess|"
    r"vimrc|dockerignore|eslintrc|prettierrc|ssh|config|git|github|vscode|cache|venv)(?![\w@/-]))"
)
_MORE = re.compile(r"(?<=\d)\+(?=[.,;:!?)\"'”»]|$|\s[^\W\d_])(?![.,]\d)")
"""The sign behind the least age or number: 18+."""
PATH = re.compile(
    r"(?<![\w/:.<~\\])(?:(?:~|\.{1,2})?(?:/[\w.@+-]{1,64}){2,16}/?|(?:~|\.{1,2})/[\w.@+-]{1,64}/?)(?<![.,])"
    r"|(?<![\w])[A-Za-z]:\\(?:[\w.@+-]{1,64}\\?){0,16}(?<![.,])"
)
_ARITHMETIC = re.compile(
    rf"(?<![\w.,$€£¥/@#-])(?<!\d:)-?{_OPERAND}(?:(?:{_BETWEEN}|\s:\s|:(?=\d{{1,6}}\s?=)){_OPERAND}(?![\w]|[.,]\d)){{1,12}}(?![-/])"
)
_TELLING = frozenset(("*", "×", "·", "÷", "^", "<", ">", "=", "≤", "≥", "≠", "+", "<=", ">="))
_PIECE = re.compile(rf"{_N}|[A-Za-z]|{_OPERATOR}|:")
_PATH_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
ZONE = re.compile(r"\b(?P<zone>UTC|GMT)(?P<gap>\s?)(?P<sign>[-+])\s?(?P<n>\d{1,2})(?::(?P<m>[0-5]\d))?(?!\w)")
RATIO = re.compile(
    r"(?<![\w:.,/-])(?P<a>\d{1,3}):(?P<b>\d{1,3}(?:[.,\u202f ]\d{3}){1,2}|\d{1,7})(?![\w:/-]|[.,]\d|\s?=\s?\d)"
)
_SCORE = re.compile(r"(?<![\w.,:/-])(?P<a>\d{1,3})[-–](?P<b>\d{1,2})(?![\w:/-]|[.,]\d|\s?[%°€$£])")
_SLASHED = re.compile(r"(?<![\w.,:/-])(?P<a>\d{1,3})/(?P<b>\d{1,3})(?![\w:/-]|[.,]\d)")
_ASPECTS = frozenset(
    ((16, 9), (9, 16), (4, 3), (3, 4), (3, 2), (2, 3), (4, 5), (5, 4), (1, 1), (21, 9), (16, 10))
)
_PICTURES = frozenset(
    listed(
        "video videos film films format aspect screen monitor tv crop picture pictures photo photos image vídeo vídeos "
        "pantalla formato foto imagen vidéo vidéos écran schermo schermi tela imagem bild bilder bildschirm fernseher "
        "foto fotos видео экран экране формат формате кадр фото वीडियो स्क्रीन"
    )
)
"""Words behind which 9:16 are the sides of a picture and no time."""
_THOUSANDS = re.compile(r"[\s\u202f]\d{3}")
_CONTEXT = 48  # characters before a ratio that may name it, chosen by hand
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
"""Values of the letters."""


@dataclass(frozen=True)
class Figures:
    """The words of one language for figures joined by signs."""

    number: Callable[[str], str]
    """A written number as said."""
    minus: str
    """The sign of a subtraction, and below zero where `below` is empty."""
    plus: str
    times: str
    divided: str
    equals: str
    less: str
    greater: str
    power: str
    dot: str
    slash: str
    backslash: str
    underscore: str
    colon: str
    tilde: str = field(default="", kw_only=True)
    ratio: Callable[[int, int], str]
    """A score or a ratio."""
    scale: Callable[[int, int], str]
    """A ratio behind a word that calls it one (scale, ratio)."""
    share: Callable[[int, int], str] | None
    """A number out of ten, twenty or a hundred; None where that is said as a fraction."""
    rated: Callable[[int, int], str] | None = field(default=None, kw_only=True)
    """A rating out of so many, where `share` is None."""
    over: Callable[[int, int], str]
    """Two figures one over the other, as of blood pressure."""
    aspect: Callable[[int, int], str] | None = field(default=None, kw_only=True)
    """The sides of a picture, where they are not said as a ratio."""
    half_and_half: Callable[[int, int], str]
    """Shares that make a hundred, and 24/7."""
    ratio_words: frozenset[str] = frozenset()
    """Words, in small letters, behind which 1:10 is a ratio and no time."""
    at_least: str = ""
    at_most: str = ""
    letters: Callable[[str], str] = lambda text: " ".join(text.upper())
    variable: Callable[[str], str] = str
    """The name of a letter that stands for a number."""
    endings: Mapping[str, str] = field(default_factory=dict)
    """Endings of files that are said as words."""
    glue: str = " "
    above: str = ""
    """The plus of a time zone, where it is not that of an addition."""
    below: str = ""
    """The minus of a number below zero, where it is not that of a subtraction."""
    ascii_words: bool = False
    """Whether figures stand next to words without a space, so that only Latin letters are part of them."""
    finish: Callable[[str], str] = str
    """The last change to the words of an equation."""


def rules(f: Figures) -> tuple[Rule, ...]:
    """The rules for figures joined by signs, most specific first; to be applied before those for dates and numbers."""
    signs = {
        "-": f.minus, "+": f.plus, "*": f.times, "×": f.times, "·": f.times, "÷": f.divided, "/": f.divided,
        "=": f.equals, "<": f.less, ">": f.greater, "^": f.power, "≤": f.at_most or f.less,
        "≥": f.at_least or f.greater, "<=": f.at_most or f.less, ">=": f.at_least or f.greater, ":": f.divided,
    }  # fmt: skip
    path_signs = {
        "/": f.slash, "\\": f.backslash, ".": f.dot, "_": f.underscore, ":": f.colon, "-": "", "~": f.tilde,
    }  # fmt: skip

    def made(pattern: re.Pattern[str], say: Callable[[re.Match[str]], Said]) -> Rule:
        if f.ascii_words:
            pattern = re.compile(pattern.pattern, (pattern.flags & re.IGNORECASE) | re.ASCII)
        return Rule(pattern, say)

    def joined(*words: str) -> str:
        return f.glue.join(word for word in words if word)

    def arithmetic(match: re.Match[str]) -> Said:
        pieces = _PIECE.findall(match.group())
        found = [piece for piece in pieces if piece in signs or piece == "≠"]
        numbers = sum(piece[0].isdigit() for piece in pieces)
        if not _TELLING.intersection(found) or "≠" in found:
            return None
        if not numbers and not {"=", "<", ">", "<=", ">="}.intersection(found):
            return None
        said = []
        for at, piece in enumerate(pieces):
            unary = piece == "-" and (at == 0 or pieces[at - 1] in signs)
            if unary:
                said.append(f.below or f.minus)
            elif piece in signs:
                said.append(signs[piece])
            else:
                said.append(f.number(piece) if piece[0].isdigit() else f.variable(piece.upper()))
        return f.finish(joined(*said))

    def zone(match: re.Match[str]) -> Said:
        said = joined(
            (f.below or f.minus) if match["sign"] == "-" else f.above or f.plus,
            f.number(match["n"].lstrip("0") or "0"),
        )
        if match["m"] and match["m"] != "00":
            said = joined(said, f.number(match["m"]))
        return [
            Reading(match.start("zone"), match.end("zone"), f.letters(match["zone"])),
            Reading(match.start("sign"), match.end(), said),
        ]

    def file(match: re.Match[str]) -> Said:
        name = match["name"]
        ending = match["ending"].lower()
        if ending in _WORDS and not match["name"].islower() and not match["name"].isupper():
            return None  # "Done.So", a full stop without a space
        if ending in f.endings:
            said = f.endings[ending]
        else:
            said = joined(
                *(
                    f.number(part) if part.isdigit() else f.letters(part)
                    for part in re.findall(r"\d|\D+", ending)
                )
            )
        return joined(pieces(name), f.dot, said)

    def ending(match: re.Match[str]) -> Said:
        """The ".png" behind a name in East Asian letters, which the other rules do not match."""
        short = match["ending"].lower()
        return f" {joined(f.dot, f.endings.get(short) or f.letters(short))} "

    def pieces(text: str) -> str:
        said = []
        for piece in _PATH_PIECE.findall(text):
            if piece.isdigit():
                said.append(f.number(piece) if len(piece) < 5 else " ".join(map(f.number, piece)))
            elif piece.isalpha():
                silent = piece == "usr" or (
                    len(piece) < 6 and piece.isascii() and not re.search(r"[aeiouy]", piece, re.IGNORECASE)
                )
                said.append(f.letters(piece) if silent else piece)
            else:
                said.append(path_signs.get(piece, ""))
        return joined(*said)

    def path(match: re.Match[str]) -> Said:
        text = match.group()
        if re.fullmatch(r"[\d/.-]+", text):
            return None
        return pieces(text)

    def ratio(match: re.Match[str]) -> Said:
        first, second = int(match["a"]), int(re.sub(r"\D", "", match["b"]))
        before = _words_before(match, 4)
        if f.ratio_words.intersection(before[-3:]):
            return f.scale(first, second)
        if (first, second) in _ASPECTS and _PICTURES.intersection(before[-4:]):
            return f.aspect(first, second) if f.aspect else f.ratio(first, second)
        if len(match["b"]) == 2 and second < 60 and first < 25:
            return None  # a time of day
        return f.ratio(first, second) if second < 100 else f.scale(first, second)

    def part_ratio(match: re.Match[str]) -> Said:
        """Ratios of a decimal figure to a whole one, 3.5:1, in the words for 1:1 with the first figure replaced."""
        return f.ratio(1, int(match["b"])).replace(f.number("1"), f.number(match["a"]), 1)

    def score(match: re.Match[str]) -> Said:
        first, second = int(match["a"]), int(match["b"])
        if first < second or match["a"].startswith("0") or (len(match["a"]) > 2 and second < 60):
            return None
        return f.ratio(first, second)

    def slashed(match: re.Match[str]) -> Said:
        first, second = int(match["a"]), int(match["b"])
        before = _words_before(match)
        if f.ratio_words.intersection(before) and not _THOUSANDS.match(match.string, match.end()):
            return f.scale(first, second)
        if (
            f.rated
            and second in (5, 10, 12, 20, 100)
            and 1 < first <= second
            and RATINGS.intersection(before)
        ):
            return f.rated(first, second)
        if PRESSURES.intersection(before) and second < first < 30:
            return f.over(first, second)
        if (first, second) in ((24, 7), (20, 20)) or (first + second == 100 and first >= 10 <= second):
            return f.half_and_half(first, second)
        if f.share is not None and second in (10, 20, 100) and 1 < first <= second:
            return f.share(first, second)
        if 70 <= first <= 260 and 30 <= second < first:
            return f.over(first, second)
        return None

    return (
        made(FILE, file),
        made(PATH, path),
        made(ZONE, zone),
        made(_ARITHMETIC, arithmetic),
        made(RATIO, ratio),
        made(_SLASHED, slashed),
        made(_SCORE, score),
        made(
            re.compile(r"(?<![\w:.,/-])(?P<a>\d{1,3}[.,]\d{1,2}):(?P<b>\d{1,3})(?![\w:/-]|[.,]\d)"),
            part_ratio,
        ),
        *(() if f.ascii_words else (Rule(_MORE, lambda _match: f.plus),)),
        Rule(_HIDDEN, lambda _match: f.dot),
        *((Rule(_NAMED_ENDING, ending),) if f.ascii_words else ()),
    )


def _words_before(match: re.Match[str], most: int = 3) -> list[str]:
    """The last words, in small letters, before a match."""
    before = match.string[max(0, match.start() - _CONTEXT) : match.start()].lower()
    return re.findall(r"[^\W\d_]+", before)[-most:]


_WORDS = frozenset(("so", "go", "env", "log", "lock", "md", "ts"))


def roman_value(text: str) -> int | None:
    """The value of `text` as a Roman numeral; None if it is none."""
    if not text or _ROMAN.fullmatch(text) is None:
        return None
    values = [_ROMAN_VALUES[char] for char in text]
    return sum(
        -value if any(later > value for later in values[index + 1 : index + 2]) else value
        for index, value in enumerate(values)
    )
