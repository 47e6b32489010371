"""Other makers' APIs, as far as ClonyVoice can honour them: programs written for those work with another address.

`unsupported_fields` holds the rule of what is obeyed, refused or accepted without effect.
"""
