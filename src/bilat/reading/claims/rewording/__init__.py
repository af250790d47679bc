"""Idioms rewritten in the plain words that the families know, before anything is matched."""
