"""The table of figures of `benchmarks/README.md`, made from the pages under `results/`.

    python -m benchmarks.summary           # write it
    python -m benchmarks.summary --check   # fail if it is stale (part of `make check`)

Each figure is looked up in the page that its command wrote last, so none is older than its command, and each carries
that page's date and processor load. A page without the figure fails.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
BEGIN, END = "<!-- figures: made by `python -m benchmarks.summary` -->", "<!-- end of figures -->"


@dataclass(frozen=True)
class Figure:
    """A line of the table: `pattern` is searched in the page, and its groups fill `measured`."""

    what: str
    wanted: str
    page: str
    pattern: str
    measured: str


FIGURES = (
    Figure(
        "throughput against `kokoro-onnx`, same int8 weights and threads, sentences never said before",
        "≥ 4 ×", "throughput",
        r"Instruction sets: ([\w ,]+)\.[\s\S]+?\| ([\d.]+) \(median[\s\S]+?\| ([\d.]+) \(median",
        "{1} × by the clock, {2} × by processor time ({0})",
    ),
    Figure(
        "… through the HTTP API, `kokoro-onnx` in a process of its own", "≥ 3.5 ×", "http_throughput",
        r"\| clock, [^|]+\|[^|]+\|[^|]+\| ([\d.]+) \(median[\s\S]+?\| ([\d.]+) \(median",
        "{0} × by the clock, {1} × by processor time",
    ),
    Figure(
        "first 0.1 s of a stream: median, 95th percentile, most", "≤ 200, 300, 500 ms", "first_audio",
        r"\| alone \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|[^|]+\|[^|]+\| (\d+) \| [-\d.]+ \| (\d+) \|",
        "{1}, {2}, {3} ms of {0}; {5} of {4} listeners waited",
    ),
    Figure(
        "… beside another stream: median, 95th percentile", "≤ 700 ms for 95 of 100; nobody waits", "first_audio",
        r"\| beside another stream \| (\d+) \| (\d+) \| (\d+) \| \d+ \|[^|]+\|[^|]+\| (\d+) \| ([-\d.]+) \| (\d+) \|",
        "{1}, {2} ms of {0}; {5} of {3} waited",
    ),
    Figure(
        "first sentence after `serve`, models on disk; `/health`", "≤ 2.5 s; ≤ 2 s", "start",
        r"\| median \| ([\d.]+) \| [\d.]+ \| ([\d.]+) \|", "{1} s; {0} s",
    ),
    Figure(
        "memory while 200 sentences are said that were never said before: between them; at most", "≤ 900 MB", "memory",
        r"\| 200 \| (\d+) \| (\d+) \|", "{0}; {1} MB",
    ),
    Figure(
        "… while an hour of speech is made of one text", "≤ 900 MB", "memory",
        r"before it, at most (\d+) MB", "{0} MB",
    ),
    Figure(
        "… while a clone is fitted to *standard*, ten minutes transcribed and sentences said", "≤ 1.6 GB",
        "memory_mixed", r"\| \d+ MB \| (\d+) MB \|", "{0} MB",
    ),
    Figure(
        "a clone of 30 s of speech, models loaded, speaks as a draft: median, most; a sentence said with it; *instant*",
        "≤ 2 s", "clone_time",
        r"Cloned after: median ([\d.]+), most ([\d.]+) s[\s\S]+?said: ([\d.]+), [\d.]+\. Instant: ([\d.]+), [\d.]+\.",
        "{0}, {1} s; {2} s; {3} s",
    ),
    Figure(
        "a book of 100,000 characters: memory after the first tenth; words not heard as written", "< 50 MB more",
        "long_text_kokoro", r"growth \| [^|]*?(-?\d+) MB \|[\s\S]+?not heard as written \| ([\d.]+%)",
        "{0} MB; {1}",
    ),
    Figure(
        "a streamed sentence against the same said whole: length; words wrong", "", "streamed",
        r"\| whole \| ([\d.]+) [\s\S]+?\| in spans \| ([\d.]+) \| ([\d.]+) \|", "{2} ×; {1} for {0} %",
    ),
    Figure(
        "a clone at *instant*, *standard*, the five people, seen by a judge that no fit uses: mean", "≥ 0.75; ≥ 0.85",
        "identity_adapted", r"\| mean of the five \| \| ([\d.]+) \| \| \*\*([\d.]+)\*\*", "{0}; {1}",
    ),
    Figure(
        "… nearest preset; *instant*; *standard* by style alone", "", "identity",
        r"\| nearest preset \|[^*]+\*\*([\d.]+)\*\*[\s\S]+?\| instant \|[^*]+\*\*([\d.]+)\*\*[\s\S]+?"
        r"\| standard \|[^*]+\*\*([\d.]+)\*\*",
        "{0}; {1}; {2}",
    ),
    Figure(
        "a short sentence alone; beside a fit", "", "giving_way",
        r"nothing else going on \| ([\d.]+ s)[\s\S]+?`best` \| ([\d.]+ s)", "{0}; {1}",
    ),
    *(
        Figure(
            f"words wrong, {language}: plain; figures", wanted, "word_errors",
            rf"\| {language}[^|]*\| \w+ \| \d+ \| ([\d.]+) \|[^|]*\|[^|]*\| ([\d.]+) \|", "{0}; {1} %",
        )
        for language, wanted in (
            ("English", "≤ 3 %"), ("Spanish", "3.9 %"), ("French", "0 %"), ("Italian", "4.3 %"),
            ("Portuguese", "0 %"), ("Japanese", "0.5 %"), ("Chinese", "0.9 %"), ("German", "3.7 %"),
            ("Korean", "17–20 %"), ("Russian", "28.6 %"),
        )
    ),
    Figure(
        "what is read as it is said, rows of tables: known while rules were made; held out", "≥ 97 %; ≥ 90 %",
        "reading", r"## cases: ([\d.]+ %)[\s\S]+?## held_out: ([\d.]+ %)", "{0}; {1}",
    ),
    Figure(
        "word times within 25 and 50 ms of the sound, speed 1", "", "word_times",
        r"at speed 1 \| \d+ \|[^|]+\|[^|]+\| (\d+) \| (\d+) \|", "{0} and {1} %",
    ),
    Figure(
        "the transcript check on 50 lines as written and 50 with a word exchanged, wrong: English; Korean",
        "≤ 1 of 50", "transcript_check",
        r"\| en \| 50 \| (\d+) \| (\d+) \|[\s\S]+?\| ko \| 50 \| (\d+) \| (\d+) \|", "{0} and {1}; {2} and {3}",
    ),
    Figure(
        "transcription against plain faster-whisper, ten minutes, same weights and threads", "≥ 3 ×", "transcription",
        r"Times as fast: \*\*([\d.]+)\*\*[\s\S]+?by ([\d.]+)\.", "{0} × by the clock, {1} × by processor time",
    ),
    Figure(
        "… ten files of 5 s to 10 minutes: mean; those of 5 s", "≥ 3 ×; ≥ 1.5 ×", "transcription_files",
        r"files: ([\d.]+) ×[^:]+: ([\d.]+) ×", "{0} ×; {1} ×",
    ),
    Figure(
        "the recogniser's words that differ from those of its network in full precision", "", "recogniser_precision",
        r"\*\*([\d.]+%)\*\* differ", "{0}",
    ),
    Figure(
        "an hour transcribed through the API: most memory in the first tenth; at most", "", "hour",
        r"WAV, transcribed \| completed \| \d+ \| \d+ \| \d+ \| (\d+) \| (\d+) \|", "{0}; {1} MB",
    ),
    Figure(
        "speech that really repeats, written down in full; sound on which Whisper loops, told without a loop",
        "all of 20 each", "repeats",
        r"really repeats[^|]*\| (\d+) \| (\d+) \|[\s\S]+?tempts[^|]*\| (\d+) \| (\d+) \|",
        "{1} of {0}; {3} of {2}",
    ),
    Figure(
        "who speaks when, meetings without overlap: strict diarisation error", "≤ 12 %", "diarisation",
        r"\| without overlap \| \d+ \| \d+ s \| ([\d.]+%)", "{0}",
    ),
    Figure(
        "server over the bare engine call, in turns; a request over its own calls of the engine", "≤ 5 %", "server",
        r"server over bare engine[^|]*\| ([+\d.]+%)[\s\S]+?own calls of the engine \| ([+\d.]+%)", "{0}; {1}",
    ),
    Figure(
        "cancel: answered, computation stopped", "≤ 100 ms", "server", r"compute stopped, ms \| (\d+)", "{0} ms",
    ),
    Figure(
        "8 clients together against one; share of the slowest", "≥ 95 %", "fairness",
        r"clients together \| [\d.]+ = (\d+%)[\s\S]+?\| ([\d.]+) \|", "{0}; {1} of the mean",
    ),
    Figure(
        "1,000 of 1,000 generations listed at once; search in 10,000 for three words", "< 50 ms; < 30 ms", "history",
        r"1,000 at once \| ([\d.]+)[\s\S]+?10,000 generations \| search: three words \| ([\d.]+)", "{0}; {1} ms",
    ),
    Figure(
        "kills at random moments: lost; listening again after, median", "0; ≤ 3 s", "chaos",
        r"kills[^|]*\| (\d+)[\s\S]+?\| lost \| (\d+) \|[\s\S]+?median and most \| ([\d.]+)", "{1} of {0} kills; {2} s",
    ),
    Figure(
        "… of the scripted engine, with clones, imports and retakes: lost; answered again after, median and most",
        "0; ≤ 3 s", "chaos_scripted",
        r"\| kills[^|]*\| (\d+)[\s\S]+?\| lost \| (\d+)[\s\S]+?answered again, median and most \| ([\d.]+), ([\d.]+)",
        "{1} of {0} kills; {2}, {3} s",
    ),
    Figure(
        "texts that are made to cost much, by every way: `/health` median, 99th percentile, most; above 50 ms",
        "≤ 50 ms", "hostile_requests",
        r"of all ([\d,]+): median ([\d.]+), p99 ([\d.]+), most ([\d.]+) ms, above 50 ms: (\d+)",
        "{1}, {2}, {3} ms; {4} of {0}",
    ),
    Figure(
        "20 hostile uploads at once, uploads of 300 MB: memory that the server took more", "≤ 50 MB", "uploads",
        r"The server took at most (\d+) MB more", "{0} MB",
    ),
    Figure(
        "100 clients for ten minutes: `/health`, 99th percentile", "≤ 50 ms", "crowd",
        r"`/health` median, 99th percentile[^|]*\| [\d.]+, ([\d.]+),", "{0} ms",
    ),
    Figure(
        "requests and messages drawn at random: answers of 5xx and not in the one shape", "0 of 50,000", "fuzz",
        r"messages on sockets \| ([\d,]+), ([\d,]+)[\s\S]+?\| faults \| (\d+|none)", "{2} of {0} and {1}",
    ),
    Figure(
        "a project of ten hours: opened; an operation, median and 99th percentile; undo",
        "≤ 1 s; ≤ 30, 80 ms; ≤ 50 ms", "timeline",
        r"opened over HTTP[^|]*\| (\d+)[\s\S]+?acknowledged[^|]*\| ([\d.]+) / ([\d.]+)[\s\S]+?undo[^|]*\| ([\d.]+)",
        "{0} ms; {1}, {2} ms; {3} ms",
    ),
    Figure(
        "its mix to WAV; first sound of the mix, median and most", "≥ 60 × real time; ≤ 150 ms", "timeline",
        r"from 20 points, ms \| \d+, ([\d.]+) / [\d.]+ / ([\d.]+)[\s\S]+?times real time \| (\d+)",
        "{2} ×; {0} and {1} ms",
    ),
    Figure(
        "a dub of two minutes with three speakers: lines inside their slots", "≥ 95 %", "dubbing",
        r"behind their slots \| ([\d.]+%)", "{0}",
    ),
    Figure(
        "the watermark read under noise at -20 dB, in clips of 10 s; of 3 s", "≥ 99 %; ≥ 95 %", "watermark",
        r"noise at -20 dB \| (\d+) \(\d+\) of 100 \| [\d.]+ \| (\d+)", "{0}; {1} of 100",
    ),
    Figure(
        "an hour's streaming with the watermark against without: first audio; a second of sound", "0.97 to 1.03",
        "marked_streams",
        r"of sound: clock, s, median[^|]*\|[^|]*\|[^|]*\| ([\d.]+) \([\s\S]+?a second of sound: clock, s, median[^|]*"
        r"\|[^|]*\|[^|]*\| ([\d.]+) \(",
        "{0}; {1}",
    ),
    Figure(
        "an engine in a process of its own: throughput against this process; first audio added",
        "≥ 0.95 ×; ≤ 5 ms", "workers",
        r"own process \(wanted ≥ 0.95\) \| ([\d.]+) ×[\s\S]+?first audio added[^|]*\| ([\d.]+) ms",
        "{0} ×; {1} ms",
    ),
    Figure(
        "the studio: first paint; interaction to next paint, 95th percentile", "≤ 500 ms; ≤ 100 ms", "studio",
        r"first paint \| (\d+) ms[\s\S]+?next paint[^|]*\| (\d+)", "{0}; {1} ms",
    ),
)  # fmt: skip


_DATE = re.compile(r"20\d\d-\d\d-\d\d")


def measured(figure: Figure, page: str) -> str:
    """The figure as its page has it, with the date of its line, or of the page, and the load.

    Raises ValueError where the page does not hold it.
    """
    found = re.search(figure.pattern, page)
    line = page[found.start() : page.find("\n", found.end())] if found else ""
    date = _DATE.search(line) or _DATE.search(page)
    if found is None or date is None:
        raise ValueError(f"results/{figure.page}.md has no figure for: {figure.what}")
    load = re.search(r"load (?:average |of the machine )?([\d.]+)", page)
    beside = f", load {float(load[1].rstrip('.')):.0f}" if load else ""
    said = figure.measured.format(*found.groups())
    return f"{said} ([{date[0]}{beside}](results/{figure.page}.md))"


def table() -> str:
    """The table as Markdown."""
    lines = ["| what | wanted | measured |", "|---|---|---|"]
    for figure in FIGURES:
        path = FOLDER / "results" / f"{figure.page}.md"
        said = measured(figure, path.read_text("utf-8")) if path.exists() else "not measured yet"
        lines.append(f"| {figure.what} | {figure.wanted} | {said} |")
    return "\n".join(lines)


def readme(text: str) -> str:
    """The page `text` with the table in its place."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def main() -> int:
    """Write the table, or compare it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="fail if the table is stale")
    parser.add_argument("--smoke", action="store_true", help="the same as --check")
    options = parser.parse_args()
    path = FOLDER / "README.md"
    text = path.read_text("utf-8")
    made = readme(text)
    if made == text:
        return 0
    if options.check or options.smoke:
        print("benchmarks/README.md is stale: run `python -m benchmarks.summary`")
        return 1
    path.write_text(made, "utf-8")
    print("wrote benchmarks/README.md")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
