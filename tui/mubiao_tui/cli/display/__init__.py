"""What commands show: tables, charts, explanations, the overview, progress."""
