"""ClonyVoice: a voice studio on your own machine."""

__version__ = "0.1.0"
