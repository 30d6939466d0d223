"""Actions in a table: moving about, its columns, what one of them means and comes to."""
