"""Commands on the names of places, indicators and sectors, and the words that texts are read with."""
