"""Results as text and files: named, typed columns in batches, and the formats that they are written in."""
