"""Files that ship with the program: translations, catalogue, icons."""
