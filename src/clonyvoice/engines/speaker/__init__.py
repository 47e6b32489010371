"""Speaker encoders: who speaks, as a unit vector."""
