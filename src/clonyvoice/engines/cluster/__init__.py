"""Engines on the machines of a Ray cluster: the actor there, the actors of an engine, and the engine for them here."""
