"""Events: the lexicon, its frames on the parse, and the binding of arguments, time and place."""
