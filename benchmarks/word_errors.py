"""Word errors of preset speech: sentences of our own, spoken by the default voice, transcribed by Whisper base.

    python -m benchmarks.word_errors                  # all languages, a table in Markdown
    python -m benchmarks.word_errors -l en,ko -d      # some, with every sentence that was not heard right
    python -m benchmarks.word_errors --write          # also into benchmarks/results/word_errors.md
    python -m benchmarks.word_errors --front-end espeak -l de,fr,it,pt,es    # the same sentences without ours

With `--front-end espeak` the plain sentences are said in the shortest way there is (`bare_speech.py`). What is better
or worse than that is ours; what is not, are the sentences and the listener.

`plain` sentences hold no figures or short forms. Those of the class `held out` are of the same kind, but nobody looked
at what was heard of them while sounds and voices were chosen. Figures (numbers, dates, money …) count apart.

Both what should be said and what was heard are brought to the same written form (figures as words, no punctuation,
short forms written out) before they are compared. What should be said was written by hand (third column of
`sentences/*.tsv`), so that a figure read wrongly counts as wrong. Needs the weights (CLONYVOICE_WEIGHTS).
"""

from __future__ import annotations

import argparse
import csv
import datetime
import re
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.korean_sounds import sounding
from benchmarks.word_errors_page import GROUPS, table, write
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import SynthesisRequest
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.text.cleaning import clean
from clonyvoice.text.edit_distance_word_alignment import edit_distance, edit_rows
from clonyvoice.text.languages import LANGUAGES
from clonyvoice.text.normalise import read
from clonyvoice.text.phonemes import phonemise
from clonyvoice.weights import WeightsStore

if TYPE_CHECKING:
    from benchmarks.bare_speech import Bare

HERE = Path(__file__).parent
WHISPER_RATE = 16_000


@dataclass(frozen=True)
class Line:
    """A sentence of a set: its class, as written, as it should be said."""

    kind: str
    text: str
    said: str


@dataclass
class Score:
    """Edit errors over units, of words and of characters."""

    word_errors: int = 0
    words: int = 0
    char_errors: int = 0
    chars: int = 0
    touched: int = 0
    mistaken: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, said: str, heard: str, language: str) -> None:
        """Count one sentence, both sides in their canonical form."""
        expected, got = said.split(), heard.split()
        self.word_errors += edit_distance(expected, got)
        self.words += len(expected)
        self.char_errors += edit_distance(said.replace(" ", ""), heard.replace(" ", ""))
        self.chars += len(said.replace(" ", ""))
        self.touched += touched(expected, heard.replace(" ", ""))
        if language == "ko":
            self.mistaken += touched(sounding(said).split(), sounding(heard).replace(" ", ""))
        if expected != got:
            self.wrong.append((language, said, heard))

    @property
    def wer(self) -> float:
        """Word errors in percent."""
        return 100 * self.word_errors / max(1, self.words)

    @property
    def unspaced(self) -> float:
        """Words of which a letter is wrong, spaces apart, in percent (Korean may be spaced in several ways)."""
        return 100 * self.touched / max(1, self.words)

    @property
    def unlike(self) -> float:
        """Korean words that were heard with another sound, in percent: spellings that sound alike are right."""
        return 100 * self.mistaken / max(1, self.words)

    @property
    def cer(self) -> float:
        """Character errors in percent."""
        return 100 * self.char_errors / max(1, self.chars)


def touched(words: Sequence[str], heard: str) -> int:
    """The number of words with an error in the cheapest way to make `heard`, which has no spaces, of them.

    A letter put in between two words counts against the first.
    """
    said = "".join(words)
    owner = [index for index, word in enumerate(words) for _ in word]
    costs = np.array(list(edit_rows(said, heard)))
    wrong = set()
    left, right = len(said), len(heard)
    while left and (left or right):
        if right and said[left - 1] == heard[right - 1] and costs[left, right] == costs[left - 1, right - 1]:
            left, right = left - 1, right - 1
            continue
        wrong.add(owner[left - 1])
        if right and costs[left, right] == costs[left - 1, right - 1] + 1:
            left, right = left - 1, right - 1
        elif costs[left, right] == costs[left - 1, right] + 1:
            left -= 1
        else:
            right -= 1
    return len(wrong)


_SAME = {
    "en": {"oh": "zero", "missus": "mrs", "mister": "mr", "ok": "okay", "theatre": "theater",
    "litres": "liters", "kilometres": "kilometers", "metres": "meters", "st": "street", "mum": "mom"},
    "de": {"ss": "ß"},
}  # fmt: skip


def canonical(text: str, language: str) -> str:
    """`text` as plain spoken words: figures and short forms written out, small letters, no punctuation."""
    # Telephone numbers are written down in groups of any size: their digits one by one.
    text = re.sub(r"\d[\d -]{5,}\d", lambda match: " ".join(re.sub(r"\D", "", match.group())), text)
    if language == "de":  # "15,30 Uhr" is a time of day
        text = re.sub(r"\b(\d{1,2})[.,](\d\d)(?= Uhr)", r"\1:\2", text)
    cleaned = clean(text)
    words = ""
    position = 0
    for reading in read(cleaned, language):
        # A particle behind a sign ("25%가"); counters behind figures are words of their own.
        touching = (
            language == "ko" and 0 < position == reading.start and not cleaned.text[position - 1].isdigit()
        )
        words += ("" if touching else " ") + reading.spoken
        position = reading.end
    if language == "en":
        words = re.sub(r"\b[A-Z]{2,4}\b", lambda match: " ".join(match.group()), words.replace("U.S.", "US"))
    words = unicodedata.normalize("NFKC", words).lower().replace("’", "'")
    words = re.sub(r"[-\u2010-\u2015/]", " ", words)
    words = re.sub(r"[^\w\s'\u0900-\u097f]", " ", words)
    words = re.sub(r"(?<!\w)'|'(?!\w)", " ", words)
    if language == "ru":
        words = words.replace("ё", "е")
    if language == "de":
        words = words.replace("ß", "ss")
    same = _SAME.get(language, {})
    words = " ".join(same.get(word, word) for word in words.split())
    if language == "ja":
        return as_kana(words)
    if language == "zh":
        return simplified(words.replace(" ", ""))
    return words


def as_kana(text: str) -> str:
    """Japanese text as its reading: kanji may be spelled in several ways that sound alike."""
    import pyopenjtalk

    features = pyopenjtalk.run_frontend(text.replace(" ", ""), use_sudachi_kanji_yomi=False)
    return re.sub(r"[’、。？！\s]", "", "".join(str(word["pron"]) for word in features))


def simplified(text: str) -> str:
    """Chinese text in simplified characters (Whisper writes either; needs the extra `bench`)."""
    import opencc

    return str(opencc.OpenCC("t2s").convert(text))


def as_pinyin(text: str) -> str:
    """Mandarin text as toneless syllables."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(text))


def sentences(language: str) -> list[Line]:
    """The set of a language."""
    with (HERE / "sentences" / f"{language}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Line(row["class"], row["text"], row["said"] or row["text"]) for row in rows]


class Listener:
    """Whisper base (int8, beam 5), told the language."""

    def __init__(self, folder: Path, threads: int) -> None:
        from faster_whisper import WhisperModel

        self._model = WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
        )

    def hear(self, samples: NDArray[np.float32], rate: int, language: str) -> str:
        """The transcript of `samples`."""
        import soxr

        at_rate = soxr.resample(np.pad(samples, (rate // 4, rate // 4)), rate, WHISPER_RATE)
        segments, _ = self._model.transcribe(
            at_rate,
            language=language,
            beam_size=5,
            condition_on_previous_text=False,
        )
        return " ".join(segment.text.strip() for segment in segments)


class Speaker:
    """The embedded engine with its presets."""

    def __init__(self, store: WeightsStore, threads: int) -> None:
        self._engine = KokoroEngine(store, threads)

    def say(self, text: str, language: str, voice: str) -> tuple[NDArray[np.float32], int]:
        """The samples of `text` and their rate."""
        words = phonemise(text, language)
        request = SynthesisRequest(text, language, voice, words)
        pieces = [spoken.audio for spoken in self._engine.synthesise(request, CancelToken())]
        return np.concatenate([piece.samples for piece in pieces]), pieces[0].sample_rate


def measure(
    language: str,
    voice: str,
    speaker: Speaker | Bare,
    listener: Listener,
    kinds: Sequence[str] = (),
    most: int | None = None,
) -> dict[str, Score]:
    """The score of each class of a language's set (of all, or `kinds`; the first `most` sentences), and of "all"."""
    scores: dict[str, Score] = {"all": Score()}
    for line in sentences(language)[:most]:
        if kinds and line.kind not in kinds:
            continue
        samples, rate = speaker.say(line.text, language, voice)
        heard = listener.hear(samples, rate, language)
        said, got = canonical(line.said, language), canonical(heard, language)
        for kind in (line.kind, group(line.kind), "all"):
            scores.setdefault(kind, Score()).add(said, got, language)
            if language == "zh":
                scores.setdefault(f"{kind} as pinyin", Score()).add(as_pinyin(said), as_pinyin(got), language)
    return scores


def group(kind: str) -> str:
    """The group of a class: `plain`, `held out`, `figures` or `other`, each with a mark of a group."""
    if kind in ("plain", "held out"):
        return f"# {kind}"
    return "# figures" if kind in _FIGURES else "# other"


_FIGURES = frozenset(("numbers", "counters", "dates", "times", "money", "percent", "units", "phone"))


def unit_errors(language: str, scores: dict[str, Score], kind: str) -> float:
    """Errors of a class in percent: of Japanese characters of its kana, of Chinese syllables, else words."""
    if language == "ja":
        return round(scores[kind].cer, 1)
    return round(scores[f"{kind} as pinyin" if language == "zh" else kind].wer, 1)


def row(language: str, voice: str, scores: dict[str, Score]) -> dict[str, object]:
    """The scores of one language as plain values, with the day, in the units of `unit_errors`."""

    def wrong(kind: str) -> float:
        return unit_errors(language, scores, kind)

    return {
        "language": language,
        "voice": voice,
        "date": datetime.date.today().isoformat(),
        "sentences": len(sentences(language)),
        "wrong": wrong("all"),
        "groups": {name: wrong(f"# {name}") for name in GROUPS if f"# {name}" in scores},
        "unspaced": {
            name: round(scores[f"# {name}"].unspaced, 1) for name in GROUPS if f"# {name}" in scores
        },
        "unlike": {name: round(scores[f"# {name}"].unlike, 1) for name in GROUPS if f"# {name}" in scores},
        "cer": round(scores["all"].cer, 1),
        "classes": {
            kind: [score.words, round(score.wer, 1)]
            for kind, score in scores.items()
            if kind != "all" and not kind.startswith("#") and not kind.endswith("as pinyin")
        },
    }


def summary(score: Score) -> dict[str, float]:
    """Korean words wrong in percent: as written, spaces apart, by sound."""
    return {
        "wer": round(score.wer, 1),
        "unspaced": round(score.unspaced, 1),
        "unlike": round(score.unlike, 1),
    }


def compare(given: argparse.Namespace, speaker: Bare, listener: Listener) -> None:
    """Measure the plain sentences in the shortest way, for the languages that it has."""
    for language in given.languages.split(","):
        if language not in speaker.languages:
            continue
        voice = given.voice or speaker.voices.get(language, LANGUAGES[language].voice)
        scores = measure(language, voice, speaker, listener, ("plain", "held out"))
        score, held_out = scores["# plain"], scores.get("# held out")
        wrong = {name: unit_errors(language, scores, f"# {name}") for name in GROUPS if f"# {name}" in scores}
        print(f"{language} {voice}: wrong % {wrong}, characters {score.cer:.1f} %", flush=True)
        if language == "ko" and held_out:
            print(f"  plain {summary(score)}, held out {summary(held_out)}", flush=True)
        if given.details:
            for _, said, heard in score.wrong:
                print(f"  - {said}\n  + {heard}")
        if given.write:
            measured: dict[str, Any] = {"language": language, "espeak": wrong["plain"]}
            if "held out" in wrong:
                measured["espeak held out"] = wrong["held out"]
            if language == "ko" and held_out:
                measured["rules alone"] = {**summary(score), "held out": summary(held_out)}
            write([measured], given.threads)


def main() -> None:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("-l", "--languages", default=",".join(LANGUAGES), help="codes with commas between")
    parser.add_argument(
        "-v", "--voice", default="", help="preset(s) instead of the languages' default, with commas"
    )
    parser.add_argument("-d", "--details", action="store_true", help="print each sentence not heard as said")
    parser.add_argument("-t", "--threads", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="write the table to benchmarks/results")
    parser.add_argument(
        "--front-end", choices=("ours", "espeak"), default="ours", help="espeak: plain sentences only"
    )
    parser.add_argument("--smoke", action="store_true", help="one English sentence; writes nothing")
    given = parser.parse_args()
    if given.smoke:
        given.languages, given.write = "en", False
    store = WeightsStore(Settings().weights)
    listener = Listener(store.path("whisper-base"), given.threads)
    started = time.monotonic()
    if given.front_end == "espeak":
        from benchmarks.bare_speech import Bare

        compare(given, Bare(store, given.threads), listener)
        return
    speaker = Speaker(store, given.threads)
    rows: list[dict[str, Any]] = []
    for language in given.languages.split(","):
        for voice in given.voice.split(",") if given.voice else [LANGUAGES[language].voice]:
            scores = measure(language, voice, speaker, listener, most=1 if given.smoke else None)
            rows.append(row(language, voice, scores))
            if given.write:
                write(rows[-1:], given.threads)
            print(
                f"{language} {voice}: words {scores['all'].wer:.1f} %, characters {scores['all'].cer:.1f} %",
                flush=True,
            )
            if given.details:
                for _, said, heard in scores["all"].wrong:
                    print(f"  - {said}\n  + {heard}")
    print(f"\n{table(rows)}\n\n{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
