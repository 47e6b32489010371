"""The machine and the program on it: load, hardware, versions, and the models that are here."""
