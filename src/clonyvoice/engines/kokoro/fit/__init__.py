"""The fit: from clean speech of one person to a Kokoro voice that carries their identity."""
