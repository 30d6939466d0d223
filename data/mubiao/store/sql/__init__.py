"""SQL of a person's own: only what reads, within limits."""
