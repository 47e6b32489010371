"""Engines in processes of their own: messages, the process, its server side, and the engine that stands for it here."""
