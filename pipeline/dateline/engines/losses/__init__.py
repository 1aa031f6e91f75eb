"""Losses: figures, what they count, and whose they are."""
