"""What is read from the database: tables as frames, with judgments, the region tree, and checks."""
