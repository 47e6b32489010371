"""Text to words with pronunciations in Kokoro's symbols."""

from __future__ import annotations

from clonyvoice.text.phonemes.phonemise import can_be_said, phonemise, prepare

__all__ = ["can_be_said", "phonemise", "prepare"]
