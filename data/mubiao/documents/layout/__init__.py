"""What readers of every format share: characters in a line, tables as lines of text, archives and XML not trusted."""
