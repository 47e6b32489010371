"""From recordings to a voice that speaks like them, and from a description to a voice that never was."""
