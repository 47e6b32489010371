"""Memory of a server that says sentences that were never said before.

    python -m benchmarks.memory [--seed N] [--count 200] [--minutes 60] [--write] [--smoke]

Told are the server's resident memory (RSS) before the model, after 1, 10, 50 … sentences and at most while they are
said, looked at twenty times a second; then the same for one text of some `--minutes` of speech in one request. The
sentences are drawn from the seed, which is printed.
"""

from __future__ import annotations

import argparse
import secrets
import tempfile
from pathlib import Path
from typing import Final

import httpx

from benchmarks.prose import sentences
from benchmarks.served import report, served

_CHARACTERS_PER_MINUTE: Final = 820
"""Of these sentences, spoken by af_heart; measured."""
_TOLD = (1, 10, 25, 50, 100, 200, 400, 800)


def say(client: httpx.Client, text: str) -> float:
    """The seconds of sound of a sentence."""
    body = {"voice": "af_heart", "text": text, "language": "en"}
    answer = client.post("/api/generate/preset", json=body)
    answer.raise_for_status()
    return float(answer.json()["duration"])


def long_text(seed: int, characters: int) -> str:
    """Sentences that were never said before, ten to a paragraph."""
    parts: list[str] = []
    for number, sentence in enumerate(sentences(seed, max(10, characters // 20)), 1):
        parts += [sentence, "\n\n" if number % 10 == 0 else " "]
        if sum(map(len, parts)) >= characters:
            break
    return "".join(parts).strip()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=60.0, help="of speech in the last request")
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="two sentences")
    options = parser.parse_args()
    seed = secrets.randbelow(2**31) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    drawn = sentences(seed, 2 if options.smoke else options.count)
    lines = ["| sentences said | memory after them, MB | at most up to then, MB |", "|---|---|---|"]
    sound, peak = 0.0, 0.0
    with tempfile.TemporaryDirectory() as home, served(Path(home)) as server:
        client = server.client(server.key())
        lines.append(f"| 0 | {server.memory_mb():.0f} | |")
        done = 0
        for until in sorted({it for it in _TOLD if it < len(drawn)} | {len(drawn)}):
            batch = drawn[done:until]
            lengths: list[float] = []

            def work(batch: list[str] = batch, lengths: list[float] = lengths) -> str:
                lengths.extend(say(client, text) for text in batch)
                return ""

            peak = max(peak, server.watched(work).peak)
            done, sound = until, sound + sum(lengths)
            lines.append(f"| {done} | {server.memory_mb():.0f} | {peak:.0f} |")
            print(lines[-1], flush=True)
        assert sound > len(drawn)
        lines += ["", f"{sound:.0f} s of sound; seed {seed}."]
        if not options.smoke and options.minutes:
            text = long_text(seed + 1, round(options.minutes * _CHARACTERS_PER_MINUTE))
            seen = server.watched(lambda: f"{say(client, text) / 60:.1f}")
            lines += [
                "",
                f"Then one text of {len(text):,} characters, {seen.said} minutes of sound, made in "
                f"{seen.seconds:.0f} s: {seen.before:.0f} MB before it, at most {seen.peak:.0f} MB, "
                f"{server.memory_mb():.0f} MB after it.",
            ]
    report("memory", "Memory while speaking", "\n".join(lines), write=options.write and not options.smoke)


if __name__ == "__main__":
    main()
