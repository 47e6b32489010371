"""Pocket TTS (Kyutai): close clones on a CPU, streamed."""
