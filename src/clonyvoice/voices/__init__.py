"""The voices of this machine: presets, clones and designed ones, in one library."""

from clonyvoice.voices.fits import SpeakingVoice
from clonyvoice.voices.library import Voices
from clonyvoice.voices.listing import VoiceFilter, VoicePage
from clonyvoice.voices.model import Sample, Version, Voice
from clonyvoice.voices.voice_changes import VoiceChanges

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
