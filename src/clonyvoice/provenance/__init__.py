"""Marks in generated sound: a watermark that survives editing, credentials that tell of it, a log of what was made."""
