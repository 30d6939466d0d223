"""Word files (.docx) as Word shows them: what is struck, hidden or only kept for the tracking of changes is no text."""
