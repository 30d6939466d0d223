"""Places beside each other: in one year, in the order of a value, year by year, and what is drawn beside a series."""
