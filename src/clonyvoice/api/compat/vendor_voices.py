"""Voices by the names that programs have for them: aliases, ids, one's own voices, presets, stock names, blends.

OpenAI's names and ElevenLabs' stock voices stand for the nearest preset by the makers' own descriptions of them. An
alias (`CLONYVOICE_VOICE_ALIASES`), or a voice of one's own with that name, wins: so `alloy` or Rachel can be the user's
clone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Final, TypeAlias

from anyio import to_thread
from fastapi import Depends, Request

from clonyvoice.api.services import DesignJobsDep, JobsDep, SettingsDep, VoicesDep
from clonyvoice.api.waiting_requests import job_result
from clonyvoice.cloning.blend_recipe import BadRecipe
from clonyvoice.cloning.design_jobs import DesignJobs
from clonyvoice.core.errors import ClonyError
from clonyvoice.jobs import JobQueue
from clonyvoice.voices import VoiceFilter, Voices
from clonyvoice.voices.errors import VoiceNotFound
from clonyvoice.voices.listing import folded

OPENAI_VOICES: Final = {
    "alloy": "af_alloy", "ash": "am_michael", "ballad": "bm_george", "cedar": "am_fenrir", "coral": "af_heart",
    "echo": "am_echo", "fable": "bm_fable", "marin": "af_kore", "nova": "af_nova", "onyx": "am_onyx",
    "sage": "af_sarah", "shimmer": "af_bella", "verse": "am_puck",
}  # fmt: skip
"""OpenAI's voices and the presets that stand for them."""

_STOCK: Final = """
21m00Tcm4TlvDq8ikWAM Rachel af_heart|JBFqnCBsd6RMkjVDRZzb George bm_george|hpp4J3VqNfWAUOO0d1Us Bella af_bella
EXAVITQu4vr4xnSDxMaL Sarah af_sarah|AZnzlk1XvdvUeBnXmlld Domi af_kore|ErXwobaYiN019PkySvjV Antoni am_michael
MF3mGyEYCl7XYWbV9V6O Elli af_sky|TxGEqnHWrfWFTfGW9XjX Josh am_onyx|VR6AewLTigWG4xSOukaG Arnold am_fenrir
pNInz6obpgDQGcFmaJgB Adam am_adam|yoZ06aMxZJJ28mfd3POQ Sam am_echo|CwhRBWXzGAHq8TQ4Fs17 Roger am_michael
FGY2WhTYpPnrIDTdsKH5 Laura af_jessica|IKne3meq5aSn9XLyUdCD Charlie bm_lewis|N2lVS1w4EtoT3dr4eOWO Callum am_fenrir
SAz9YHcvj6GT2YYXdXww River af_river|TX3LPaxmHKxFdv7VOQHJ Liam am_liam|XB0fDUnXU5powFXDhCwa Charlotte bf_isabella
Xb7hH8MSUJpSbSDYk0k2 Alice bf_alice|XrExE9yKIg1WjnnlVkGX Matilda af_nova|bIHbv24MWmeRgasZH58o Will am_puck
cgSgspJ2msm6clMCkdW9 Jessica af_jessica|cjVigY5qzO86Huf0OWal Eric am_eric|iP95p4xoKVk53GoZ742B Chris am_liam
nPczCjzI2devNBz1zQrb Brian am_onyx|onwK4e9ZLuTAKqWW03F9 Daniel bm_daniel|pFZP5JQG7iQjIQuC4Bku Lily bf_lily
pqHfZKP75CvOlQylNhV4 Bill am_adam|9BWtsMINqrJLrRacOk9x Aria af_aoede|SOYHLrjzK2X1ezoPC6cr Harry am_fenrir
ThT5KcBeYPX3keUQqHPh Dorothy bf_emma|oWAxZDx7w5VEj9dCyTzz Grace af_sky|jsCqWAovK2LkecY7zXl4 Freya af_aoede
pMsXgVXv3BLzUgSXRplE Serena af_sarah|flq6f7yk4E4fJM5XTYuZ Michael am_michael|piTKgcLEGmPE4e6mEKli Nicole af_nicole
GBv7mTt0atIp3Br8iCZE Thomas am_michael|LcfcDJNUP1GQjkzn1xUU Emily af_nicole|D38z5RcWu1voky8WS1ja Fin bm_lewis
"""
ELEVENLABS_VOICES: Final = {
    voice_id: (name, preset)
    for line in _STOCK.split("\n")
    for voice_id, name, preset in (row.split() for row in line.split("|") if row)
}
"""ElevenLabs' stock voices that examples and defaults name: id → name and the preset that stands for it."""
_STOCK_NAMES: Final = {name.casefold(): preset for name, preset in ELEVENLABS_VOICES.values()}
_PART: Final = re.compile(r"\s*(?P<name>[^+()]+?)\s*(?:\(\s*(?P<weight>\d{1,6}(?:\.\d{1,6})?)\s*\))?\s*")
_MOST_PARTS: Final = 8
"""Voices of a blend, as in `cloning/blend_recipe.py`."""


class VoiceNames:
    """Finds voices by the names that programs have for them."""

    def __init__(
        self, aliases: Mapping[str, str], voices: Voices, design_jobs: DesignJobs, jobs: JobQueue
    ) -> None:
        self._aliases, self._voices, self._design_jobs, self._jobs = aliases, voices, design_jobs, jobs

    def find(self, name: str, asker: str) -> str:
        """The id of the voice that `name` means, or a preset's plain name.

        Looked for among the aliases, ids, one's own voices by name (the newest first), presets, and the vendors' stock
        names, without case; those locked to keys other than `asker` are not found. Raises VoiceNotFound.
        """
        plain = name.strip()
        aliases = {folded(alias): target for alias, target in self._aliases.items()}
        plain = aliases.get(folded(plain), plain)
        own = self._own(plain, asker)
        if own is not None:
            return own
        try:
            return self._voices.named(plain, asker=asker).id
        except VoiceNotFound:
            pass
        low = plain.casefold()
        stock = OPENAI_VOICES.get(low) or _STOCK_NAMES.get(low)
        if stock is None and plain in ELEVENLABS_VOICES:
            stock_name, stock = ELEVENLABS_VOICES[plain]
            aliased = aliases.get(folded(stock_name))
            stock = (aliased and self.find(aliased, asker)) or self._own(stock_name, asker) or stock
        if stock is None:
            raise VoiceNotFound(name)
        return stock

    def _own(self, name: str, asker: str) -> str | None:
        """The id of the newest cloned or designed voice with this name that can speak."""
        if not name or len(name) > 200:
            return None
        for kind in ("clone", "design"):
            wanted = VoiceFilter(q=name, kind=kind, status="ready", asker=asker)
            for voice in self._voices.list(wanted, limit=100).voices:
                if folded(voice.name) == folded(name):
                    return voice.id
        return None

    async def speaking(self, request: Request, name: str, owner: str) -> str:
        """The voice to speak with: `find`, or for `a+b` and `a(2)+b(1)` their blend, made for a day.

        A voice alone with a weight, `a(1)`, is the voice. Raises VoiceNotFound, BadRecipe, NotBlendable,
        EngineUnavailable, QueueFull.
        """
        try:
            return await to_thread.run_sync(self.find, name, owner)  # a voice may have a plus in its name
        except VoiceNotFound:
            if "+" not in name and not name.strip().endswith(")"):
                raise
        weights = _weights(name)
        if len(weights) == 1:
            return await to_thread.run_sync(self.find, weights[0][1], owner)
        found = [(weight, await to_thread.run_sync(self.find, part, owner)) for weight, part in weights]
        ready = partial(self._voices.speaking, asker=owner)
        speaking = [(weight, await to_thread.run_sync(ready, voice)) for weight, voice in found]
        recipe = " + ".join(f"{weight:g}*{voice.voice.id}" for weight, voice in speaking)
        decided = "|".join(f"{weight:g}*{voice.voice.id}@{voice.revision}" for weight, voice in speaking)
        kept_as = f"voice_blend_{hashlib.sha256(decided.encode()).hexdigest()[:24]}"
        try:
            return (await to_thread.run_sync(partial(self._voices.get, asker=owner), kept_as)).id
        except ClonyError:
            blend = partial(self._design_jobs.blend, recipe, name[:200], owner, kept_as=kept_as, save=False)
            (made,) = (await job_result(request, self._jobs, blend))["candidates"]
            return str(made["voice_id"])


async def _voice_names(
    settings: SettingsDep, voices: VoicesDep, design_jobs: DesignJobsDep, jobs: JobsDep
) -> VoiceNames:
    return VoiceNames(settings.voice_aliases, voices, design_jobs, jobs)


VoiceNamesDep: TypeAlias = Annotated[VoiceNames, Depends(_voice_names)]
"""For `names: VoiceNamesDep` in a route."""


def _weights(name: str) -> list[tuple[float, str]]:
    """The weights and names of a blend as Kokoro-FastAPI's clients write it. Raises BadRecipe."""
    pieces = name.split("+")
    if len(pieces) > _MOST_PARTS:
        raise BadRecipe(f"it has {len(pieces)} parts")
    found = []
    for piece in pieces:
        match = _PART.fullmatch(piece)
        if match is None:
            raise BadRecipe(f"'{piece.strip()[:40]}' is no voice with a weight in parentheses")
        weight = float(match["weight"]) if match["weight"] else 1.0
        if weight <= 0:
            raise BadRecipe("weights must be above zero")
        found.append((weight, match["name"]))
    return found
