"""The tables of generations: queries, rows to values and back, history, pronunciations."""
