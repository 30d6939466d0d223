"""Series over years as a chart of characters: one drawing for the explorer and for the shell."""
