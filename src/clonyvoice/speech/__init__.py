"""Speech: text is cut into chunks, spoken by durable jobs, streamed while it is made and kept."""

from clonyvoice.speech.model import Chunk, Generation, Take, Word
from clonyvoice.speech.request import Segment, Shape, SpeechRequest
from clonyvoice.speech.service import Speech

__all__ = ["Chunk", "Generation", "Segment", "Shape", "Speech", "SpeechRequest", "Take", "Word"]
