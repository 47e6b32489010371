"""Engines in processes of their own: messages, the process, its server side, and the engine's proxy in this process."""
