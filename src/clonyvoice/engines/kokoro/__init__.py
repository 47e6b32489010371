"""Kokoro-82M, the embedded engine."""
