"""dateline: narrative articles on armed conflict in, normalized event records out."""

__version__ = "0.1.0"
