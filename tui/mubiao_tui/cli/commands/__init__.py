"""A module a command, in the room of what it is about: it reads the options, asks the layers below, and prints."""
