"""A short spoken sample of each voice, made once for each fit and language and kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from clonyvoice.speech.model import Generation
from clonyvoice.speech.request import Segment, SpeechRequest
from clonyvoice.speech.service import Speech
from clonyvoice.text.languages import resolve
from clonyvoice.voices.library import Voices

SENTENCES = {
    "en": "Hello! This is how I sound. Tell me what to say, and I will say it.",
    "es": "¡Hola! Así es como sueno. Dime qué decir y lo diré.",
    "fr": "Bonjour ! Voici ma voix. Dites-moi quoi dire, et je le dirai.",
    "it": "Ciao! Questa è la mia voce. Dimmi cosa dire e lo dirò.",
    "pt": "Olá! É assim que eu falo. Diga-me o que dizer, e eu direi.",
    "hi": "नमस्ते! मेरी आवाज़ ऐसी है। बताइए क्या कहना है, मैं कह दूँगी।",
    "ja": "こんにちは。これがわたしの声です。なんでも話します。",
    "zh": "你好！这就是我的声音。告诉我说什么，我就说什么。",
    "ko": "안녕하세요. 제 목소리는 이렇습니다. 무엇이든 말해 드릴게요.",
    "de": "Hallo! So klinge ich. Sag mir, was ich sagen soll, und ich sage es.",
    "ru": "Здравствуйте! Вот как я звучу. Скажите, что произнести, и я произнесу.",
}
_SEED = 1
"""So that a preview sounds the same whenever it is made."""
OWNER = "preview"
InThread: TypeAlias = Callable[..., Awaitable[Generation]]
"""Runs a function with its arguments in a thread."""


class Previews:
    """Previews of voices: generations of a hidden kind, found again by everything that affects their sound."""

    def __init__(self, speech: Speech, voices: Voices) -> None:
        self._speech, self._voices = speech, voices

    async def get(
        self,
        voice_id: str,
        language: str | None = None,
        text: str | None = None,
        *,
        asker: str | None = None,
        in_thread: InThread | None = None,
    ) -> Generation:
        """The finished preview, of `text` when one is given, made now if there is none.

        `in_thread` runs `start`, which may write to the database, in a thread; without it one of `asyncio` does.

        Raises VoiceNotFound (also when the voice is locked to keys other than `asker`) and what speaking raises.
        """
        import asyncio

        start = in_thread or asyncio.to_thread
        started = await start(self.start, voice_id, language, text, asker)
        return await self._speech.finished(started)

    def start(
        self, voice_id: str, language: str | None = None, text: str | None = None, asker: str | None = None
    ) -> Generation:
        """The preview, in progress or finished. Raises as `get` does."""
        voice = self._voices.named(voice_id, asker=asker)
        code = resolve(language or voice.language)
        # A preset made for en-GB keeps its accent where its own language is asked for.
        tag = voice.language if voice.language.split("-")[0] == code else code
        said = text or SENTENCES.get(code, SENTENCES["en"])
        request = SpeechRequest(kind="preview", segments=(Segment(said, voice.id, tag),), seed=_SEED)
        return self._speech.start(request, OWNER)
