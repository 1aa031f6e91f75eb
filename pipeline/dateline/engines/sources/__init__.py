"""Sources: cues of who says so, and how far they reach."""
