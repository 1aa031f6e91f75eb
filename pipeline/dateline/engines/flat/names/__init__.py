"""Names that no table has."""
