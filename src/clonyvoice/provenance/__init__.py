"""Marks in generated sound: a watermark that survives editing, and Content Credentials."""
