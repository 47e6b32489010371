"""Home Assistant's own Wyoming component, from its wheel, with stand-ins for the rest of Home Assistant.

The component's modules run as they are, but for syntax that is newer than this Python: `except A, B:`.
"""

from __future__ import annotations
import __future__

import asyncio
import importlib.metadata
import io
import os
import re
import sys
import typing
import wave
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
from report import SAID, call, heard

PORT = int(os.environ["CLONYVOICE_WYOMING"])
WHEEL = Path(__file__).parents[1] / ".venv" / "home-assistant"
COMPONENT = "homeassistant.components.wyoming"
VOICE = {"voice": "af_heart"}
sound: list[bytes] = []


class HomeAssistantError(Exception):
    """As Home Assistant raises it: a key and what is put into its text."""

    def __init__(self, *said: object, **about: Any) -> None:
        super().__init__(*said, about)
        self.translation_placeholders = about.get("translation_placeholders")


class ConfigEntry:
    """A configured integration; what it starts runs on the loop of the test."""

    entry_id = "entry"
    source = "user"

    def async_create_background_task(self, _: object, work: Any, __: str) -> asyncio.Task[None]:
        return asyncio.get_running_loop().create_task(work)


class ConfigFlow:
    """The steps' helpers: each answer as a mapping with its kind."""

    def __init_subclass__(cls, **_: object) -> None:
        super().__init_subclass__()

    def __init__(self) -> None:
        self.context: dict[str, Any] = {}
        self.unique_id = ""

    async def async_set_unique_id(self, name: str) -> None:
        self.unique_id = name

    def _abort_if_unique_id_configured(self) -> None:
        """Nothing is configured."""

    def _async_current_entries(self, **_: object) -> list[ConfigEntry]:
        return []

    def async_show_form(self, **told: object) -> dict[str, object]:
        return {"kind": "form", **told}

    def async_create_entry(self, **told: object) -> dict[str, object]:
        return {"kind": "entry", **told}

    def async_abort(self, **told: object) -> dict[str, object]:
        return {"kind": "abort", **told}


class Coordinator:
    """Stands for what asks for the service's description every 30 s."""

    def __class_getitem__(cls, _: object) -> type[Coordinator]:
        return cls

    def __init__(self, *_: object, **__: object) -> None:
        self.data: Any = None


@dataclass
class Request:
    """A text to be said, in pieces."""

    language: str
    options: dict[str, Any]
    message_gen: AsyncIterator[str]


@dataclass
class Response:
    """The sound as it comes."""

    extension: str
    data_gen: AsyncIterator[bytes]


class Subscriptable:
    """Stands for generic classes."""

    def __init__(self, *_: object, **__: object) -> None:
        """Anything goes."""

    def __class_getitem__(cls, _: object) -> type[Subscriptable]:
        return cls


def stand_in(name: str, **members: object) -> None:
    """A module of Home Assistant with just these members."""
    module = ModuleType(name)
    module.__dict__.update(members)
    sys.modules[name] = module


def real(name: str) -> ModuleType:
    """A module of Home Assistant, run from its wheel."""
    path = WHEEL.joinpath(*name.split(".")).with_suffix(".py")
    source = re.sub(r"(?m)^(\s*except )(\w+(?:, \w+)+):", r"\1(\2):", path.read_text("utf-8"))
    module = ModuleType(name)
    module.__package__ = name.rpartition(".")[0]
    sys.modules[name] = module
    exec(compile(source, str(path), "exec", __future__.annotations.compiler_flag), module.__dict__)
    return module


def load() -> SimpleNamespace:
    """The component's modules by their names."""
    # Its code is for a newer Python: `override`, which says something to type checkers alone, came with 3.12.
    typing.override = getattr(typing, "override", lambda method: method)  # type: ignore[attr-defined]  # 3.11 lacks it
    for package in ("homeassistant", "homeassistant.components", "homeassistant.helpers",
                    "homeassistant.helpers.service_info", "homeassistant.util", COMPONENT):  # fmt: skip
        stand_in(package, __path__=[])
    platforms = SimpleNamespace(STT="stt", TTS="tts", WAKE_WORD="wake_word", CONVERSATION="conversation")
    stand_in("homeassistant.const", Platform=platforms, CONF_HOST="host", CONF_PORT="port")
    stand_in("homeassistant.core", HomeAssistant=object, callback=lambda method: method)
    stand_in("homeassistant.exceptions", HomeAssistantError=HomeAssistantError)
    stand_in("homeassistant.config_entries", ConfigEntry=ConfigEntry, ConfigFlow=ConfigFlow,
             ConfigFlowResult=dict, SOURCE_HASSIO="hassio")  # fmt: skip
    stand_in("homeassistant.helpers.entity_platform", AddConfigEntryEntitiesCallback=object)
    stand_in("homeassistant.helpers.service_info.hassio", HassioServiceInfo=object)
    stand_in("homeassistant.helpers.service_info.zeroconf", ZeroconfServiceInfo=object)
    stand_in("homeassistant.helpers.update_coordinator", DataUpdateCoordinator=Coordinator,
             UpdateFailed=HomeAssistantError)  # fmt: skip
    stand_in("homeassistant.util.hass_dict", HassKey=Subscriptable)
    stand_in("probatio", Schema=Subscriptable, Required=str)
    for package in ("stt", "tts"):
        stand_in(f"homeassistant.components.{package}", __path__=[])
    stt = sys.modules["homeassistant.components.stt"]
    stt.__dict__.update(vars(real("homeassistant.components.stt.const")))
    stt.__dict__.update(vars(real("homeassistant.components.stt.models")), SpeechToTextEntity=object)
    models = real("homeassistant.components.tts.models")
    sys.modules["homeassistant.components.tts"].__dict__.update(
        ATTR_AUDIO_OUTPUT="audio_output", ATTR_VOICE="voice", Voice=models.Voice, TextToSpeechEntity=object,
        TTSAudioRequest=Request, TTSAudioResponse=Response,
    )  # fmt: skip
    sys.modules["homeassistant.components"].__dict__.update(
        stt=stt, tts=sys.modules["homeassistant.components.tts"]
    )
    stand_in(f"{COMPONENT}.models", WyomingConfigEntry=ConfigEntry)
    names = ("const", "error", "data", "coordinator", "tts", "stt", "config_flow")
    return SimpleNamespace(**{name: real(f"{COMPONENT}.{name}") for name in names})


component = load()
wheel = next(importlib.metadata.distributions(path=[str(WHEEL)]))
assert f"{wheel.name} {wheel.version}".startswith("homeassistant 20"), wheel


def with_entities(use: Callable[[Any, Any, Any], Awaitable[None]]) -> None:
    """Use the coordinator and the two entities, set up as the component's own `async_setup_entry` does."""

    async def main() -> None:
        service = await component.data.WyomingService.create("127.0.0.1", PORT)
        assert sorted(service.platforms) == ["stt", "tts"]
        coordinator = component.coordinator.WyomingInfoCoordinator(None, ConfigEntry(), "127.0.0.1", PORT)
        coordinator.data = service.info
        speaker = component.tts.WyomingTtsProvider(ConfigEntry(), coordinator, service)
        speaker.hass = None
        await use(coordinator, speaker, component.stt.WyomingSttProvider(ConfigEntry(), service))

    asyncio.run(asyncio.wait_for(main(), 200))


def seconds(wav: bytes) -> float:
    """The length of a WAV file, whatever its header says of it."""
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getsampwidth(), file.getnchannels()) == (2, 1)
        return (len(wav) - 44) / 2 / file.getframerate()


async def _added() -> None:
    flow = component.config_flow.WyomingConfigFlow()
    assert (await flow.async_step_user())["kind"] == "form"
    made = await flow.async_step_user({"host": "127.0.0.1", "port": PORT})
    assert (made["kind"], made["title"]) == ("entry", "clonyvoice"), made


async def _discovered() -> None:
    flow = component.config_flow.WyomingConfigFlow()
    found = SimpleNamespace(host="127.0.0.1", port=PORT, name="ClonyVoice._wyoming._tcp.local.")
    asked = await flow.async_step_zeroconf(found)
    assert (asked["kind"], asked["step_id"]) == ("form", "zeroconf_confirm"), asked
    assert (await flow.async_step_zeroconf_confirm({}))["data"] == {"host": "127.0.0.1", "port": PORT}


async def _voices(coordinator: Any, speaker: Any, writer: Any) -> None:
    coordinator.data = await coordinator._async_update_data()
    speaker._handle_info_update()
    english = [code for code in speaker._attr_supported_languages if code.startswith("en")]
    assert english, speaker._attr_supported_languages
    names = [voice.voice_id for code in english for voice in speaker.async_get_supported_voices(code)]
    assert any(name.startswith("af_heart") for name in names), names
    assert "en" in writer.supported_languages
    assert writer.audio_processing.requires_external_vad
    assert speaker.async_supports_streaming_input()


async def _spoken(_: Any, speaker: Any, __: Any) -> None:
    kind, wav = await speaker.async_get_tts_audio(SAID, "en-US", VOICE)
    assert kind == "wav"
    assert 1.5 < seconds(wav) < 6
    sound.append(wav)


async def _streamed(_: Any, speaker: Any, __: Any) -> None:
    async def words() -> AsyncIterator[str]:
        for word in SAID.split():
            yield f"{word} "

    answer = await speaker.async_stream_tts_audio(Request("en-US", VOICE, words()))
    wav = b"".join([piece async for piece in answer.data_gen])
    assert answer.extension == "wav"
    assert 1.5 < seconds(wav) < 6, "said twice, or cut"


async def _refused(_: Any, speaker: Any, __: Any) -> None:
    told = ""
    try:
        await speaker.async_get_tts_audio("One.", "en-US", {"voice": "nobody"})
    except HomeAssistantError as error:
        told = error.translation_placeholders["error"]
    assert "nobody" in told
    assert "(code: " in told


async def _written(_: Any, __: Any, writer: Any) -> None:
    with wave.open(io.BytesIO(sound[0])) as file:
        rate = file.getframerate()
    samples = np.frombuffer(sound[0][44:], "<i2").astype(float)
    places = np.arange(int(len(samples) / rate * 16_000)) * rate / 16_000
    at_16k = np.interp(places, np.arange(len(samples)), samples).astype("<i2").tobytes()

    async def microphone() -> AsyncIterator[bytes]:
        for at in range(0, len(at_16k), 2048):
            yield at_16k[at : at + 2048]

    result = await writer.async_process_audio_stream(SimpleNamespace(language="en"), microphone())
    assert result.result == "success", result
    heard(result.text)


call("config flow, by address", lambda: asyncio.run(_added()))
call("config flow, discovered by zeroconf", lambda: asyncio.run(_discovered()))
call("voices and languages, asked again", lambda: with_entities(_voices))
call("text to speech", lambda: with_entities(_spoken))
call("text to speech, streamed", lambda: with_entities(_streamed))
call("text to speech in a voice that is not there", lambda: with_entities(_refused))
call("speech to text", lambda: with_entities(_written))
