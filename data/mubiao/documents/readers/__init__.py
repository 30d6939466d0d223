"""What comes in what kind of file: bytes to text, a module a kind."""
