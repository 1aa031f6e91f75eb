"""Places: the gazetteer, names, and the choice between candidates."""
