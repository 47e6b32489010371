"""The Wyoming protocol: speech and recognition for Home Assistant and other voice assistants, over TCP."""
