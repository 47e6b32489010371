"""Voices for the speakers of a script: chosen among the presets by gender and language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from clonyvoice.core.ids import new_id
from clonyvoice.projects.document_items import MOST, Item
from clonyvoice.speech.chunk_languages import language_of_text, primary
from clonyvoice.text.languages import LANGUAGES, UnknownLanguage, resolve
from clonyvoice.text.name_genders import gender_of_name
from clonyvoice.voices.library import Voices
from clonyvoice.voices.listing import VoiceFilter, folded
from clonyvoice.voices.model import PRESET_PREFIX, Voice

NARRATOR: Final[Mapping[str, str]] = {
    "de": "Erzähler", "en": "Narrator", "es": "Narrador", "fr": "Narrateur", "hi": "वाचक", "it": "Narratore",
    "ja": "ナレーター", "ko": "내레이터", "pt": "Narrador", "ru": "Рассказчик", "zh": "旁白",
}  # fmt: skip
"""The name of who says the lines that name nobody, by the project's language."""
_TELLING: Final = 600
"""Characters of a speaker's lines by which the language is detected. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Part:
    """A speaker who needs a voice: gender (None: unknown) and language (`auto`: unknown)."""

    gender: str | None
    language: str


def choose_voices(
    presets: Sequence[Voice], parts: Mapping[str, Part], taken: Sequence[str] = ()
) -> dict[str, str]:
    """A preset for each of `parts`, by name; each preset is used once if there are enough.

    First those of the gender, among them those not used yet, then by how well they read the language: those that were
    made for it, then those that read it best (`Language`), then the others. Where no gender is known, women and men in
    turn, of those that read it equally well. Presets of the first one's engine only.
    """
    if not presets:
        return {}
    able = [one for one in presets if one.engine == presets[0].engine]
    genders = {one.id: one.gender for one in presets}
    used = list(taken)
    found: dict[str, str] = {}
    for name, part in parts.items():
        code = _code(part.language)
        ranks = _ranks(able, code)
        so_far = [genders.get(one) for one in used]
        costs = [
            (
                part.gender is not None and one.gender != part.gender,
                used.count(one.id),
                ranks[one.id][0],
                so_far.count(one.gender) if part.gender is None else 0,
                ranks[one.id][1],
            )
            for one in able
        ]
        best = able[min(range(len(able)), key=costs.__getitem__)]
        found[name] = best.id
        used.append(best.id)
    return found


def _ranks(voices: Sequence[Voice], code: str | None) -> dict[str, tuple[int, int]]:
    """By voice: its class for reading a language and its place within that, the lowest best; all alike for None.

    The classes: made for the language; known to read it; neither. Where none was made for it the best is in the second
    class, so that women and men come in turn there, too.
    """
    language = LANGUAGES.get(code or "")
    if language is None:
        return {one.id: (0, 0) for one in voices}
    first = [name for name in (language.voice, language.second, *language.others) if name]
    known = {PRESET_PREFIX + name: place for place, name in reversed(list(enumerate(first)))}
    own = {one.id for one in voices if primary(one.language) == code}
    return {
        one.id: (
            0 if one.id in own else 1 if one.id in known or code in one.languages else 2,
            known.get(one.id, len(first)),
        )
        for one in voices
    }


def _code(language: str) -> str | None:
    try:
        return None if language == "auto" else resolve(language)
    except UnknownLanguage:
        return None


class ScriptVoices:
    """Voices chosen for the new speakers of a script."""

    def __init__(self, voices: Voices) -> None:
        self._voices = voices

    def with_voices(
        self,
        operations: Sequence[Mapping[str, Any]],
        language: str,
        asker: str,
        there: Iterable[Item] = (),
    ) -> list[dict[str, Any]]:
        """The operations with a voice for each added speaker without one; `there` are the existing speakers.

        A voice of the speaker's name that `asker` may use is taken (a preset of that name where it fits the language
        and the gender), else a preset (see `choose_voices`). Lines that name nobody and have no voice of their own get
        a narrator, who is added, or found among `there`.
        """
        speakers = list(there)
        given = _with_narrator(operations, language, speakers)
        new = {one["id"]: one["speaker"] for one in given if one["op"] == "speaker.insert"}
        voiceless = {key: data for key, data in new.items() if not data.get("voice_id")}
        if not voiceless or len(new) > MOST["speaker"]:
            return given  # too many: they are refused when they are applied
        taken = [one.data.get("voice_id") for one in speakers] + [one.get("voice_id") for one in new.values()]
        said = _texts(given)
        parts = {key: _part(data["name"], said.get(key, ""), language) for key, data in voiceless.items()}
        named: dict[str, str] = {}
        for key, data in voiceless.items():
            if (own := self._named(data["name"], parts[key], asker)) is not None:
                named[key] = own
                parts.pop(key)
        presets = self._voices.list(VoiceFilter(kind="preset", asker=asker), limit=1000).voices
        chosen = named | choose_voices(presets, parts, [one for one in taken if one] + list(named.values()))
        return [
            {**one, "speaker": {**one["speaker"], "voice_id": chosen[one["id"]]}}
            if one["op"] == "speaker.insert" and one["id"] in chosen
            else dict(one)
            for one in given
        ]

    def _named(self, name: str, part: Part, asker: str) -> str | None:
        """The id of the asker's voice of this name, the newest of several; a preset only where it fits the part.

        Presets have everyday names: Sara of an English script is not the Italian one, and Nicola not a man everywhere.
        """
        found = self._voices.list(VoiceFilter(q=name, status="ready", asker=asker), limit=50).voices
        same = [one for one in found if folded(one.name) == folded(name)]
        return next((one.id for one in same if one.kind != "preset" or _fits(one, part)), None)


def _fits(preset: Voice, part: Part) -> bool:
    code = _code(part.language)
    reads = code is None or primary(preset.language) == code or code in preset.languages
    return reads and part.gender in (None, preset.gender)


def _part(name: str, said: str, language: str) -> Part:
    home = _code(language) or "en"
    spoken = language_of_text(said, home).code if said else home
    return Part(gender_of_name(name, spoken), spoken)


def _texts(operations: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The beginning of each speaker's text, by the speaker's id."""
    found: dict[str, str] = {}
    for one in operations:
        if one["op"] == "line.insert" and (who := one["line"].get("speaker_id")):
            before = found.get(who, "")
            if len(before) < _TELLING:
                found[who] = f"{before} {one['line']['text'][:_TELLING]}".strip()
    return found


def _with_narrator(
    operations: Sequence[Mapping[str, Any]], language: str, there: Sequence[Item]
) -> list[dict[str, Any]]:
    """The operations with a narrator as the speaker of lines without a speaker or voice."""
    given = [dict(one) for one in operations]
    alone = [
        one
        for one in given
        if one["op"] == "line.insert" and not (one["line"].get("speaker_id") or one["line"].get("voice_id"))
    ]
    new = {one["speaker"]["name"]: one["id"] for one in given if one["op"] == "speaker.insert"}
    known = {item.data["name"]: item.id for item in there} | new
    name = NARRATOR.get(_code(language) or "en", NARRATOR["en"])
    if not alone or (name not in known and len(known) >= MOST["speaker"]):
        return given
    narrator = known.get(name) or new_id("speaker")
    for one in alone:
        one["line"] = {**one["line"], "speaker_id": narrator}
    if name not in known:
        given.insert(0, {"op": "speaker.insert", "id": narrator, "speaker": {"name": name}})
    return given
