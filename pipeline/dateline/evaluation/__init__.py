"""Measures a run against annotated articles."""
