"""Other vendors' APIs, as far as ClonyVoice supports them: their clients need only another address and key.

`unsupported_fields` holds the rule of what is obeyed, refused or accepted without effect.
"""
