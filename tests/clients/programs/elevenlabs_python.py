"""ElevenLabs' Python SDK; what it gets is examined closely in tests/contract/test_elevenlabs_sdk.py."""

from __future__ import annotations

from elevenlabs import ElevenLabs
from elevenlabs.types import DialogueInput
from report import KEY, SAID, URL, call, heard

client = ElevenLabs(base_url=f"{URL}/elevenlabs", api_key=KEY)
RACHEL = "21m00Tcm4TlvDq8ikWAM"
sound = b"".join(client.text_to_speech.convert(RACHEL, text=SAID))
lines = [
    DialogueInput(text="Shall we?", voice_id=RACHEL),
    DialogueInput(text="We shall.", voice_id="am_adam"),
]


def told(pieces: object) -> None:
    text = "".join("".join(piece.alignment.characters) for piece in pieces if piece.alignment)  # type: ignore[attr-defined]
    assert text == SAID


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
call("voices.search", lambda: client.voices.search(search="heart"))
call(
    "text_to_voice.design",
    lambda: client.text_to_voice.design(voice_description="a deep calm man", text="One."),
)
call("history.list", lambda: client.history.list(page_size=1))
call("user.subscription.get", lambda: client.user.subscription.get())
