"""Languages as other vendors write them: OpenAI's English names, ElevenLabs' three letters (ISO 639-3)."""

from __future__ import annotations

from typing import Final

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
    """The language's English name in small letters, as OpenAI's `verbose_json` has it; else the code itself."""
    return _NAMES.get(code, code)


def three_letters(code: str) -> str:
    """The language's ISO 639-3 code, as ElevenLabs' transcripts have it; else the code itself."""
    return _LETTERS.get(code, code)


def code_of(language: str) -> str:
    """The recogniser's code for three letters or an English name; anything else as it is."""
    return _CODES.get(language.strip().lower(), language)


def of_speaker_letter(language: str) -> str:
    """The tag for one of Kokoro's own letters (`a` is American English); anything else as it is."""
    return _SPEAKER_LETTERS.get(language.strip().lower(), language)
