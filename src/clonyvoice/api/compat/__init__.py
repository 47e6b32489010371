"""Other makers' APIs, as far as ClonyVoice can honour them: programs written for those work with another address.

What they can ask and ClonyVoice cannot do is refused by name, as everywhere.
"""
