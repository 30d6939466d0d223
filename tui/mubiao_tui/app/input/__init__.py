"""What is typed into: a line, dialogs, and the completion of names."""
