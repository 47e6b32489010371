"""Write `docs/clients.md`: which call of which client works, as just driven: `python -m tests.clients.table`.

Named programs (`python -m tests.clients.table openai_npm`) are driven anew alone; the other rows stay as they are.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.clients.clients import PACKAGES, RECORDED, Outcome, replay, run_program, version_of
from tests.serving import ServerProcess, speech_wav

PAGE = Path(__file__).parents[2] / "docs" / "clients.md"
HEAD = """# Clients

<!-- made by `python -m tests.clients.table` -->

Which calls of which programs work with ClonyVoice in place of OpenAI or ElevenLabs, over Wyoming, or as MCP clients.
*Its own package*: the package was installed in that version and called a real server, and what came back was examined.
*Recorded request*: the program is too large to be installed for a test; the request that this version sends was written
down, and replayed.

How to set each of them up: [other SDKs](how-to/other-sdks.md) and the pages beside it.

| client | call | works | how it was tried |
|---|---|---|---|
"""
NOT_SERVED = """
## What is refused, and why

Each with the reason in the vendor's own error shape; see
[which parameters are supported](how-to/other-sdks.md#which-parameters-are-supported).

| asked for | answer |
|---|---|
| OpenAI: `known_speaker_names[]`, `known_speaker_references[]` | 422: speakers are numbered, not named |
| OpenAI: `timestamp_granularities[]=word` without `verbose_json`, `stream` with subtitles | 422 |
| ElevenLabs: pronunciation dictionaries, audio effects | 422: words are set with `PUT /api/pronunciations` |
| ElevenLabs: `use_multi_channel`, `no_verbatim`, entities, webhooks, addresses to fetch | 422 |
| ElevenLabs: history oldest first, voices by use or description, `reference_audio_base64` of a design | 422 |
| ElevenLabs: `numbers_format=words`, `use_speaker_library` | 422: digits mostly; speakers are numbered |
| WebSockets of other products (agents, translation, live dubbing) | 404 `route_not_found` before the connection opens |
| ElevenLabs: voice changer, collections, sound effects, music, dubbing, agents | 404 `route_not_found`, and why |
| models of another kind than speech and transcription | 404 `model_not_served` |
"""


BY_THEMSELVES = (Path(__file__).parent / "programs_by_themselves.md").read_text("utf-8")


def outcomes(program: str, server: ServerProcess, key: str, recording: bytes) -> Iterator[Outcome]:
    """Every call of a program, or of all recorded requests for `recorded`. Raises RuntimeError, as `run_program`."""
    if program == "recorded":
        for entry in RECORDED:
            yield replay(entry, server.url, key, recording)
    else:
        port = re.search(r"tcp://\S+:(\d+)", server.output)
        yield from run_program(program, server.url, key, port[1] if port else "")


def merged(before: Sequence[str], rows: Sequence[str]) -> list[str]:
    """The lines of the table with `rows` in place of those of the same clients, whatever their versions were."""
    again = {_client(row) for row in rows}
    kept = [line for line in before if _client(line) not in again]
    at = next((place for place, line in enumerate(before) if _client(line) in again), len(before))
    place = sum(_client(line) not in again for line in before[:at])
    return [*kept[:place], *rows, *kept[place:]]


def _client(row: str) -> str:
    """The client of a row, without the version: what stands before the first number."""
    return re.split(r" (?=\d|\(source)", row.split("|")[1].strip(), maxsplit=1)[0]


def main() -> int:
    """Write the page, program by program; 1 when a call does not work."""
    wrong: list[str] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        ServerProcess(Path(folder), wyoming=True, wyoming_port=0) as server,
    ):
        key = server.new_key(unlimited=True)
        with server.client(key) as client:
            recording = speech_wav(
                client, "The old clock on the wall strikes seven, and nobody in the village heard it."
            )
        for program in sys.argv[1:] or (*PACKAGES, "recorded"):
            if program != "recorded" and version_of(program) is None:
                print(f"{program}: not installed, its rows stay", flush=True)
                continue
            try:
                found = list(outcomes(program, server, key, recording))
            except RuntimeError as error:
                wrong.append(str(error))
                continue
            wrong += [f"{one.client}, {one.call}: {one.problem}" for one in found if one.problem]
            _write(found)
    print("\n".join(wrong) or "every call works")
    return 1 if wrong else 0


def _write(found: Sequence[Outcome]) -> None:
    rows = [
        f"| {one.client} | {one.call} | {one.note or ('no' if one.problem else 'yes')} | {one.how} |"
        for one in found
    ]
    before = [line for line in PAGE.read_text("utf-8").splitlines() if line.count(" | ") == 3]
    kept = [line for line in before if not line.startswith("| client |")]
    PAGE.write_text(HEAD + "\n".join(merged(kept, rows)) + "\n" + NOT_SERVED + "\n" + BY_THEMSELVES, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
