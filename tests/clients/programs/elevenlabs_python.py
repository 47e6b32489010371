"""ElevenLabs' Python SDK; what it gets is examined closely in tests/contract/test_elevenlabs_sdk.py."""

from __future__ import annotations

import asyncio
import base64

from elevenlabs import ElevenLabs
from elevenlabs.realtime.connection import RealtimeEvents
from elevenlabs.realtime.scribe import AudioFormat, CommitStrategy, ScribeRealtime
from elevenlabs.types import DialogueInput
from report import KEY, SAID, URL, call, heard

client = ElevenLabs(base_url=f"{URL}/elevenlabs", api_key=KEY)
RACHEL = "21m00Tcm4TlvDq8ikWAM"
pcm: list[bytes] = []
sound = b"".join(client.text_to_speech.convert(RACHEL, text=SAID))
lines = [
    DialogueInput(text="Shall we?", voice_id=RACHEL),
    DialogueInput(text="We shall.", voice_id="am_adam"),
]


def told(pieces: object) -> None:
    text = "".join("".join(piece.alignment.characters) for piece in pieces if piece.alignment)  # type: ignore[attr-defined]
    assert text == SAID


def streamed_in() -> None:
    speech = client.text_to_speech
    speech._ws_base_url = f"{URL.replace('http', 'ws')}/elevenlabs"  # it insists on wss
    words = (f"{word} " for word in SAID.split())
    pcm.extend(
        speech.convert_realtime(RACHEL, text=words, model_id="eleven_flash_v2_5", output_format="pcm_16000")
    )
    assert len(b"".join(pcm)) > 32_000


async def live() -> None:
    connection = await ScribeRealtime(KEY, f"{URL.replace('http', 'ws')}/elevenlabs").connect(
        {"model_id": "scribe_v2_realtime", "audio_format": AudioFormat.PCM_16000, "sample_rate": 16_000,
         "commit_strategy": CommitStrategy.MANUAL, "language_code": "en", "include_timestamps": False}
    )  # fmt: skip
    told: asyncio.Future[dict[str, str]] = asyncio.get_running_loop().create_future()
    connection.on(RealtimeEvents.COMMITTED_TRANSCRIPT, told.set_result)
    sound_of_it = b"".join(pcm)
    for at in range(0, len(sound_of_it), 16_000):
        await connection.send({"audio_base_64": base64.b64encode(sound_of_it[at : at + 16_000]).decode()})
    await connection.commit()
    heard((await told)["text"])
    await connection.close()


call(
    "text_to_speech.stream",
    lambda: list(client.text_to_speech.stream(RACHEL, text="One.", output_format="ulaw_8000")),
)
call(
    "text_to_speech.stream_with_timestamps",
    lambda: told(client.text_to_speech.stream_with_timestamps(RACHEL, text=SAID)),
)
call("text_to_dialogue.convert", lambda: list(client.text_to_dialogue.convert(inputs=lines)))
call(
    "speech_to_text.convert",
    lambda: heard(client.speech_to_text.convert(model_id="scribe_v1", file=("a.mp3", sound)).text),
)
call("text_to_speech.convert_realtime, with ws for wss (WebSocket stream-input)", streamed_in)
call("speech_to_text.realtime (WebSocket)", lambda: asyncio.run(asyncio.wait_for(live(), 120)))
call("voices.search", lambda: client.voices.search(search="heart"))
call(
    "text_to_voice.design",
    lambda: client.text_to_voice.design(voice_description="a deep calm man", text="One."),
)
call("history.list", lambda: client.history.list(page_size=1))
call("user.subscription.get", lambda: client.user.subscription.get())
