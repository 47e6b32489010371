"""Text and a voice to sound: planned in chunks, made as durable jobs, heard while made or afterwards."""

from clonyvoice.speech.model import Chunk, Generation, Take, Word
from clonyvoice.speech.request import Segment, Shape, SpeechRequest
from clonyvoice.speech.service import Speech

__all__ = ["Chunk", "Generation", "Segment", "Shape", "Speech", "SpeechRequest", "Take", "Word"]
