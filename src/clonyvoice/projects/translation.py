"""Translation by a server of one's own that speaks LibreTranslate's API; none comes with ClonyVoice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import InvalidRequest, Unavailable

if TYPE_CHECKING:
    import httpx

_BATCH: Final = 25
"""Texts of one request, between which a cancel is looked for. Chosen by hand."""
_TIMEOUT: Final = 120.0
"""Seconds that a translation service may take for an answer. Chosen by hand."""


class NoTranslator(InvalidRequest):
    """A translation was requested, and no translator is configured."""

    code = "no_translator"

    def __init__(self) -> None:
        super().__init__(
            "No translator is set up: set CLONYVOICE_TRANSLATOR_URL to a LibreTranslate server, or send the"
            " translation as `texts` or `subtitles`.",
            param="translate",
        )


class TranslatorFailed(Unavailable):
    """The translator did not answer, or not with translations."""

    code = "translator_failed"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The translator {why}. Check that it runs and supports both languages, then try again."
        )


class Translator(Protocol):
    """Translates texts from one language into another (ISO 639-1 codes)."""

    def __call__(self, texts: Sequence[str], source: str, target: str, cancel: CancelToken) -> Sequence[str]:
        """The texts translated, one for each. Raises TranslatorFailed, Cancelled."""
        ...


class LibreTranslate:
    """A client of a LibreTranslate server (`POST /translate`)."""

    def __init__(self, url: str, transport: httpx.BaseTransport | None = None) -> None:
        self._url, self._transport = url.rstrip("/"), transport

    def __call__(self, texts: Sequence[str], source: str, target: str, cancel: CancelToken) -> list[str]:
        """See `Translator`."""
        import httpx  # brings rich and pygments, which nothing else of a server's start needs

        found: list[str] = []
        with httpx.Client(timeout=_TIMEOUT, transport=self._transport, trust_env=False) as client:
            for first in range(0, len(texts), _BATCH):
                cancel.raise_if_cancelled()
                found += self._batch(client, list(texts[first : first + _BATCH]), source, target)
        return found

    def _batch(self, client: httpx.Client, texts: list[str], source: str, target: str) -> list[str]:
        import httpx

        body = {"q": texts, "source": source or "auto", "target": target, "format": "text"}
        try:
            answer = client.post(f"{self._url}/translate", json=body)
        except httpx.HTTPError:
            raise TranslatorFailed("did not answer") from None
        if answer.status_code != 200:
            raise TranslatorFailed(f"answered with status {answer.status_code}")
        try:
            told: Any = answer.json()["translatedText"]
        except (ValueError, KeyError, TypeError):
            told = None
        if not isinstance(told, list) or len(told) != len(texts):
            raise TranslatorFailed("did not answer with a translation for each text")
        return [str(each) for each in told]
