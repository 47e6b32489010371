"""Pure functions on strings: splitting, markup, normalisation, phonemes, subtitles."""
