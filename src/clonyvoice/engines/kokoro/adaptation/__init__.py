"""Adaptation: the decoder's norms moved by gradient descent until Kokoro says a person's words as the person does."""
