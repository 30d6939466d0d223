"""The grid: a model that knows nothing of an interface, and a widget that shows it line by line."""
