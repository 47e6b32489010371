"""Presets as voices: they come with their engine, and a person may set a few things on them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias

from clonyvoice.engines.contract import EngineInfo, Preset
from clonyvoice.storage.tables import PresetOverlayRow
from clonyvoice.text.languages import LANGUAGES
from clonyvoice.voices.model import PRESET_PREFIX, Voice

PresetSource: TypeAlias = Callable[[], Sequence[tuple[EngineInfo, Sequence[Preset]]]]
"""Every engine's declaration with its presets, the default engine first; needs no model in memory."""


def preset_id(preset: Preset) -> str:
    """The id of a preset in the API: `voice_af_heart`."""
    return PRESET_PREFIX + preset.id


def as_voice(info: EngineInfo, preset: Preset, overlay: PresetOverlayRow | None) -> Voice:
    """The preset as a voice.

    `languages` are the one it was made for and those that it reads best of all presets, or of its gender; it can be
    asked to speak every language of its engine.
    """
    own = preset.language.split("-")[0]
    best = [one.code for one in LANGUAGES.values() if preset.id in (one.voice, one.second)]
    return Voice(
        id=preset_id(preset),
        name=preset.name,
        kind="preset",
        engine=info.id,
        engines=(info.id,),
        language=preset.language,
        languages=tuple(dict.fromkeys([own, *best])),
        gender=preset.gender,
        description=preset.description,
        favorite=overlay.favorite if overlay else False,
        category_id=overlay.category_id if overlay else None,
        settings=dict(overlay.settings) if overlay else {},
        updated_at=overlay.updated_at if overlay else None,
    )


class PresetShelf:
    """All presets of all engines, found by id or plain name."""

    def __init__(self, source: PresetSource) -> None:
        self._source = source

    def all(self, overlays: Mapping[str, PresetOverlayRow]) -> list[Voice]:
        """Every preset as a voice, in its engine's order."""
        return [
            as_voice(info, preset, overlays.get(preset_id(preset)))
            for info, presets in self._source()
            for preset in presets
        ]

    def infos(self) -> list[EngineInfo]:
        """The declarations of all engines, the default one first."""
        return [info for info, _ in self._source()]

    def find(self, name: str, engines: Collection[str] | None = None) -> tuple[EngineInfo, Preset] | None:
        """The preset with this id (`voice_af_heart`), plain id (`af_heart`) or name (`Heart`), or None.

        Ids and names are compared without case; where two presets share a name, the first wins. `engines` are the
        only ones to look at.
        """
        plain = name.casefold().removeprefix(PRESET_PREFIX)
        by_name: tuple[EngineInfo, Preset] | None = None
        for info, presets in self._source():
            if engines is not None and info.id not in engines:
                continue
            for preset in presets:
                if preset.id.casefold() == plain:
                    return info, preset
                if by_name is None and preset.name.casefold() == name.strip().casefold():
                    by_name = info, preset
        return by_name
