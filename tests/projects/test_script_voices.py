"""Speakers of scripts get voices: by gender and language, one each, and never instead of what was given."""

from __future__ import annotations

from io import BytesIO
from types import SimpleNamespace
from typing import Any, cast

import pytest

from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.voicepacks import PRESETS
from clonyvoice.projects.script_importing import language_of, operations_of, read_script
from clonyvoice.projects.script_lines import Script, ScriptLine
from clonyvoice.projects.script_voices import Part, ScriptVoices, choose_voices
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


class _Presets:
    """A library that has the embedded engine's presets and nothing else."""

    def list(self, asked: Any, limit: int) -> Any:
        named = [one for one in presets() if not asked.q or asked.q.casefold() in one.name.casefold()]
        return SimpleNamespace(voices=named)


CASTS = {
    "de": (
        "ANNELIESE: Hast du den Schlüssel gesehen?\nGÜNTHER: Nein, ich habe ihn gestern verloren.\n"
        "HEIKE: Er liegt doch auf dem Tisch!\nDETLEF: Dann können wir ja endlich gehen.",
        {"ANNELIESE": "hf_alpha", "GÜNTHER": "hm_omega", "HEIKE": "hf_beta", "DETLEF": "em_alex"},
    ),
    "ru": (
        "ЗИНАИДА: Ты видел мои ключи?\nТИМОФЕЙ: Нет, не видел.\nГАЛИНА: Они на столе.\nБОРИС: Тогда пойдём.",
        {"ЗИНАИДА": "hf_alpha", "ТИМОФЕЙ": "hm_omega", "ГАЛИНА": "ef_dora", "БОРИС": "hm_psi"},
    ),
    "ko": (
        "서윤: 열쇠 봤어?\n준호: 아니, 못 봤는데.\n영숙: 책상 위에 있잖아.\n박도현: 그럼 이제 가자.",
        {"서윤": "jf_nezumi", "준호": "jm_kumo", "영숙": "jf_alpha", "박도현": "am_adam"},
    ),
    "fr": (
        "ODILE: Tu as vu mes clés ?\nGASTON: Non, je ne les ai pas vues.\nTHIBAULT: Elles sont sur la table.",
        {"ODILE": "ff_siwis", "GASTON": "em_alex", "THIBAULT": "im_nicola"},
    ),
    "es": (
        "ROCÍO: ¿Has visto mis llaves?\nGONZALO: No, no las he visto.\nINÉS: Están encima de la mesa.",
        {"ROCÍO": "ef_dora", "GONZALO": "em_alex", "INÉS": "if_sara"},
    ),
    "en": (
        "HARRIET: Have you seen my keys?\nCEDRIC: No, I have not.",
        {"HARRIET": "af_heart", "CEDRIC": "am_adam"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("language", "script", "cast_as"), [(code, *each) for code, each in CASTS.items()])
def test_speakers_of_a_script_get_the_voices_of_their_gender_that_read_its_language_best(
    language: str, script: str, cast_as: dict[str, str]
) -> None:
    read = read_script(BytesIO(script.encode()), "txt")
    assert language_of(read) == language
    found = ScriptVoices(cast(Any, _Presets())).with_voices(operations_of(read), language, "asker")
    speakers = [one["speaker"] for one in found if one["op"] == "speaker.insert"]
    assert {one["name"]: one["voice_id"].removeprefix("voice_") for one in speakers} == cast_as


@pytest.mark.parametrize(
    ("name", "said", "voice"),
    [
        ("SARA", "Have you really lost the key in the garden?", "af_heart"),
        ("SARA", "Hai visto le mie chiavi nel giardino?", "if_sara"),
        ("SARA", "Hast du den Schlüssel im Garten gesehen?", "hf_alpha"),
        ("NICOLA", "Have you really lost the key in the garden?", "af_heart"),
        ("NICOLA", "Hai visto le mie chiavi nel giardino?", "im_nicola"),
        ("ALEX", "Have you really lost the key in the garden?", "am_adam"),
        ("EMMA", "Hast du den Schlüssel im Garten gesehen?", "hf_alpha"),
        ("EMMA", "Have you really lost the key in the garden?", "bf_emma"),
        ("王芳", "你看见我的钥匙了吗？", "zf_xiaoxiao"),
        ("이민준", "열쇠를 어디에 두었는지 모르겠어요.", "jm_kumo"),
        ("WIEBKE", "Hast du den Schlüssel im Garten gesehen?", "hf_alpha"),
        ("TORBEN", "Hast du den Schlüssel im Garten gesehen?", "hm_omega"),
    ],
)
def test_the_language_of_the_script_decides_before_a_preset_of_the_same_name(
    name: str, said: str, voice: str
) -> None:
    found = ScriptVoices(cast(Any, _Presets())).with_voices(
        operations_of(read_script(BytesIO(f"{name}: {said}".encode()), "txt")), "en", "asker"
    )
    voices = [one["speaker"]["voice_id"] for one in found if one["op"] == "speaker.insert"]
    assert voices == [f"voice_{voice}"]


def test_what_somebody_says_decides_before_the_language_of_the_project() -> None:
    script = (
        "GÜNTHER: Ich habe den Schlüssel gestern im Garten verloren.\nCEDRIC: Have you really lost the key?"
    )
    found = ScriptVoices(cast(Any, _Presets())).with_voices(
        operations_of(read_script(BytesIO(script.encode()), "txt")), "en", "asker"
    )
    voices = [one["speaker"]["voice_id"] for one in found if one["op"] == "speaker.insert"]
    assert voices == ["voice_hm_omega", "voice_am_adam"]


def test_women_and_men_come_in_turn_also_where_no_preset_was_made_for_the_language() -> None:
    genders = {one.id: one.gender for one in presets()}
    found = choose_voices(presets(), {f"R{n}": Part(None, "de") for n in range(6)})
    assert [genders[one] for one in found.values()] == ["female", "male"] * 3


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
