"""Names that other vendors use for models, which stand for the embedded ones, and for languages.

Models are found by pattern, so that new dated names work too. Languages are OpenAI's English names and ElevenLabs'
three letters (ISO 639-3).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from clonyvoice.core.errors import NotFound

OPENAI_SPEECH: Final = ("kokoro", "tts-1", "tts-1-hd", "gpt-4o-mini-tts")
OPENAI_TRANSCRIPTION: Final = (
    "whisper-base", "whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "gpt-transcribe",
)  # fmt: skip
ELEVENLABS_SPEECH: Final = (
    "kokoro", "eleven_multilingual_v2", "eleven_flash_v2_5", "eleven_flash_v2", "eleven_turbo_v2_5", "eleven_v3",
)  # fmt: skip
ELEVENLABS_TRANSCRIPTION: Final = ("whisper-base", "scribe_v1", "scribe_v2")
"""Names that are listed; more are taken."""

_SPEECH: Final = re.compile(
    r"(.*/)?(kokoro.*|.*kokoro-82m.*|tts|tts-\d.*|gpt-.*tts.*|eleven_.*)", re.IGNORECASE
)
_TRANSCRIPTION: Final = re.compile(
    r"(.*/)?((.*-)?whisper.*|gpt-.*transcribe.*|scribe(_.*)?"
    r"|(ggml-|distil-)?(tiny|base|small|medium|large)((\.en|-v\d(\.\d)?|-turbo|-q\d_\d)*)(\.bin)?|turbo)",
    re.IGNORECASE,
)
"""Whisper's sizes are names of their own in faster-whisper, whisper.cpp and what is built on them."""


class ModelNameUnknown(NotFound):
    """The request names a model that is not served here."""

    code = "model_not_served"

    def __init__(self, name: str, known: tuple[str, ...], param: str) -> None:
        super().__init__(
            f"There is no model {name[:80]!r} here. Use one of: {', '.join(known)}; dated names of the same"
            " families are taken too.",
            param=param,
        )


def speech_engine(
    name: str,
    known: tuple[str, ...] = OPENAI_SPEECH,
    param: str = "model",
    engines: Sequence[str] = (),
) -> str | None:
    """The engine selected by a speech model's name: one of `engines`, or None for another vendor's name.

    Those stand for whatever speaks by default. Raises ModelNameUnknown.
    """
    if name.strip() in engines:
        return name.strip()
    if _SPEECH.fullmatch(name.strip()) is None:
        raise ModelNameUnknown(name, (*known, *engines), param)
    return None


def larger_engines(ids: Sequence[str]) -> tuple[str, ...]:
    """The engines that have names of their own here: all but the default one, which other vendors' names stand for."""
    return tuple(ids[1:])


def check_transcription_model(
    name: str, known: tuple[str, ...] = OPENAI_TRANSCRIPTION, param: str = "model"
) -> None:
    """Raise ModelNameUnknown unless the name is one of a recogniser that Whisper can stand for."""
    if _TRANSCRIPTION.fullmatch(name.strip()) is None:
        raise ModelNameUnknown(name, known, param)


_TABLE: Final = """
en eng english|zh zho chinese|de deu german|es spa spanish|ru rus russian|ko kor korean|fr fra french|ja jpn japanese
pt por portuguese|tr tur turkish|pl pol polish|ca cat catalan|nl nld dutch|ar ara arabic|sv swe swedish|it ita italian
id ind indonesian|hi hin hindi|fi fin finnish|vi vie vietnamese|he heb hebrew|uk ukr ukrainian|el ell greek|ms msa malay
cs ces czech|ro ron romanian|da dan danish|hu hun hungarian|ta tam tamil|no nor norwegian|th tha thai|ur urd urdu
hr hrv croatian|bg bul bulgarian|lt lit lithuanian|la lat latin|mi mri maori|ml mal malayalam|cy cym welsh|sk slk slovak
te tel telugu|fa fas persian|lv lav latvian|bn ben bengali|sr srp serbian|az aze azerbaijani|sl slv slovenian
kn kan kannada|et est estonian|mk mkd macedonian|br bre breton|eu eus basque|is isl icelandic|hy hye armenian
ne nep nepali|mn mon mongolian|bs bos bosnian|kk kaz kazakh|sq sqi albanian|sw swa swahili|gl glg galician
mr mar marathi|pa pan punjabi|si sin sinhala|km khm khmer|sn sna shona|yo yor yoruba|so som somali|af afr afrikaans
oc oci occitan|ka kat georgian|be bel belarusian|tg tgk tajik|sd snd sindhi|gu guj gujarati|am amh amharic
yi yid yiddish|lo lao lao|uz uzb uzbek|fo fao faroese|ht hat haitian creole|ps pus pashto
tk tuk turkmen|nn nno nynorsk|mt mlt maltese
sa san sanskrit|lb ltz luxembourgish|my mya myanmar|bo bod tibetan|tl tgl tagalog|mg mlg malagasy|as asm assamese
tt tat tatar|haw haw hawaiian|ln lin lingala|ha hau hausa|ba bak bashkir|jw jav javanese|su sun sundanese
yue yue cantonese
"""
_ROWS: Final = [row.split(" ", 2) for line in _TABLE.split("\n") for row in line.split("|") if row]
_LETTERS: Final = {code: letters for code, letters, _ in _ROWS}
_NAMES: Final = {code: name for code, _, name in _ROWS}
_CODES: Final = {letters: code for code, letters, _ in _ROWS} | {name: code for code, _, name in _ROWS}
_SPEAKER_LETTERS: Final = {
    "a": "en-US", "b": "en-GB", "e": "es", "f": "fr", "h": "hi", "i": "it", "j": "ja", "p": "pt", "z": "zh",
}  # fmt: skip
"""Kokoro's own letters for languages, which clients of Kokoro-FastAPI send as `lang_code`."""


def english_name(code: str) -> str:
    """The language's English name in lower case, as in OpenAI's `verbose_json`; an unknown code unchanged."""
    return _NAMES.get(code, code)


def three_letters(code: str) -> str:
    """The language's ISO 639-3 code, as ElevenLabs' transcripts have it; else the code itself."""
    return _LETTERS.get(code, code)


def code_of(language: str) -> str:
    """The recogniser's code for a three-letter code or an English name; other values unchanged."""
    return _CODES.get(language.strip().lower(), language)


def of_speaker_letter(language: str) -> str:
    """The language tag for one of Kokoro's letters (`a` is American English); other values unchanged."""
    return _SPEAKER_LETTERS.get(language.strip().lower(), language)
