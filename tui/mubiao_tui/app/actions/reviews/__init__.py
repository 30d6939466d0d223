"""Actions on the judgment of facts, and how far it has come."""
