"""The words that verbs govern as objects: cut out of their lists, trimmed, and judged to be of a kind or none."""
