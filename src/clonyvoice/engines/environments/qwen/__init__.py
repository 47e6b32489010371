"""Qwen3-TTS (Alibaba): close clones and nine speakers in ten languages."""
