"""What the tables show, as plain rows and columns made from the records of `mubiao.queries`."""
