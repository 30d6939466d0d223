"""What several commands ask for: options, ids and files, and what is piped in."""
