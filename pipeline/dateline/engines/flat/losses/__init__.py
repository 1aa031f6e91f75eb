"""Figures of loss, and whose they are."""
