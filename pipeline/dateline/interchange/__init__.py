"""Annotations in the formats of annotation tools: one file a format, all by way of `standoff`."""
