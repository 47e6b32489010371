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

Each with the reason in the vendor's own error shape; see [the rule](how-to/other-sdks.md#the-rule).

| asked for | answer |
|---|---|
| OpenAI: `known_speaker_names[]`, `known_speaker_references[]` | 422: speakers are numbered, not named |
| OpenAI: `timestamp_granularities[]` without `verbose_json`, `stream` with subtitles | 422 |
| ElevenLabs: pronunciation dictionaries, audio effects | 422: words are set with `PUT /api/pronunciations` |
| ElevenLabs: `use_multi_channel`, `no_verbatim`, entities, webhooks, addresses to fetch | 422 |
| ElevenLabs: voice changer, sound effects, music, dubbing, agents | 404 `route_not_found` |
| models of another kind than speech and transcription | 404 `model_not_served` |
"""


def outcomes(server: ServerProcess, only: Sequence[str] = ()) -> Iterator[Outcome]:
    """Every call of every client that is here, or of the named programs."""
    key = server.new_key(unlimited=True)
    with server.client(key) as client:
        recording = speech_wav(
            client, "The old clock on the wall strikes seven, and nobody in the village heard it."
        )
    port = re.search(r"tcp://\S+:(\d+)", server.output)
    for program in only or PACKAGES:
        if version_of(program) is not None:
            yield from run_program(program, server.url, key, port[1] if port else "")
    for entry in () if only else RECORDED:
        yield replay(entry, server.url, key, recording)


def main() -> int:
    """Write the page; 1 when a call does not work."""
    with (
        tempfile.TemporaryDirectory() as folder,
        ServerProcess(Path(folder), wyoming=True, wyoming_port=0) as server,
    ):
        found = list(outcomes(server, sys.argv[1:]))
    rows = [
        f"| {one.client} | {one.call} | {one.note or ('no' if one.problem else 'yes')} | {one.how} |"
        for one in found
    ]
    if sys.argv[1:]:
        again = {f"{one.client} | {one.call}" for one in found}
        before = [line for line in PAGE.read_text("utf-8").splitlines() if line.count(" | ") == 3]
        kept = [line for line in before if not any(line.startswith(f"| {name} |") for name in again)]
        rows = [*rows, *(line for line in kept if not line.startswith("| client |"))]
    PAGE.write_text(HEAD + "\n".join(rows) + "\n" + NOT_SERVED, "utf-8")
    for one in found:
        if one.problem:
            print(f"{one.client}, {one.call}: {one.problem}")
    return 1 if any(one.problem for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
