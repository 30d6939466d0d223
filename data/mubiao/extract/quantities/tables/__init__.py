"""Tables in text: which lines are one, what its heads say of its columns, and what each cell says."""
