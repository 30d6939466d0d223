"""The world outside: the terminal, the clipboard, signals, and the file of the last session."""
