"""Actions on documents: files to add, and what people state of one as a whole."""
