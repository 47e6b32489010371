"""The voices of this machine: presets, clones and designed ones, in one library."""

from clonyvoice.voices.library import SpeakingVoice, VoiceChanges, Voices
from clonyvoice.voices.listing import VoiceFilter, VoicePage
from clonyvoice.voices.model import Sample, Version, Voice

__all__ = [
    "Sample",
    "SpeakingVoice",
    "Version",
    "Voice",
    "VoiceChanges",
    "VoiceFilter",
    "VoicePage",
    "Voices",
]
