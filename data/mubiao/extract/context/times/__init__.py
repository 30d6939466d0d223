"""Times: the words that name one, the plans and clocks that they are read against, and how a period is written."""
