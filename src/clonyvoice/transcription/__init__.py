"""Transcription: speech detection, recognised words with their times, text and subtitles."""

from clonyvoice.transcription.recogniser import Options, transcribe
from clonyvoice.transcription.transcript import Segment, Transcript, Word

__all__ = ["Options", "Segment", "Transcript", "Word", "transcribe"]
