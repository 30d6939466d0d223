"""Actions that decide which facts count: the filter as it is typed, marks, the roll-up, one place."""
