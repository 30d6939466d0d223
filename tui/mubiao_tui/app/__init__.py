"""The explorer. `start.run` is all that the command line need to know of it.

Nothing of Textual is imported before it is called: Textual reads environment variables when it is imported, and one of
them has to be set by then (see `start.prepare`).
"""
