"""Where: places that a text names, on the map."""
