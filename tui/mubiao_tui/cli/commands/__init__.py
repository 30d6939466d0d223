"""One module a command: it reads the options, asks the layers below, and prints."""
