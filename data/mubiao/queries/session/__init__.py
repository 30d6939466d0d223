"""A database as one session reads it: what is kept while it stays as it is, and what is new since the last one."""
