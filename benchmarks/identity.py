"""Closeness of clones to their person, judged by an encoder that the product never sees (Resemblyzer).

    pip install -e '.[bench]'
    python -m benchmarks.identity --data DIR [--only people,others,drawn,seconds,languages] [--clips OUT]
    python -m benchmarks.identity --data DIR --only people --levels standard --scores
    python -m benchmarks.identity --data DIR --only drawn --seed 7 --count 5 --levels standard [--smoke]

`DIR` (or `CLONYVOICE_BENCH_DATA`) holds `librispeech-dev/<speaker>/*.flac` (utterances 0-4 are the reference, the
rest the truth) and `librispeech-speakers/*.flac`, one utterance each (strangers, and people never looked at).
The identity score is (similarity to the person - mean similarity of strangers) / (same person - strangers): 0 is a
stranger, 1 another recording of the person.

Five studies: the five people at every level with what each part adds; ten others; people drawn by `--seed` from all
with one utterance; the score against the seconds of reference; clones that speak other languages. `--smoke` measures
*instant* of one person drawn, with one sentence. What is measured is kept step by step in `--parts`, so that a run
can be broken off, gone on with and split; remove the folder to begin anew. `--page` only writes the page from it.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import identity_page
from benchmarks.identity_judge import Judge, People, Person, at_16k, word_errors
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import FittedVoice, RefineLevel, SynthesisRequest
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.fit.calibration_sentences import SENTENCES as CALIBRATION
from clonyvoice.engines.kokoro.fit.calibration_sentences import predict, speak
from clonyvoice.engines.kokoro.fit.envelope_map import bare
from clonyvoice.engines.kokoro.fit.initial_voice import bank, nearness
from clonyvoice.engines.kokoro.fit.reference_measurements import Encoders, active, listen
from clonyvoice.engines.kokoro.spectral_shaping import envelope_db, frame_classes, frames_of, gains_db
from clonyvoice.engines.kokoro.voice import KokoroVoice
from clonyvoice.engines.speaker.speaker_encoders import CampPlusEncoder, DVectorEncoder
from clonyvoice.text.phonemes import phonemise
from clonyvoice.weights import WeightsStore

SENTENCES = (
    "When the sunlight strikes raindrops in the air, they act as a prism and form a rainbow.",
    "He carried the heavy basket up the hill while his brother watched from the garden gate.",
    "Nobody in the village could remember a winter as long and as quiet as that one.",
    "Please call me back before noon, because the committee wants to hear your answer today.",
    "Through the open window came the smell of bread, and somewhere a child was laughing.",
)
ABROAD = {
    "ko": (
        "오늘 아침에는 비가 많이 와서 우산을 들고 천천히 걸어갔습니다.",
        "할머니는 마당에서 꽃에 물을 주시고 고양이는 햇볕을 쬐고 있었다.",
        "내일 오후에 회의가 끝나면 바로 전화해 주세요.",
    ),
    "ja": (
        "今朝は雨が強く降っていたので、傘をさしてゆっくり歩きました。",
        "祖母は庭で花に水をやり、猫は日なたで眠っていました。",
        "明日の午後、会議が終わったらすぐに電話してください。",
    ),
    "es": (
        "Esta mañana llovía mucho, así que caminé despacio con el paraguas.",
        "La abuela regaba las flores en el patio mientras el gato dormía al sol.",
        "Llámame mañana por la tarde en cuanto termine la reunión.",
    ),
}
RESULTS = Path(__file__).parent / "results/identity.md"
STUDIES = ("people", "others", "drawn", "seconds", "languages")
PAUSED = ("He opened the door, looked around, and went back to his chair.",)
"""With commas, to measure the level of pauses."""
_FEW = 10
"""People that a smoke test looks at."""
LENGTHS = (5.0, 15.0, 60.0)
PRESET = "nearest preset"


@dataclass(frozen=True)
class Row:
    """Scores of one voice. `wer` (percent) and `dnsmos` are None where only identity was judged."""

    what: str
    score: float
    similarity: float
    fidelity: float
    wer: float | None
    dnsmos: float | None
    self_similarity: float
    wall: float
    cpu: float
    embeddings: list[list[float]]
    pause_db: float | None = None
    """The level of the quietest 50 ms between words, against the speech."""
    bytes: int = 0


class Part:
    """The rows of one person in one study, written after each."""

    def __init__(self, folder: Path, person: Person) -> None:
        self._file = folder / f"{person.name}.json"
        kept = json.loads(self._file.read_text("utf-8")) if self._file.exists() else {}
        self.rows: dict[str, dict[str, Any]] = kept.get("rows", {})
        self._person = {
            "name": person.name,
            "truth": person.truth.tolist(),
            "same": person.same,
            "strangers": person.strangers,
            "seconds": round(person.reference.duration, 1),
        }
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, row: Row) -> None:
        """Keep `row`."""
        self.rows[row.what] = asdict(row)
        self._file.write_text(json.dumps({"person": self._person, "rows": self.rows}), "utf-8")
        words = ""
        if row.wer is not None:
            words = f", WER {row.wer:.1f}, DNSMOS {row.dnsmos:.2f}, pauses {row.pause_db:.0f} dB"
        print(
            f"{self._file.parent.name} {self._person['name']} {row.what}: score {row.score:.3f}, "
            f"fidelity {row.fidelity:.2f}{words}, self {row.self_similarity:.3f}, cpu {row.cpu:.0f} s",
            flush=True,
        )


class Bench:
    """The engine and the judges, and the studies made with them."""

    def __init__(self, options: Any) -> None:
        self.options = options
        self.parts: Path = options.parts
        store = WeightsStore(Settings().weights)
        self.engine = KokoroEngine(store, threads=options.threads)
        self.engine.load()
        self.judge = Judge(store, options.threads)
        self.encoders = Encoders(DVectorEncoder(store), CampPlusEncoder(store))
        self.parts.mkdir(parents=True, exist_ok=True)
        self.people = People(
            options.data, self.judge, self.parts / "strangers.npy", _FEW if options.smoke else None
        )

    # --- the studies ---

    def study_people(self) -> None:
        """The five people: the nearest preset, every level, and the last one with parts taken away."""
        for name in self.options.speakers or self.people.names:
            person = self.people.person(name)
            part = Part(self.parts / "people", person)
            self._levels(person, part, self.options.levels[-1], whole=not self.options.scores)
            if self.options.scores:
                continue
            voice = self._kept(name, self.options.levels[-1])
            for what, other in self._ablations(KokoroVoice.of(voice)).items():
                if what not in part.rows:
                    part.add(self._judged(person, what, other.fitted(), SENTENCES, whole=True))

    def study_others(self) -> None:
        """People never looked at, up to *standard*."""
        for name in self.people.others:
            person = self.people.other(name)
            self._levels(person, Part(self.parts / "others", person), "standard", whole=False)

    def study_drawn(self) -> None:
        """People drawn by the seed, up to the last level: 4-8 s of reference each."""
        print(f"seed {self.options.seed}", flush=True)
        sentences = SENTENCES[:1] if self.options.smoke else SENTENCES
        for name in self.people.drawn(self.options.seed, self.options.count):
            person = self.people.other(name)
            part = Part(self.parts / "drawn", person)
            whole = not (self.options.smoke or self.options.scores)
            self._levels(person, part, self.options.levels[-1], whole=whole, said=sentences)

    def study_seconds(self) -> None:
        """The score against the seconds of reference."""
        for name in self.options.length_speakers:
            for seconds in LENGTHS:
                person = replace(self.people.with_seconds(name, seconds), name=f"{name}-{seconds:.0f}")
                self._levels(person, Part(self.parts / "seconds", person), "standard", whole=False)

    def study_languages(self) -> None:
        """The people's last clones, and their nearest presets, in languages that no reference had."""
        for name in self.options.speakers or self.people.names:
            if not (self.parts / f"voices/{name}-{self.options.levels[-1]}.voice").exists():
                continue
            person = self.people.person(name)
            part, preset = Part(self.parts / "languages", person), self._nearest(person)
            voice = self._kept(name, self.options.levels[-1])
            for language, sentences in ABROAD.items():
                for what, who in ((f"{PRESET} {language}", preset), (language, voice)):
                    if what not in part.rows:
                        part.add(self._judged(person, what, who, sentences, whole=False, language=language))

    def clips(self, folder: Path) -> None:
        """One sentence of three people, and of their clones at every level that was kept."""
        import soundfile

        folder.mkdir(parents=True, exist_ok=True)
        for name in (self.options.speakers or self.people.names)[:3]:
            person = self.people.person(name)
            said: dict[str, Audio] = {"person": person.reference.clips[0].audio}
            voices: dict[str, str | FittedVoice] = {"preset": self._nearest(person)}
            voices |= {level: self._kept(name, level) for level in self.options.levels}
            for what, voice in voices.items():
                (said[what],) = self._spoken(voice, SENTENCES[:1], "en")
            for what, audio in said.items():
                soundfile.write(folder / f"{name}-{what}.wav", audio.samples, audio.sample_rate)

    # --- one voice ---

    def _levels(
        self,
        person: Person,
        part: Part,
        level: RefineLevel,
        *,
        whole: bool,
        said: Sequence[str] = SENTENCES,
    ) -> None:
        if PRESET not in part.rows and not self.options.scores:
            part.add(self._judged(person, PRESET, self._nearest(person), said, whole=whole))
        if level in part.rows:
            return
        for fit, wall, cpu in self._timed(person, level):
            file = self.parts / f"voices/{person.name}-{fit.level}.voice"
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(fit.voice.data)
            if fit.level not in part.rows:
                row = self._judged(person, fit.level, fit.voice, said, whole=whole)
                size = len(fit.voice.data)
                part.add(replace(row, fidelity=fit.fidelity, wall=wall, cpu=cpu, bytes=size))

    def _timed(self, person: Person, level: RefineLevel) -> Iterator[tuple[Any, float, float]]:
        """The fits, and the seconds and CPU seconds from the beginning of the fit, what is done between not counted."""
        wall = cpu = 0.0
        fits = self.engine.fit(person.reference, level, lambda *_: None, CancelToken())
        while True:
            began, used = time.perf_counter(), time.process_time()
            fit = next(fits, None)
            wall, cpu = wall + time.perf_counter() - began, cpu + time.process_time() - used
            if fit is None:
                return
            yield fit, wall, cpu

    def _kept(self, name: str, level: str) -> FittedVoice:
        return KokoroVoice.from_bytes((self.parts / f"voices/{name}-{level}.voice").read_bytes()).fitted()

    def _nearest(self, person: Person) -> str:
        target = listen(person.reference, self.encoders, 60.0)
        return bank().names[int(nearness(target).argmax())]

    def _spoken(self, voice: str | FittedVoice, sentences: Sequence[str], language: str) -> list[Audio]:
        said = []
        for text in sentences:
            request = SynthesisRequest(text, language, voice, phonemise(text, language))
            parts = [part.audio.samples for part in self.engine.synthesise(request, CancelToken())]
            said.append(Audio(np.concatenate(parts), 24_000))
        return said

    def _ablations(self, voice: KokoroVoice) -> dict[str, KokoroVoice]:
        """The voice with parts taken away; its map's mean over a few sentences is what an equaliser alone can do."""
        if voice.adapted:
            without = {"without its offsets": replace(voice, offsets=np.zeros(0, np.float32))}
            return without | ({"without its map": bare(voice)} if voice.shaped else {})
        flat = bare(voice)
        gains = []
        for text in CALIBRATION[:3]:
            line = predict(self.engine, flat, text, CancelToken())
            envelope = envelope_db(frames_of(speak(self.engine, flat, line, CancelToken()).samples))
            classes = frame_classes(line.symbols, line.prosody.durations.tolist(), len(envelope))
            gains.append(gains_db(voice, envelope, classes)[active(envelope)])
        return {
            "an equaliser instead of the map": replace(flat, eq_db=np.concatenate(gains).mean(0)),
            "without any shaping": flat,
            "style alone (own pitch and pace)": replace(
                flat, f0_scale=1.0, f0_range=1.0, f0_pivot=0.0, rate=1.0
            ),
        }

    def _judged(
        self,
        person: Person,
        what: str,
        voice: str | FittedVoice,
        sentences: Sequence[str],
        *,
        whole: bool,
        language: str = "en",
    ) -> Row:
        heard = [at_16k(audio) for audio in self._spoken(voice, sentences, language)]
        vectors = np.stack([self.judge.embed(sound) for sound in heard])
        similarity = float((vectors @ person.truth.T).mean())
        among = vectors @ vectors.T
        wer = dnsmos = pause = None
        if whole:
            errors = [
                word_errors(text, self.judge.hear(sound))
                for text, sound in zip(sentences, heard, strict=True)
            ]
            wer = 100.0 * sum(wrong for wrong, _ in errors) / sum(words for _, words in errors)
            dnsmos = float(np.mean([self.judge.quality(sound) for sound in heard]))
            if language == "en":
                pause = pause_db(self._spoken(voice, PAUSED, "en")[0].samples)
        same = float(among[np.triu_indices(len(among), 1)].mean()) if len(among) > 1 else 1.0
        return Row(
            what,
            person.score(similarity),
            similarity,
            0.0,
            wer,
            dnsmos,
            same,
            0.0,
            0.0,
            vectors.tolist(),
            pause,
        )


def pause_db(samples: np.ndarray) -> float:
    """The level of the quietest 50 ms between the first and the last word, against the speech, dB."""
    count = len(samples) // 240
    level = 10.0 * np.log10(np.mean(samples[: count * 240].reshape(count, 240) ** 2, axis=1) + 1e-12)
    speech = 10.0 * np.log10(np.mean(10.0 ** (level[level > level.max() - 35.0] / 10.0)))
    return float(np.convolve(level, np.full(5, 0.2), "valid")[20:-20].min() - speech)


def results(parts: Path) -> dict[str, Any]:
    """Measurements without vectors: by study, person and voice."""
    return {
        study: {
            one.name: {
                "seconds": one.person["seconds"],
                **{
                    what: {key: value for key, value in row.items() if key not in ("embeddings", "what")}
                    for what, row in one.rows.items()
                },
            }
            for one in identity_page.measured(parts, study)
        }
        for study in STUDIES
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )

    def listed(text: str) -> list[str]:
        return text.split(",")

    parser.add_argument("--data", type=Path, default=os.environ.get("CLONYVOICE_BENCH_DATA"))
    parser.add_argument("--only", type=listed, default=list(STUDIES), help="which of the four studies")
    parser.add_argument("--levels", type=listed, default=["instant", "standard", "best"])
    parser.add_argument("--speakers", type=listed, default=None, help="of the five; all when left out")
    parser.add_argument("--seed", type=int, default=1, help="of the people drawn")
    parser.add_argument("--count", type=int, default=5, help="how many people are drawn")
    parser.add_argument(
        "--smoke", action="store_true", help="one person drawn, instant, one sentence; writes nothing"
    )
    parser.add_argument(
        "--scores", action="store_true", help="scores alone: no preset, words, quality; writes no page"
    )
    parser.add_argument("--length-speakers", type=listed, default=["2033", "3080"])
    parser.add_argument("--clips", default="", help="write clips of three speakers to this folder")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--page", action="store_true", help="measure nothing, write the page")
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--parts", type=Path, default=Path(tempfile.gettempdir()) / "clonyvoice-identity")
    options: Any = parser.parse_args(arguments)
    if options.smoke:
        options.only, options.levels, options.count = ["drawn"], ["instant"], 1
        options.parts = Path(tempfile.mkdtemp(prefix="clonyvoice-identity-"))
    if not options.page:
        if options.data is None:
            parser.error("give --data or set CLONYVOICE_BENCH_DATA")
        options.data = Path(options.data)
        bench = Bench(options)
        studies: dict[str, Callable[[], None]] = {
            "people": bench.study_people,
            "others": bench.study_others,
            "drawn": bench.study_drawn,
            "seconds": bench.study_seconds,
            "languages": bench.study_languages,
        }
        for name in options.only:
            studies[name]()
        if options.clips:
            bench.clips(Path(options.clips))
    if options.smoke or options.scores:
        return
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(identity_page.page(options.parts), "utf-8")
    kept = {"seed": options.seed, "machine": identity_page.machine(), **results(options.parts)}
    options.out.with_suffix(".json").write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
