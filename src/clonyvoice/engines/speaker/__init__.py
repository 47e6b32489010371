"""Speaker encoders: a unit vector that identifies the speaker."""
