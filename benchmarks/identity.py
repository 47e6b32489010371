"""How close clones come to their person, judged by an encoder that the product never sees (Resemblyzer).

    pip install -e '.[bench]'
    python benchmarks/identity.py --data DIR [--levels instant,standard,best] [--clips OUT] [--ablation]

`DIR` (or `CLONYVOICE_BENCH_DATA`) holds `librispeech-dev/<speaker>/*.flac` (utterances 0-4 are the reference, the
rest the truth) and `librispeech-speakers/*.flac` (strangers). The identity score is (similarity to the person -
mean similarity of strangers) / (same person - strangers): 0 is a stranger, 1 another recording of the person.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import FittedVoice, Reference, ReferenceClip, RefineLevel, SynthesisRequest
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.fit.bank import bank
from clonyvoice.engines.kokoro.fit.fitting import nearness
from clonyvoice.engines.kokoro.fit.likeness import bare
from clonyvoice.engines.kokoro.fit.target import Encoders, listen
from clonyvoice.engines.kokoro.voice import KokoroVoice
from clonyvoice.engines.speaker.encoders import CampPlusEncoder, DVectorEncoder
from clonyvoice.text.phonemes import phonemise
from clonyvoice.weights import WeightsStore

SENTENCES = (
    "When the sunlight strikes raindrops in the air, they act as a prism and form a rainbow.",
    "He carried the heavy basket up the hill while his brother watched from the garden gate.",
    "Nobody in the village could remember a winter as long and as quiet as that one.",
    "Please call me back before noon, because the committee wants to hear your answer today.",
    "Through the open window came the smell of bread, and somewhere a child was laughing.",
)
RESULTS = Path(__file__).parent / "results/identity.md"


@dataclass(frozen=True)
class Person:
    name: str
    reference: Reference
    truth: np.ndarray
    same: float
    strangers: float

    def kept(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "truth": self.truth.tolist(),
            "same": self.same,
            "strangers": self.strangers,
        }


@dataclass(frozen=True)
class Row:
    person: str
    what: str
    score: float
    similarity: float
    fidelity: float
    wer: float
    dnsmos: float
    self_similarity: float
    wall: float
    cpu: float
    embeddings: np.ndarray


def load(path: Path) -> np.ndarray:
    import soundfile

    samples, rate = soundfile.read(path, dtype="float32")
    assert rate == 16_000
    return np.asarray(samples, np.float32)


def at_16k(audio: Audio) -> np.ndarray:
    import soxr

    return np.asarray(soxr.resample(audio.samples, audio.sample_rate, 16_000), np.float32)


class Judge:
    """Encoder B, Whisper base and DNSMOS."""

    def __init__(self, store: WeightsStore) -> None:
        from faster_whisper import WhisperModel
        from resemblyzer import VoiceEncoder

        self._encoder = VoiceEncoder("cpu", verbose=False)
        self._whisper = WhisperModel(
            str(store.path("whisper-base")), "cpu", compute_type="int8", cpu_threads=2, local_files_only=True
        )

    def embed(self, samples: np.ndarray) -> np.ndarray:
        from resemblyzer import preprocess_wav

        return np.asarray(self._encoder.embed_utterance(preprocess_wav(samples, 16_000)))

    def hear(self, samples: np.ndarray) -> str:
        segments, _ = self._whisper.transcribe(
            samples, language="en", beam_size=2, condition_on_previous_text=False, without_timestamps=True
        )
        return " ".join(segment.text.strip() for segment in segments)

    def quality(self, samples: np.ndarray) -> float:
        from speechmos import dnsmos

        loudest = max(1.0, float(np.abs(samples).max()) * 1.001)
        return float(dnsmos.run(samples / loudest, sr=16_000)["ovrl_mos"])


def word_errors(said: str, heard: str) -> tuple[int, int]:
    a, b = (re.sub(r"[^a-z' ]", " ", text.lower()).split() for text in (said, heard))
    row = list(range(len(b) + 1))
    for i, word in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (word != other))
    return row[-1], len(a)


def people(data: Path, judge: Judge, names: Sequence[str], strangers: np.ndarray) -> list[Person]:
    found = []
    for name in names:
        files = sorted((data / "librispeech-dev" / name).glob("*.flac"))
        sounds = [load(file) for file in files]
        clips = tuple(ReferenceClip(_at_24k(sound), judge.hear(sound)) for sound in sounds[:5])
        truth = np.stack([judge.embed(sound) for sound in sounds[5:]])
        own = np.stack([judge.embed(sound) for sound in sounds[:5]])
        same, others = float((own @ truth.T).mean()), float((strangers @ truth.T).mean())
        found.append(Person(name, Reference(clips), truth, same, others))
        print(f"{name}: same person {same:.3f}, strangers {others:.3f}", flush=True)
    return found


def _at_24k(sound: np.ndarray) -> Audio:
    import soxr

    return Audio(np.asarray(soxr.resample(sound, 16_000, 24_000), np.float32), 24_000)


def spoken(engine: KokoroEngine, voice: str | FittedVoice) -> list[Audio]:
    said = []
    for text in SENTENCES:
        request = SynthesisRequest(text, "en", voice, phonemise(text, "en"))
        parts = [part.audio.samples for part in engine.synthesise(request, CancelToken())]
        said.append(Audio(np.concatenate(parts), 24_000))
    return said


def judged(
    judge: Judge, person: Person, what: str, said: Sequence[Audio], fidelity: float, wall: float, cpu: float
) -> Row:
    heard = [at_16k(audio) for audio in said]
    vectors = np.stack([judge.embed(sound) for sound in heard])
    similarity = float((vectors @ person.truth.T).mean())
    errors = [word_errors(text, judge.hear(sound)) for text, sound in zip(SENTENCES, heard, strict=True)]
    among = vectors @ vectors.T
    row = Row(
        person.name,
        what,
        (similarity - person.strangers) / (person.same - person.strangers),
        similarity,
        fidelity,
        100.0 * sum(wrong for wrong, _ in errors) / sum(words for _, words in errors),
        float(np.mean([judge.quality(sound) for sound in heard])),
        float(among[np.triu_indices(len(among), 1)].mean()),
        wall,
        cpu,
        vectors,
    )
    print(
        f"{row.person} {what}: score {row.score:.3f} (B {similarity:.3f}), fidelity {fidelity:.2f}, "
        f"WER {row.wer:.1f}, DNSMOS {row.dnsmos:.2f}, self {row.self_similarity:.3f}, {wall:.0f} s, cpu {cpu:.0f} s",
        flush=True,
    )
    return row


def ablations(voice: KokoroVoice) -> dict[str, KokoroVoice]:
    flat = bare(voice)
    return {
        "without the map of sounds": replace(flat, eq_db=voice.eq_db),
        "without any shaping": flat,
        "style alone (own pitch and pace)": replace(flat, f0_scale=1.0, f0_range=1.0, f0_pivot=0.0, rate=1.0),
    }


def clone(
    engine: KokoroEngine, store: WeightsStore, judge: Judge, person: Person, options: argparse.Namespace
) -> list[Row]:
    encoders = Encoders(DVectorEncoder(store), CampPlusEncoder(store))
    names = bank().names
    preset = names[int(nearness(listen(person.reference, encoders, 60.0)).argmax())]
    rows: list[Row] = []

    def add(what: str, voice: str | FittedVoice, fidelity: float, wall: float, cpu: float) -> None:
        said = spoken(engine, voice)
        rows.append(judged(judge, person, what, said, fidelity, wall, cpu))
        if options.clips and person.name in options.clip_speakers:
            write(Path(options.clips), f"{person.name}-{what.replace(' ', '-')}", said[0])

    add("nearest preset", preset, 0.0, 0.0, 0.0)
    wall, cpu = time.perf_counter(), time.process_time()
    last: FittedVoice | None = None
    level: RefineLevel = options.levels[-1]
    for fit in engine.fit(person.reference, level, lambda *_: None, CancelToken()):
        taken = time.perf_counter() - wall, time.process_time() - cpu
        add(fit.level, fit.voice, fit.fidelity, *taken)
        last = fit.voice
        wall, cpu = time.perf_counter() - taken[0], time.process_time() - taken[1]
    if options.ablation and last is not None:
        for what, voice in ablations(KokoroVoice.of(last)).items():
            add(what, voice.fitted(), 0.0, 0.0, 0.0)
    if options.clips and person.name in options.clip_speakers:
        write(Path(options.clips), f"{person.name}-person", person.reference.clips[0].audio)
    return rows


def write(folder: Path, name: str, audio: Audio) -> None:
    import soundfile

    folder.mkdir(parents=True, exist_ok=True)
    soundfile.write(folder / f"{name}.wav", audio.samples, audio.sample_rate)


def report(found: Sequence[Person], rows: Sequence[Row], options: argparse.Namespace) -> str:
    kinds = list(dict.fromkeys(row.what for row in rows))
    by_kind: dict[str, list[Row]] = {kind: [row for row in rows if row.what == kind] for kind in kinds}

    def mean(kind: str, value: Callable[[Row], float]) -> float:
        return float(np.mean([value(row) for row in by_kind[kind]]))

    lines = [
        "# Identity of clones on the embedded engine",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {machine()}. `python benchmarks/identity.py`, {len(found)} people of "
        f"LibriSpeech dev ({', '.join(person.name for person in found)}), {len(SENTENCES)} sentences that no fit saw.",
        "Judge: Resemblyzer, used nowhere in the product. Seconds are from the beginning of the fit; the machine was "
        "shared, so CPU seconds over 2 are what two free cores need.",
        "",
        "| | "
        + " | ".join(person.name for person in found)
        + " | mean | fidelity | WER % | DNSMOS | self-similarity "
        "| seconds | CPU s |",
        "|---|" + "---|" * (len(found) + 7),
    ]
    for kind, some in by_kind.items():
        own = {row.person: row for row in some}
        scores = " | ".join(f"{own[p.name].score:.3f}" if p.name in own else "" for p in found)
        lines.append(
            f"| {kind} | {scores} | **{mean(kind, lambda r: r.score):.3f}**"
            f"{'' if len(own) == len(found) else f' (of {len(own)})'} | "
            f"{mean(kind, lambda r: r.fidelity):.2f} | {mean(kind, lambda r: r.wer):.1f} | "
            f"{mean(kind, lambda r: r.dnsmos):.2f} | {mean(kind, lambda r: r.self_similarity):.3f} | "
            f"{mean(kind, lambda r: r.wall):.0f} | {mean(kind, lambda r: r.cpu):.0f} |"
        )
    lines += ["", "## Closed set", "", "How many clones are nearest to their own person:", ""]
    for kind, some in by_kind.items():
        right = sum(
            found[int(np.argmax([float((row.embeddings @ p.truth.T).mean()) for p in found]))].name
            == row.person
            for row in some
        )
        lines.append(f"- {kind}: {right} of {len(some)}")
    lines += ["", "## People", "", "| person | same person | strangers |", "|---|---|---|"]
    lines += [f"| {person.name} | {person.same:.3f} | {person.strangers:.3f} |" for person in found]
    if options.note:
        lines += ["", options.note]
    return "\n".join(lines) + "\n"


def machine() -> str:
    info = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*:\s*(.+)", info.read_text()) if info.exists() else []
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("CLONYVOICE_BENCH_DATA"))
    parser.add_argument(
        "--levels", type=lambda text: text.split(","), default=["instant", "standard", "best"]
    )
    parser.add_argument("--speakers", type=lambda text: text.split(","), default=None)
    parser.add_argument("--clips", default="", help="write clips of three speakers to this folder")
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--note", default="")
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument(
        "--parts",
        type=Path,
        default=Path(tempfile.gettempdir()) / "clonyvoice-identity",
        help="what is measured is kept here speaker by speaker, so that a run can be split; remove to begin anew",
    )
    options: Any = parser.parse_args(arguments)
    if options.data is None:
        parser.error("give --data or set CLONYVOICE_BENCH_DATA")
    names = options.speakers or sorted(path.name for path in (options.data / "librispeech-dev").iterdir())
    options.clip_speakers = names[:3]
    store = WeightsStore(Settings().weights)
    judge, engine = Judge(store), KokoroEngine(store, threads=options.threads)
    options.parts.mkdir(parents=True, exist_ok=True)
    strangers = strangers_of(options.data, judge, options.parts / "strangers.npy")
    for name in names:
        (person,) = people(options.data, judge, [name], strangers)
        part = {
            "person": person.kept(),
            "rows": [asdict(row) for row in clone(engine, store, judge, person, options)],
        }
        (options.parts / f"{name}.json").write_text(json.dumps(part, default=np.ndarray.tolist), "utf-8")
    found, rows = read_parts(options.parts)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(report(found, rows, options), "utf-8")


def strangers_of(data: Path, judge: Judge, kept: Path) -> np.ndarray:
    if not kept.exists():
        files = sorted((data / "librispeech-speakers").glob("*.flac"))
        np.save(kept, np.stack([judge.embed(load(file)) for file in files]))
    return np.asarray(np.load(kept))


def read_parts(folder: Path) -> tuple[list[Person], list[Row]]:
    """Everything measured so far: a run of some speakers adds to what others left."""
    found, rows = [], []
    for file in sorted(folder.glob("*.json")):
        part = json.loads(file.read_text("utf-8"))
        kept = part["person"]
        found.append(
            Person(kept["name"], Reference(()), np.array(kept["truth"]), kept["same"], kept["strangers"])
        )
        rows += [Row(**{**row, "embeddings": np.array(row["embeddings"])}) for row in part["rows"]]
    return found, rows


if __name__ == "__main__":
    main()
