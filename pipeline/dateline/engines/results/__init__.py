"""Results: what a record gets beyond the layers (codes, reasons, incidents, confidence)."""
