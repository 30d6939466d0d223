"""What a clause says: its verbs, the words that they govern, and which act the verbs around these words promise."""
