"""Flat engines: stages of languages without a parser, by words, order, markers and distance; they know no word."""
