"""Speakers of scripts get voices: by gender and language, one each, and never instead of what was given."""

from __future__ import annotations

from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.voicepacks import PRESETS
from clonyvoice.projects.script_importing import operations_of
from clonyvoice.projects.script_lines import Script, ScriptLine
from clonyvoice.projects.script_voices import Part, choose_voices
from clonyvoice.text.languages import LANGUAGES
from clonyvoice.voices.model import Voice
from clonyvoice.voices.presets import as_voice


def presets() -> list[Voice]:
    return [as_voice(KokoroEngine.info, one, None) for one in PRESETS]


def test_a_preset_has_the_gender_and_the_language_and_is_taken_once() -> None:
    voices = {one.id: one for one in presets()}
    parts = {
        "Anna": Part("female", "en"),
        "Ben": Part("male", "en"),
        "Eva": Part("female", "en"),
        "Carmen": Part("female", "es"),
        "Paco": Part("male", "es"),
    }
    found = choose_voices(list(voices.values()), parts)
    for name, part in parts.items():
        chosen = voices[found[name]]
        assert chosen.gender == part.gender
        assert part.language in {code.split("-")[0] for code in (chosen.language, *chosen.languages)}
    assert len(set(found.values())) == len(parts)
    assert not set(choose_voices(list(voices.values()), parts, list(found.values())).values()) & set(
        found.values()
    )


def test_women_and_men_have_the_preset_that_reads_a_language_best_where_none_was_made_for_it() -> None:
    voices = {one.id: one for one in presets()}
    own = {(one.gender, one.language.split("-")[0]) for one in voices.values()}
    for code, language in LANGUAGES.items():
        if language.second is None:
            continue
        first, second = (voices[f"voice_{name}"] for name in (language.voice, language.second))
        assert {first.gender, second.gender} == {"female", "male"}
        assert (second.gender, code) not in own
        parts = {one.name: Part(one.gender, code) for one in (first, second)}
        assert choose_voices(list(voices.values()), parts) == {one.name: one.id for one in (first, second)}


def test_names_that_tell_nothing_get_women_and_men_in_turn() -> None:
    voices = {one.id: one for one in presets()}
    found = choose_voices(list(voices.values()), {f"Robot {n}": Part(None, "en") for n in range(6)})
    assert [voices[one].gender for one in found.values()] == ["female", "male"] * 3
    assert len(set(found.values())) == 6


def test_more_speakers_than_presets_share_them_evenly() -> None:
    few = presets()[:3]
    found = choose_voices(few, {str(n): Part("female", "ko") for n in range(7)})
    assert sorted(list(found.values()).count(one.id) for one in few) == [2, 2, 3]


def test_lines_of_a_script_can_be_put_behind_a_line() -> None:
    script = Script("txt", [ScriptLine("One."), ScriptLine("Two.")])
    first, second = operations_of(script, after="line_x")
    assert (first["after"], second["after"]) == ("line_x", first["id"])
    assert all("after" not in one for one in operations_of(script))
