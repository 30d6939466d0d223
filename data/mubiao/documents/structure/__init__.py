"""What stands where in a text: its opening, its headings and sections, its dates."""
