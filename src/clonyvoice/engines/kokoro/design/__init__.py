"""Designed voices of the embedded engine: mixes of presets whose measurements match a description."""
