"""Actors: names, noun phrases, and who is meant by them."""
