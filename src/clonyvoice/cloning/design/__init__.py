"""Voices that never were: from a description to one that measures as it says."""
