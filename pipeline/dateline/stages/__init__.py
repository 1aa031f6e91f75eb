"""The stages, in the order in which they run: one spaCy component a file."""
