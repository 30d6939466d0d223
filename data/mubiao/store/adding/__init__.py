"""Documents on their way into the database, and out of it."""
