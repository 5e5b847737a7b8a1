"""The arguments of the command: words into options, and refusals in the language of the user."""
