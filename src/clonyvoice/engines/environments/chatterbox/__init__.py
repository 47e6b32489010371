"""Chatterbox Multilingual (Resemble AI): clones with a setting for emotion."""
