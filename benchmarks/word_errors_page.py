"""The page of `word_errors.py`: scores as they are kept, a table of them, and what it means."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from clonyvoice.text.languages import LANGUAGES

RESULTS = Path(__file__).parent / "results" / "word_errors.md"
KEPT = RESULTS.with_suffix(".json")
GROUPS = ("plain", "held out", "figures", "other")
_UNITS = {"ja": " (kana)", "zh": " (syllables)"}


def table(rows: Sequence[dict[str, Any]]) -> str:
    """The scores as Markdown: a line for each language, then English by class."""
    lines = [
        "| words wrong % | voice | sentences | plain | the shortest way: plain / held out | held out | figures | "
        "other | all | letters wrong % | measured |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for each in rows:
        code = each["language"]
        cells = [LANGUAGES[code].name + _UNITS.get(code, ""), each["voice"], each["sentences"]]
        groups = [each["groups"].get(name, "") for name in GROUPS]
        bare = [str(each[name]) for name in ("espeak", "espeak held out") if name in each]
        cells += [groups[0], " / ".join(bare), *groups[1:]]
        lines.append(f"| {' | '.join(map(str, [*cells, each['wrong'], each['cer'], each['date']]))} |")
        if code == "ko":
            for title, kept in (("spaces apart", "unspaced"), ("sounds alone", "unlike")):
                apart = [each.get(kept, {}).get(name, "") for name in GROUPS]
                apart.insert(1, each.get("rules alone", {}).get(kept, ""))
                lines.append(f"| … {title} | | | {' | '.join(map(str, apart))} | | | |")
            if "rules alone" in each:
                bare = [
                    each["rules alone"]["held out"].get(name, "") for name in ("wer", "unspaced", "unlike")
                ]
                lines.append(f"| … held out, rules alone | | | | | {' / '.join(map(str, bare))} | | | | | |")
    english = next((each for each in rows if each["language"] == "en"), None)
    if english:
        lines += ["", "| English, by class | words | words wrong % |", "|---|---|---|"]
        lines += [f"| {kind} | {words} | {wer} |" for kind, (words, wer) in english["classes"].items()]
    return "\n".join(lines)


def _machine() -> str:
    """The name of this processor."""
    cpuinfo = Path("/proc/cpuinfo")
    names = (
        [line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        if cpuinfo.exists()
        else []
    )
    return names[0].split(":")[1].strip() if names else platform.machine()


def write(rows: Sequence[dict[str, Any]], threads: int) -> None:
    """Put the rows into the kept results, instead of earlier ones of the same languages, and make the page anew.

    What a row does not hold (a front end that was not measured again) stays.
    """
    kept = {each["language"]: each for each in json.loads(KEPT.read_text())} if KEPT.exists() else {}
    here = _machine()
    for each in rows:
        measured = {"machine": here, **each} if "date" in each else each
        kept[each["language"]] = kept.get(each["language"], {}) | measured
    ordered = [kept[code] for code in LANGUAGES if code in kept]
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n")
    by_date = sorted(ordered, key=lambda each: each["date"])
    machines = dict.fromkeys((each["machine"], each["date"]) for each in by_date)
    machine = ", ".join(f"{name} ({date})" for name, date in machines)
    RESULTS.write_text(
        "# Word errors of preset speech\n\n"
        f"{machine}, {threads} threads. Kokoro-82M (int8), heard by Whisper base (int8, beam 5) that "
        f"was told the language. "
        "`python -m benchmarks.word_errors --write`\n\n"
        f"{table(ordered)}\n\nPlain sentences hold no figures or short forms; those held out were never looked at "
        "while sounds and voices were chosen, but the first twenty of Korean, which were once read before its last "
        "change, and those of German, which were once read before its r was a tap. "
        "The shortest way says the same sentences without our front end, vocoder and "
        "quantisation (`--front-end espeak`): eSpeak's phonemes, of Japanese and Chinese misaki's, on the published "
        "graph, in the same voices (German in ef_dora, Russian in im_nicola). "
        "Figures are numbers, dates, times, money, percent and units. Korean may be spaced in several "
        "ways: its second line counts words with a wrong letter, spaces apart. Differences under 4 points are noise "
        "in sets of 100 to 200 words. Its third line leaves out spellings that sound alike (꽃에, 꼬체). What stands "
        "for eSpeak in Korean are the standard pronunciation by our rules and the IPA of textbooks, on the published "
        "graph. "
        "Hindi cannot be judged with Whisper base: its figures say more about the listener.\n",
        encoding="utf-8",
    )
