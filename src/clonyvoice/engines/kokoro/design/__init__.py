"""Designed voices of the embedded engine: from a description to a mix of presets that measures as it says."""
