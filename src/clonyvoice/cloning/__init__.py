"""Cloning: recordings to a fitted voice, and descriptions to a designed one."""
