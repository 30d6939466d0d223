"""Commands on documents: read, added, listed, doubted, removed."""
