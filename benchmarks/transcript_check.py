"""The transcript check on lines that are said as written, and on lines of which one word is another.

    python -m benchmarks.transcript_check [--seed 1] [--lines 50] [-l en,ko] [--write] [--smoke]

Lines are drawn from the seed: patterns filled with names, loan words and ordinary words. Each is said twice by a preset
voice of the embedded engine: as written, and with one word exchanged for another of its list (that has other sounds).
Wrong is a line said as written that is flagged, and one with another word that is not. What the engine itself says
unclearly counts against the check. Needs the weights (CLONYVOICE_WEIGHTS).
"""

from __future__ import annotations

import argparse
import datetime
import platform
import random
import re
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import SynthesisRequest
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.speech.transcript_check import CheckedChunk, Recogniser, SpokenChunk
from clonyvoice.text.edit_distance_word_alignment import edit_distance
from clonyvoice.text.phonemes import phonemise
from clonyvoice.transcription import Options, transcribe
from clonyvoice.transcription.transcript import Transcript
from clonyvoice.transcription.whisper import WhisperModel
from clonyvoice.weights import WeightsStore

RESULT = Path(__file__).parent / "results" / "transcript_check.md"
VOICES = {
    "en": ("af_heart", "am_michael", "bf_emma", "am_puck"),
    "ko": ("af_heart", "am_michael", "jf_alpha"),
}
PATTERNS = {
    "en": (
        "{name} asked {other} about the {thing} yesterday.",
        "We met {name} at the {place} in {city}.",
        "The {thing} was fixed by {name} before lunch.",
        "{name} moved to {city} and opened a {place}.",
        "Please store the results in {tool} and tell {name}.",
        "Nobody knew why {name} ordered {food} again.",
        "The {thing} in {city} closed before {other} arrived.",
        "{tool} works well, said {name}, but the {thing} does not.",
        "They served {food} to {name} near the {place}.",
        "{other} painted the {thing} while {name} read about {city}.",
    ),
    "ko": (
        "{name} 씨는 어제 {place}에서 {thing}{을} 샀습니다.",
        "{city}에 사는 {name} 씨가 {food}{을} 주문했어요.",
        "우리는 {place}에서 {name} 선생님을 만났습니다.",
        "{thing}{이} 고장 나서 {name} 씨가 고쳤어요.",
        "내일 {city}에서 {thing} 전시회가 열립니다.",
        "{name} 씨는 {tool}{을} 배우고 싶어 합니다.",
        "어머니는 {food}{을} 준비하셨습니다.",
        "{tool} 때문에 {thing}{을} 다시 켰습니다.",
        "{place} 앞에서 {name} 씨를 기다렸어요.",
        "{name} 씨의 {thing}{은} {city}에서 왔습니다.",
    ),
}
WORDS = {
    "en": {
        "name": "Siobhan Nguyen Joaquin Bjorn Svetlana Hiroshi Fatima Anneliese Thaddeus Priya Oksana Marguerite "
        "Rajesh Esperanza Zbigniew Dimitri Leilani Tobias",
        "other": "Charlotte Benjamin Guillermo Yuki Ingrid Matteo Chidi Beatrice",
        "thing": "lighthouse committee refrigerator orchestra boundary machine paragraph thermostat calendar staircase "
        "engine harbour telescope",
        "place": "library pharmacy bakery theatre market gallery",
        "city": "Reykjavik Ljubljana Kyoto Guadalajara Edinburgh Marrakesh Lisbon Wroclaw",
        "tool": "SQLite Kubernetes PostgreSQL Django Excel Redis",
        "food": "tiramisu gnocchi croissants sauerkraut kimchi quesadillas",
    },
    "ko": {
        "name": "김민준 박서연 이지훈 최수빈 정하윤 오세훈 윤도현 마리아 알렉산더 토머스 한지민 서영희",
        "thing": "컴퓨터 카메라 냉장고 자전거 바이올린 텔레비전 기타 지도 세탁기 시계",
        "place": "도서관 시장 병원 카페 박물관 학교 백화점",
        "city": "부산 제주도 파리 런던 광주 바르셀로나 뉴욕 전주",
        "tool": "파이썬 데이터베이스 인공지능 유튜브 프로그램 스페인어",
        "food": "아이스크림 스파게티 김치찌개 피자 커피 비빔밥",
    },
}
_PARTICLES = {"을": "를", "이": "가", "은": "는"}
"""Particles after a consonant, and after a vowel."""
_OTHER_SOUNDS = 0.5
"""Share of its sounds in which a word that is said instead differs at least."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as written, as said with one word exchanged, that word, and the voice that says both."""

    written: str
    exchanged: str
    word: str
    voice: str


def lines(language: str, count: int, seed: int) -> list[Line]:
    """Lines drawn from a seed."""
    draw = random.Random(f"{language}-{seed}")
    out = []
    for _ in range(count):
        pattern = draw.choice(PATTERNS[language])
        names = [name for name in re.findall(r"\{(\w+)\}", pattern) if name in WORDS[language]]
        words = {name: draw.choice(WORDS[language][name].split()) for name in names}
        changed = draw.choice(names)
        other = draw.choice(
            [w for w in WORDS[language][changed].split() if unlike(w, words[changed], language)]
        )
        voice = draw.choice(VOICES[language])
        written, said = filled(pattern, words), filled(pattern, {**words, changed: other})
        out.append(Line(written, said, words[changed], voice))
    return out


def unlike(word: str, other: str, language: str) -> bool:
    """Whether two words differ in at least half of their sounds."""
    first, second = ("".join(each.phonemes for each in phonemise(text, language)) for text in (word, other))
    return edit_distance(first, second) >= _OTHER_SOUNDS * max(len(first), len(second))


def filled(pattern: str, words: dict[str, str]) -> str:
    """The pattern with its words, and Korean particles as the word before them ends."""
    text = re.sub(r"\{(\w+)\}", lambda found: words.get(found[1], found[0]), pattern)

    def particle(found: re.Match[str]) -> str:
        closed = (ord(found[1]) - 0xAC00) % 28 > 0
        return found[1] + (found[2] if closed else _PARTICLES[found[2]])

    return re.sub(r"([가-힣])\{(\w)\}", particle, text)


class Check:
    """The engine that says the lines, and the check as the product makes it."""

    def __init__(self) -> None:
        store, self._cancel = WeightsStore(Settings().weights), CancelToken()
        self._engine = KokoroEngine(store, threads=2)
        self._engine.load()
        self._whisper = WhisperModel(store.path("whisper-base"), 2, polite=False)
        self._recogniser = Recogniser(self._hear, self._likelihood, nullcontext, self._cancel)

    def _hear(self, audio: Audio, language: str | None, cancel: CancelToken) -> Transcript:
        return transcribe([audio], self._whisper, Options(language=language), cancel)

    def _likelihood(
        self, audio: Audio, text: str, language: str, cancel: CancelToken
    ) -> tuple[tuple[str, float], ...]:
        return self._whisper.likelihood(audio.samples, text, language, cancel)

    def of(self, written: str, said: str, language: str, voice: str) -> CheckedChunk:
        """The check of a line that is written one way and said another."""
        request = SynthesisRequest(said, language, voice, phonemise(said, language))
        pieces = [piece.audio.samples for piece in self._engine.synthesise(request, self._cancel)]
        sound = Audio(np.concatenate(pieces), self._engine.info.sample_rate)
        return self._recogniser.compared(SpokenChunk(written, language), sound)


def shown(checked: CheckedChunk) -> str:
    """The words heard, then those that were not near enough, with their numbers."""
    doubtful = [
        f"{word.text}/{word.heard} {word.difference:.2f} {word.likelihood}{' wrong' if word.wrong else ''}"
        for word in checked.words
        if word.likelihood is not None or word.wrong
    ]
    return f"{checked.heard} [{'; '.join(doubtful)}]"


def measure(language: str, count: int, seed: int) -> str:
    """Check `count` lines both ways; a row of the table."""
    check, false_alarms, missed, named = Check(), 0, 0, 0
    for line in lines(language, count, seed):
        right = check.of(line.written, line.written, language, line.voice)
        other = check.of(line.written, line.exchanged, language, line.voice)
        false_alarms += right.flagged
        missed += not other.flagged
        named += any(line.word in word.text for word in other.words if word.wrong)
        print(f"{'FLAGGED' if right.flagged else 'right'}: {line.written} -> {shown(right)}")
        print(f"{'flagged' if other.flagged else 'MISSED'}: {line.exchanged} -> {shown(other)}", flush=True)
    return f"| {language} | {count} | {false_alarms} | {missed} | {named} |"


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--lines", type=int, default=50)
    parser.add_argument("-l", "--languages", default="en,ko")
    parser.add_argument("--write", action="store_true", help=f"write {RESULT.name}")
    parser.add_argument("--smoke", action="store_true", help="one English line")
    args = parser.parse_args()
    if args.smoke:
        args.lines, args.languages = 1, "en"
    print(f"seed {args.seed}")
    rows = [measure(language, args.lines, args.seed) for language in args.languages.split(",")]
    table = "\n".join(
        (
            "| language | lines | said as written, flagged | a word exchanged, not flagged | that word named |",
            "|---|---|---|---|---|",
            *rows,
        )
    )
    print(table)
    if args.write:
        RESULT.write_text(
            "# The transcript check\n\n"
            f"{datetime.date.today()}, {platform.machine()}, seed {args.seed}. "
            f"`python -m benchmarks.transcript_check --seed {args.seed} --lines {args.lines} --write`\n\n{table}\n",
            "utf-8",
        )


if __name__ == "__main__":
    main()
